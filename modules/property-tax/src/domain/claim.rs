//! A notice as a bill: who owes how much since when, whatever else stands on it.

use base::{Date, Nop, Rupiah};
use contracts::{BillId, Standing};

use super::notice::{Notice, Origin, PaymentState};
use super::payment::Paid;

/// What is asked for by the notice in force of one object and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub nop: Nop,
    pub tax_year: i64,
    pub origin: Origin,
    pub payer: String,
    /// Where the object lies; empty where the notice does not freeze it.
    pub address: String,
    pub due: Rupiah,
    pub due_date: Date,
    pub payment: PaymentState,
    pub cancelled: bool,
    /// The version of the rule book whose penalty counts; `None` for the latest one.
    pub rule_book: Option<i64>,
    pub paid: Paid,
}

impl Claim {
    pub fn id(&self) -> BillId {
        BillId { nop: self.nop, tax_year: self.tax_year }
    }

    /// The same, knowing how much was paid.
    #[must_use]
    pub fn settled_by(self, paid: Paid) -> Self {
        Self { payment: paid.settles(self.payment, self.due), paid, ..self }
    }

    /// The part of the tax that is still to be paid; zero when nothing is.
    pub fn principal(&self) -> Rupiah {
        if self.cancelled || self.payment != PaymentState::Unpaid {
            return Rupiah::ZERO;
        }
        self.due.checked_sub(self.paid.sum()).unwrap_or(Rupiah::ZERO).max(Rupiah::ZERO)
    }

    pub fn standing(&self) -> Standing {
        match self.payment {
            _ if self.cancelled => Standing::Cancelled,
            PaymentState::Paid => Standing::Paid,
            PaymentState::Unpaid if self.principal() > Rupiah::ZERO => Standing::Open,
            // Nothing is asked for; of a principal that was paid alone, and of what was written off,
            // the rest is not collected here.
            PaymentState::Unpaid | PaymentState::PrincipalPaid | PaymentState::WrittenOff => {
                Standing::Nothing
            }
        }
    }

    pub fn is_open(&self) -> bool {
        self.standing() == Standing::Open
    }
}

impl From<&Notice> for Claim {
    fn from(notice: &Notice) -> Self {
        Self {
            nop: notice.nop,
            tax_year: notice.tax_year,
            origin: notice.origin,
            payer: notice.subject_name.clone(),
            address: notice.object_address.clone(),
            due: notice.figures.due,
            due_date: notice.due_date,
            payment: notice.payment,
            cancelled: notice.cancelled,
            rule_book: notice.rule_book,
            paid: notice.paid,
        }
    }
}
