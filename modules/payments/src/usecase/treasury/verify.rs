//! The part of the walk through the books that is about the treasury's own entries.

use base::{Id, Rupiah};
use db::Tx;

use super::clearing::{OVERPAYMENT, STATEMENT, moved};
use crate::domain::account::Account;
use crate::domain::entry::{Entry, EntryKind};
use crate::store::{entries, findings, statements};
use crate::usecase::verify::{Broken, Verdict};

/// An overpayment is cleared by the sum that was overpaid, and only by an entry that names it; what
/// arrived is what the bank's file said.
pub(crate) async fn check_house(tx: &mut Tx, entry: &Entry) -> Result<(), Verdict> {
    if entry.kind == EntryKind::Reversal {
        return Ok(());
    }
    let (taken, _) = moved(entry, &Account::Overpayment);
    match (entry.partner.as_deref(), entry.reference.as_deref()) {
        (Some(OVERPAYMENT), Some(of)) => check_cleared(tx, entry, of, taken).await,
        _ if taken > Rupiah::ZERO => Err(Broken::NotOverpaid(entry.id).into()),
        (Some(STATEMENT), Some(of)) => check_arrived(tx, entry, of).await,
        _ => Ok(()),
    }
}

async fn check_cleared(tx: &mut Tx, entry: &Entry, of: &str, taken: Rupiah) -> Result<(), Verdict> {
    let broken = || Broken::NotOverpaid(entry.id);
    let of = Id::parse(of).ok_or_else(broken)?;
    let original = entries::find(tx, of).await?.ok_or_else(broken)?.entry;
    let (_, overpaid) = moved(&original, &Account::Overpayment);
    let stands = entries::reversal_of(tx, of).await?.is_none();
    let fits = original.kind == EntryKind::Payment && stands && overpaid == taken;
    if fits { Ok(()) } else { Err(broken().into()) }
}

async fn check_arrived(tx: &mut Tx, entry: &Entry, of: &str) -> Result<(), Verdict> {
    let broken = || Broken::NotArrived(entry.id);
    let statement = statements::find(tx, of).await?.ok_or_else(broken)?;
    let (gross, fee) = findings::arrived(tx, of).await?;
    let (_, left) = moved(entry, &Account::Partner(statement.partner.clone()));
    let (kept, _) = moved(entry, &Account::Fee);
    let fits = statement.clearing == Some(entry.id) && (left, kept) == (gross, fee);
    if fits { Ok(()) } else { Err(broken().into()) }
}

/// The findings of every file add up to what it says.
pub(crate) async fn check_statements(tx: &mut Tx) -> Result<(), Verdict> {
    match findings::out_of_tune(tx).await? {
        None => Ok(()),
        Some(id) => Err(Broken::OutOfTune(id).into()),
    }
}
