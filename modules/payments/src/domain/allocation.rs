//! What money that comes in is counted for.

use base::{Date, Rupiah};
use contracts::{Bill, BillId, Standing};

use super::account::Account;
use super::entry::Line;

/// Why money does not settle bills.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    #[error("nothing is owed: it was paid already")]
    Paid,
    #[error("nothing is owed: it was cancelled, or nothing is asked for")]
    NothingOwed,
    #[error("{owed} is owed")]
    Amount { owed: Rupiah },
}

/// What is owed for bills together.
///
/// # Errors
/// [`Misfit`] when one of them cannot be paid: one that was paid counts before one that is nothing.
pub fn owed(bills: &[Bill]) -> Result<Rupiah, Misfit> {
    if bills.iter().any(|bill| bill.standing == Standing::Paid) {
        return Err(Misfit::Paid);
    }
    if bills.is_empty() || bills.iter().any(|bill| bill.standing != Standing::Open) {
        return Err(Misfit::NothingOwed);
    }
    Ok(Rupiah(bills.iter().fold(0, |sum, bill| sum.saturating_add(bill.total().0))))
}

/// Checks that an amount pays bills in full: there are no partial payments.
pub fn check(bills: &[Bill], amount: Rupiah) -> Result<(), Misfit> {
    match owed(bills)? {
        owed if owed == amount => Ok(()),
        owed => Err(Misfit::Amount { owed }),
    }
}

/// The lines of a payment that settles bills in full, `into` being where the money lies now.
/// Interest is booked whole and its waived part held against it, so that nobody has to guess later
/// what was given up.
pub fn settling(bills: &[Bill], into: &Account, paid_on: Date) -> Vec<Line> {
    let mut lines = Vec::with_capacity(2 * bills.len() + 1);
    let total = Rupiah(bills.iter().fold(0, |sum, bill| sum.saturating_add(bill.total().0)));
    lines.push(Line::debit(into.clone(), None, total));
    for bill in bills {
        let principal = match bill.is_arrears(paid_on) {
            true => Account::PrincipalArrears,
            false => Account::PrincipalCurrent,
        };
        let id = Some(bill.id);
        lines.push(Line::credit(principal, id, bill.principal));
        lines.push(Line::credit(Account::Penalty, id, bill.penalty));
        lines.push(Line::debit(Account::PenaltyWaived, id, bill.waived));
    }
    lines.retain(|line| line.amount > Rupiah::ZERO);
    lines
}

/// The lines of money for which nothing is owed; `about` is the bill it was meant for.
pub fn unowed(amount: Rupiah, into: &Account, about: Option<BillId>) -> Vec<Line> {
    vec![Line::debit(into.clone(), None, amount), Line::credit(Account::Overpayment, about, amount)]
}
