//! Whether a notice may be cancelled, and cancelling it: a new version in the same transaction.
//!
//! Payments are kept apart by keys alone, so a cancellation takes the number that the bill's next
//! payment would take: of the two, whoever comes second looks again and is refused.

use base::{Error, Kind, Nop, Result};
use cell::Cell;
use contracts::BillId;
use db::Tx;
use identity::Actor;

use crate::domain::notice::{CannotCancel, Notice};
use crate::domain::payment::PaymentsOfBill;
use crate::domain::proposal::Proposal;
use crate::domain::revision::{RevisionId, RevisionKind};
use crate::store::notices::payments_of_object;
use crate::store::{notices, revisions, settlements};

/// A notice in force that may be cancelled now.
pub struct Cancellable {
    pub notice: Notice,
    /// How many facts its bill has.
    facts: usize,
}

/// The notice in force, when it may be cancelled now.
pub async fn cancellable(tx: &mut Tx, nop: &Nop, tax_year: i64) -> Result<Cancellable> {
    let notice = notices::find(tx, nop, tax_year).await?;
    let notice = notice.ok_or_else(|| Error::new(Kind::NotFound, "property-tax/unknown-notice"))?;
    let payments = payments_of_object(tx, nop).await?;
    let of = payments.of(nop, tax_year);
    notice.check_cancellable(of.is_some_and(PaymentsOfBill::any)).map_err(refused)?;
    Ok(Cancellable { notice, facts: of.map_or(0, |of| of.facts) })
}

fn refused(error: CannotCancel) -> Error {
    let code = match error {
        CannotCancel::OfSismiop => "property-tax/notice-of-sismiop",
        CannotCancel::Paid => "property-tax/notice-paid",
        CannotCancel::Already => "property-tax/notice-cancelled",
    };
    Error::new(Kind::Conflict, code)
}

/// Cancels the version that was proposed: the notice stands as cancelled from this commit on.
///
/// # Errors
/// As [`cancellable`]; `property-tax/notice-changed` when another version is in force by now.
pub async fn cancel(
    tx: &mut Tx,
    cell: &Cell,
    actor: &Actor,
    proposal: &Proposal,
    (tax_year, version): (i64, RevisionId),
) -> Result<RevisionId> {
    let Cancellable { notice, facts } = cancellable(tx, &proposal.nop, tax_year).await?;
    if notice.revision != version {
        return Err(changed());
    }
    let now = cell.now();
    let bill = BillId { nop: proposal.nop, tax_year };
    let moment = (now, now.date(cell.zone()));
    if !settlements::add_cancellation(tx, bill, &proposal.id, moment, facts + 1).await? {
        return Err(changed());
    }
    let (actor, reason) = (actor.id(), &proposal.reason);
    let revision = revisions::open(tx, RevisionKind::Correction, now, actor, reason).await?;
    // It keeps the day on which it was issued.
    let issued_on = notice.issued(cell.zone());
    let cancelled = Notice { revision, cancelled: true, issued_on, published_at: None, ..notice };
    tx.bulk("ptax_notice", notices::COLUMNS, [notices::write_row(&cancelled, 0)]).await?;
    match revisions::publish(tx, revision, now).await? {
        true => Ok(revision),
        false => Err(changed()),
    }
}

fn changed() -> Error {
    Error::new(Kind::Conflict, "property-tax/notice-changed")
}
