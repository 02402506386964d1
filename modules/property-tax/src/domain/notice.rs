//! A tax notice (SPPT).

use base::{Date, Instant, Nop, Rupiah, Zone};

use super::area::Area;
use super::payment::Paid;
use super::revision::RevisionId;

/// A notice as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub nop: Nop,
    pub tax_year: i64,
    pub revision: RevisionId,
    pub origin: Origin,
    pub subject_id: String,
    pub subject_name: String,
    pub subject_address: String,
    pub object_address: String,
    pub figures: Figures,
    pub due_date: Date,
    /// The day of issue; `None` for drafts, which have no day yet.
    pub issued_on: Option<Date>,
    /// When this version became visible; its day is the day of issue of our own notices.
    pub published_at: Option<Instant>,
    pub payment: PaymentState,
    /// How much of its principal was paid, as of when it was read.
    pub paid: Paid,
    pub cancelled: bool,
    /// The version of the rule book it was computed with; `None` for imported notices.
    pub rule_book: Option<i64>,
    /// The frozen inputs as JSON; `None` for imported notices.
    pub inputs: Option<String>,
}

impl Notice {
    /// The same notice, knowing how much of its principal was paid. A notice of SISMIOP carries
    /// what SISMIOP says; one of our own is paid when the payments of its year cover it; and either
    /// is paid by what was taken here for it.
    #[must_use]
    pub fn settled_by(self, paid: Paid) -> Self {
        Self { payment: paid.settles(self.payment, self.figures.due), paid, ..self }
    }

    /// How a notice that replaces this one is recorded: what SISMIOP called settled stays so unless
    /// more is asked for now. To be asked of a notice as it is recorded: payments are held against
    /// the new one by themselves, and one that is taken back later must not leave a trace in it.
    pub fn carried_over(&self, due: Rupiah) -> PaymentState {
        if due <= self.figures.due { self.payment } else { PaymentState::Unpaid }
    }

    /// Whether the notice may be cancelled; `any_payment` says that something was paid for its
    /// year, here or elsewhere, be it less than the amount due: money that came in is given back, not forgotten.
    pub fn check_cancellable(&self, any_payment: bool) -> Result<(), CannotCancel> {
        let paid = matches!(self.payment, PaymentState::Paid | PaymentState::PrincipalPaid);
        match self.origin {
            _ if self.cancelled => Err(CannotCancel::Already),
            Origin::Sismiop => Err(CannotCancel::OfSismiop),
            Origin::Pelangi if paid || any_payment => Err(CannotCancel::Paid),
            Origin::Pelangi => Ok(()),
        }
    }

    /// The day of issue, in the zone of the cell.
    pub fn issued(&self, zone: &Zone) -> Option<Date> {
        self.issued_on.or_else(|| self.published_at.map(|at| at.date(zone)))
    }
}

/// Why a notice cannot be cancelled here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotCancel {
    #[error("it was issued by SISMIOP, which has to cancel it")]
    OfSismiop,
    #[error("something was paid for it")]
    Paid,
    #[error("it is cancelled already")]
    Already,
}

/// What a notice shows in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    pub land_area: Area,
    pub building_area: Area,
    pub land_class: String,
    pub building_class: String,
    pub njop_land: Rupiah,
    pub njop_building: Rupiah,
    pub njop_joint: Rupiah,
    pub njop: Rupiah,
    pub njoptkp: Rupiah,
    pub taxable: Rupiah,
    pub njkp: Rupiah,
    pub tax: Rupiah,
    pub due: Rupiah,
}

/// Who computed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Sismiop,
    Pelangi,
}

impl Origin {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sismiop => "sismiop",
            Self::Pelangi => "pelangi",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Sismiop, Self::Pelangi].into_iter().find(|o| o.as_str() == text)
    }
}

/// What is known of its payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaymentState {
    Unpaid,
    Paid,
    /// The tax is paid, the penalty is not (STATUS PEMBAYARAN 3).
    PrincipalPaid,
    /// Written off (STATUS PEMBAYARAN 2).
    WrittenOff,
}

impl PaymentState {
    const ALL: [Self; 4] = [Self::Unpaid, Self::Paid, Self::PrincipalPaid, Self::WrittenOff];

    /// The word in the database and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unpaid => "unpaid",
            Self::Paid => "paid",
            Self::PrincipalPaid => "principal_paid",
            Self::WrittenOff => "written_off",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// Names one version of a notice in the API: `640804000301201470-2026-3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeId {
    pub nop: Nop,
    pub tax_year: i64,
    pub revision: RevisionId,
}

impl NoticeId {
    /// The id of a notice.
    pub fn of(notice: &Notice) -> Self {
        Self { nop: notice.nop, tax_year: notice.tax_year, revision: notice.revision }
    }

    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (nop, year, revision) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || !digits(nop) || !digits(year) || !digits(revision) {
            return None;
        }
        let (tax_year, revision) = (year.parse().ok()?, revision.parse().ok()?);
        Some(Self { nop: Nop::parse(nop).ok()?, tax_year, revision })
    }
}

impl std::fmt::Display for NoticeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{}", self.nop.digits(), self.tax_year, self.revision)
    }
}
