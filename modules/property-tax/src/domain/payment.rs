//! What was paid for bills: by the imported system, and here.
//!
//! A payment that was taken here comes back with a later extract of SISMIOP, once that system heard
//! of it. It is one payment all the same, and [`Payments`] is the one place that says so.

use std::collections::BTreeMap;

use base::{Date, Nop, Rupiah};
use contracts::{BillId, Settlement};

use super::notice::{Origin, PaymentState};

/// One payment of one notice, known from the imported system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    pub nop: Nop,
    pub tax_year: i64,
    /// Counts from 1; has gaps in the legacy data.
    pub sequence: i64,
    pub paid_on: Date,
    /// What was paid in all, penalty included (JML_SPPT_YG_DIBAYAR).
    pub amount: Rupiah,
    /// The part of it that is penalty (DENDA_SPPT).
    pub penalty: Rupiah,
    /// The number of the receipt (NO_BUKTI), where the extract has one.
    pub place: String,
}

impl Payment {
    /// The part that settles the notice itself.
    pub fn principal(&self) -> Rupiah {
        self.amount.checked_sub(self.penalty).unwrap_or(Rupiah::ZERO).max(Rupiah::ZERO)
    }

    fn bill(&self) -> BillId {
        BillId { nop: self.nop, tax_year: self.tax_year }
    }
}

/// What came in for a settlement: the principal and the penalty that was not waived.
pub fn total(settlement: &Settlement) -> Rupiah {
    let Settlement { principal, penalty, waived, .. } = settlement;
    // Each is an amount of one notice: the sum cannot leave what a rupiah amount can hold.
    Rupiah(principal.0.saturating_add(penalty.0).saturating_sub(waived.0))
}

/// Something that was noted about a bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Settled(Settlement),
    /// The settlement of the bill by the entry `reversed` was taken back.
    TakenBack {
        bill: BillId,
        reversed: String,
    },
    /// The notice was cancelled. It moves no money, and takes the number of a payment that would
    /// come at the same moment.
    Cancelled {
        bill: BillId,
    },
}

/// What was paid for one bill, each payment once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaymentsOfBill {
    /// Known from the imported system only.
    pub imported: Vec<Payment>,
    /// Taken here, and standing.
    pub standing: Vec<Settlement>,
    /// Taken here, and taken back.
    pub taken_back: Vec<Settlement>,
    /// How many facts were noted: the next one has the next number.
    pub facts: usize,
}

/// What was paid for some bills.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Payments(BTreeMap<BillId, PaymentsOfBill>);

impl Payments {
    /// Puts payments beside the facts noted here, which come in their order.
    pub fn new(
        imported: impl IntoIterator<Item = Payment>,
        facts: impl IntoIterator<Item = Fact>,
    ) -> Self {
        let mut bills: BTreeMap<BillId, PaymentsOfBill> = BTreeMap::new();
        for fact in facts {
            let bill = match &fact {
                Fact::Settled(settlement) => settlement.bill,
                Fact::TakenBack { bill, .. } | Fact::Cancelled { bill } => *bill,
            };
            bills.entry(bill).or_default().note(fact);
        }
        for payment in imported {
            bills.entry(payment.bill()).or_default().imported.push(payment);
        }
        bills.values_mut().for_each(PaymentsOfBill::drop_echoes);
        Self(bills)
    }

    /// What was paid for a bill; nothing is a bill without payments.
    pub fn of(&self, nop: &Nop, tax_year: i64) -> Option<&PaymentsOfBill> {
        self.0.get(&BillId { nop: *nop, tax_year })
    }

    /// How much of the principal of a bill was paid.
    pub fn paid(&self, origin: Origin, nop: &Nop, tax_year: i64) -> Paid {
        self.of(nop, tax_year).map(|of| of.paid(origin)).unwrap_or_default()
    }

    /// All that count, the latest year first and of one year in their order.
    pub fn lines(&self) -> Vec<PaidLine> {
        self.0.values().rev().flat_map(PaymentsOfBill::lines).collect()
    }
}

impl PaymentsOfBill {
    fn note(&mut self, fact: Fact) {
        self.facts += 1;
        match fact {
            Fact::Settled(settlement) => self.standing.push(settlement),
            Fact::TakenBack { reversed, .. } => {
                let of = |settlement: &mut Settlement| settlement.entry == reversed;
                self.taken_back.extend(self.standing.extract_if(.., of));
            }
            Fact::Cancelled { .. } => {}
        }
    }

    /// Leaves out the imported payments that SISMIOP heard of from here. An echo has the number of
    /// our receipt; or, once for each payment that stands, its amount or its day.
    fn drop_echoes(&mut self) {
        let Self { imported, standing, taken_back, .. } = self;
        let named = |p: &Payment, s: &Settlement| !s.receipt.is_empty() && p.place == s.receipt;
        imported.retain(|payment| !taken_back.iter().any(|ours| named(payment, ours)));
        let mut unheard: Vec<&Settlement> = standing.iter().collect();
        let likenesses: [fn(&Payment, &Settlement) -> bool; 3] = [
            named,
            |payment, ours| payment.amount == total(ours),
            |payment, ours| payment.paid_on == ours.paid_on,
        ];
        for like in likenesses {
            unheard.retain(|ours| match imported.iter().position(|p| like(p, ours)) {
                Some(echo) => {
                    imported.remove(echo);
                    false
                }
                None => true,
            });
        }
    }

    /// How much of the principal was paid.
    pub fn paid(&self, origin: Origin) -> Paid {
        let add = |sum: Rupiah, amount: Rupiah| Rupiah(sum.0.saturating_add(amount.0));
        let here = self.standing.iter().map(|s| s.principal).fold(Rupiah::ZERO, add);
        let elsewhere = match origin {
            Origin::Pelangi => self.imported.iter().map(Payment::principal).fold(Rupiah::ZERO, add),
            Origin::Sismiop => Rupiah::ZERO,
        };
        Paid { here, elsewhere }
    }

    /// The payments as lists show them, by day.
    pub fn lines(&self) -> Vec<PaidLine> {
        let imported = self.imported.iter().map(PaidLine::from);
        let mut lines: Vec<PaidLine> =
            imported.chain(self.standing.iter().map(PaidLine::from)).collect();
        lines.sort_by_key(|line| line.paid_on);
        lines
    }

    /// The day of the last payment.
    pub fn last_paid_on(&self) -> Option<Date> {
        self.lines().last().map(|line| line.paid_on)
    }

    /// Whether any money came in and stayed.
    pub fn any(&self) -> bool {
        !self.imported.is_empty() || !self.standing.is_empty()
    }
}

/// A payment as lists show it, whoever took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidLine {
    pub tax_year: i64,
    pub paid_on: Date,
    /// Everything that was paid, penalty included.
    pub amount: Rupiah,
    /// The penalty that was paid, without what was waived.
    pub penalty: Rupiah,
    pub waived: Rupiah,
    /// The number of the receipt; empty where the extract has none.
    pub receipt: String,
    /// Whether it was taken here, so that the receipt can be shown.
    pub here: bool,
}

impl From<&Payment> for PaidLine {
    fn from(payment: &Payment) -> Self {
        Self {
            tax_year: payment.tax_year,
            paid_on: payment.paid_on,
            amount: payment.amount,
            penalty: payment.penalty,
            waived: Rupiah::ZERO,
            receipt: payment.place.clone(),
            here: false,
        }
    }
}

impl From<&Settlement> for PaidLine {
    fn from(settlement: &Settlement) -> Self {
        Self {
            tax_year: settlement.bill.tax_year,
            paid_on: settlement.paid_on,
            amount: total(settlement),
            penalty: Rupiah(settlement.penalty.0.saturating_sub(settlement.waived.0)),
            waived: settlement.waived,
            receipt: settlement.receipt.clone(),
            here: true,
        }
    }
}

impl PaidLine {
    /// The part that settles the notice itself.
    pub fn principal(&self) -> Rupiah {
        self.amount.checked_sub(self.penalty).unwrap_or(Rupiah::ZERO).max(Rupiah::ZERO)
    }
}

/// How much of the principal of a bill was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paid {
    /// By settlements that stand.
    pub here: Rupiah,
    /// By payments of SISMIOP. Only of notices that were issued here: those of SISMIOP say
    /// themselves whether they are paid.
    pub elsewhere: Rupiah,
}

impl Paid {
    /// Both together.
    pub fn sum(self) -> Rupiah {
        Rupiah(self.here.0.saturating_add(self.elsewhere.0))
    }

    /// How a bill stands of which `recorded` is known and `due` is asked for. What was paid here
    /// and covers it settles it whatever SISMIOP says; payments of SISMIOP settle what nobody
    /// settled otherwise.
    pub fn settles(self, recorded: PaymentState, due: Rupiah) -> PaymentState {
        let covered = self.sum() > Rupiah::ZERO && self.sum() >= due;
        let counts = self.here > Rupiah::ZERO || recorded == PaymentState::Unpaid;
        if covered && counts { PaymentState::Paid } else { recorded }
    }
}
