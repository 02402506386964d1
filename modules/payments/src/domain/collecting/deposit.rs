//! What a deposit makes of a temporary receipt.

use base::{Date, Rupiah};
use contracts::{Bill, Standing};

use crate::domain::account::Account;
use crate::domain::entry::Line;

/// What becomes of the cash of one receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It settles the bill; what is over the amount owed is an overpayment.
    Settles { bill: Bill, over: Rupiah },
    /// The rule says that interest has grown since: so much is missing.
    Short { bill: Bill, missing: Rupiah },
    /// Nothing is owed any more: all of it is an overpayment.
    Unowed,
}

/// Holds the cash of a receipt against the bill as it stands on the day that counts.
pub fn outcome(bill: Option<Bill>, cash: Rupiah) -> Outcome {
    let Some(bill) = bill.filter(|bill| bill.standing == Standing::Open) else {
        return Outcome::Unowed;
    };
    let missing = bill.total().0.saturating_sub(cash.0);
    match missing > 0 {
        true => Outcome::Short { bill, missing: Rupiah(missing) },
        false => Outcome::Settles { bill, over: Rupiah(missing.saturating_neg()) },
    }
}

impl Outcome {
    /// What has to be added in cash before it can be deposited.
    pub fn missing(&self) -> Rupiah {
        match self {
            Self::Short { missing, .. } => *missing,
            _ => Rupiah::ZERO,
        }
    }

    /// The bill that is settled by it.
    pub fn bill(&self) -> Option<&Bill> {
        match self {
            Self::Settles { bill, .. } | Self::Short { bill, .. } => Some(bill),
            Self::Unowed => None,
        }
    }
}

/// The cash of one receipt on its way.
#[derive(Debug, Clone, Copy)]
pub struct Cash<'a> {
    pub amount: Rupiah,
    pub bill: contracts::BillId,
    /// The code of whoever took it.
    pub collector: &'a str,
    /// Where it lies from now on.
    pub into: &'a Account,
}

/// The lines of a deposit: the cash leaves the collector, the temporary receipt is cleared, and
/// what it was paid for stands where it belongs. What was missing comes in with it.
pub fn lines(cash: Cash<'_>, outcome: &Outcome, counts_on: Date) -> Vec<Line> {
    let received = Rupiah(cash.amount.0.saturating_add(outcome.missing().0));
    let collector = Account::Collector(cash.collector.to_owned());
    let id = Some(cash.bill);
    let mut lines = vec![
        Line::debit(cash.into.clone(), None, received),
        Line::credit(collector, None, cash.amount),
        Line::debit(Account::Temporary, id, cash.amount),
    ];
    match outcome {
        Outcome::Unowed => lines.push(Line::credit(Account::Overpayment, id, cash.amount)),
        Outcome::Short { bill, .. } => lines.extend(settled(bill, counts_on)),
        Outcome::Settles { bill, over } => {
            lines.extend(settled(bill, counts_on));
            lines.push(Line::credit(Account::Overpayment, id, *over));
        }
    }
    lines.retain(|line| line.amount > Rupiah::ZERO);
    lines
}

fn settled(bill: &Bill, counts_on: Date) -> [Line; 3] {
    let principal = match bill.is_arrears(counts_on) {
        true => Account::PrincipalArrears,
        false => Account::PrincipalCurrent,
    };
    let id = Some(bill.id);
    [
        Line::credit(principal, id, bill.principal),
        Line::credit(Account::Penalty, id, bill.penalty),
        Line::debit(Account::PenaltyWaived, id, bill.waived),
    ]
}
