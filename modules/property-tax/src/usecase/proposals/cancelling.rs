//! Whether a notice may be cancelled, and cancelling it: a new version in the same transaction.

use base::{Error, Kind, Nop, Result};
use cell::Cell;
use db::Tx;
use identity::Actor;

use crate::domain::notice::{CannotCancel, Notice};
use crate::domain::payment::PaymentsOfBill;
use crate::domain::revision::{RevisionId, RevisionKind};
use crate::store::notices::payments_of_object;
use crate::store::{notices, revisions};

/// The notice in force, when it may be cancelled now.
pub async fn cancellable(tx: &mut Tx, nop: &Nop, tax_year: i64) -> Result<Notice> {
    let notice = notices::find(tx, nop, tax_year).await?;
    let notice = notice.ok_or_else(|| Error::new(Kind::NotFound, "property-tax/unknown-notice"))?;
    let payments = payments_of_object(tx, nop).await?;
    let any_payment = payments.of(nop, tax_year).is_some_and(PaymentsOfBill::any);
    notice.check_cancellable(any_payment).map_err(refused)?;
    Ok(notice)
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
    proposed: (&Nop, i64, RevisionId),
    reason: &str,
) -> Result<RevisionId> {
    let (nop, tax_year, version) = proposed;
    let notice = cancellable(tx, nop, tax_year).await?;
    if notice.revision != version {
        return Err(Error::new(Kind::Conflict, "property-tax/notice-changed"));
    }
    let now = cell.now();
    let revision = revisions::open(tx, RevisionKind::Correction, now, actor.id(), reason).await?;
    // It keeps the day on which it was issued.
    let issued_on = notice.issued(cell.zone());
    let cancelled = Notice { revision, cancelled: true, issued_on, published_at: None, ..notice };
    tx.bulk("ptax_notice", notices::COLUMNS, [notices::write_row(&cancelled, 0)]).await?;
    match revisions::publish(tx, revision, now).await? {
        true => Ok(revision),
        false => Err(Error::new(Kind::Conflict, "property-tax/notice-changed")),
    }
}
