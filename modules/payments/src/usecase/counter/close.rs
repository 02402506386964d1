//! Closing a shift: the cash is counted, a difference booked, and a slip made for the treasury.

use audit::Entry as Trace;
use base::{Result, Rupiah};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::shifts::{LISTED, subject, till};
use super::{conflict, invalid, slips, unknown};
use crate::audit_kinds;
use crate::domain::counter::cancellation::Wish;
use crate::domain::counter::cash::Pieces;
use crate::domain::counter::shift::{Count, Settled, Shift};
use crate::domain::counter::slip::{Slip, Source};
use crate::permissions::TELL;
use crate::store::counter::{cancellations, shifts, slips as slip_store};
use crate::usecase::Ledger;

/// What came of a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    pub settled: Settled,
    /// The number of the slip; `None` when no cash is to be handed over.
    pub slip: Option<String>,
}

/// Counts a drawer and closes it. A shift whose slip was returned is counted again.
///
/// # Errors
/// `payments/unknown-shift` for another teller's; `payments/shift-closed`;
/// `payments/cancellation-waiting`; `payments/difference-reason` for a difference without a reason.
pub async fn close(
    ledger: &Ledger,
    actor: &Actor,
    shift: &str,
    (pieces, reason): (&Pieces, &str),
) -> Result<Closed> {
    authorise(actor, TELL, Resource::Cell)?;
    ledger
        .cell()
        .db()
        .write(async |tx: &mut Tx| {
            let shift = shifts::find(tx, shift).await?;
            let shift = shift.filter(|shift| shift.teller == actor.id());
            let shift = shift.ok_or_else(|| unknown("payments/unknown-shift"))?;
            check(tx, &shift).await?;
            count(tx, ledger, actor, &shift, (pieces, reason)).await
        })
        .await
}

async fn check(tx: &mut Tx, shift: &Shift) -> Result<()> {
    let source = Source::Shift(shift.id.clone());
    let made = slip_store::of_holder(tx, &source, LISTED).await?;
    if !shift.is_open() && !Slip::all_came_back(&made) {
        return Err(conflict("payments/shift-closed"));
    }
    let wishes = cancellations::of_shift(tx, &shift.id).await?;
    match wishes.iter().any(|wish| wish.state == Wish::Asked) {
        true => Err(conflict("payments/cancellation-waiting")),
        false => Ok(()),
    }
}

async fn count(
    tx: &mut Tx,
    ledger: &Ledger,
    actor: &Actor,
    shift: &Shift,
    (pieces, reason): (&Pieces, &str),
) -> Result<Closed> {
    let (cell, who) = (ledger.cell(), actor.who());
    let in_till = shifts::balance(tx, &shift.id).await?;
    let settled = shift.settle(in_till, pieces.total(), reason).map_err(|_| {
        invalid("payments/difference-reason").with("expected", shift.expected(in_till))
    })?;
    if settled.booked != Rupiah::ZERO {
        let till = till(&shift.id);
        let entry = ledger.book_difference(tx, &till, settled.booked, (&who, reason)).await?;
        shifts::note(tx, &shift.id, entry.id, settled.booked).await?;
    }
    let count = Count {
        at: cell.now(),
        pieces: pieces.clone(),
        counted: pieces.total(),
        difference: settled.difference,
        reason: reason.to_owned(),
    };
    shifts::close(tx, &shift.id, &count).await?;
    let slip = match settled.hand_over > Rupiah::ZERO {
        false => None,
        true => {
            let items = shifts::entries(tx, &shift.id).await?.len();
            let source = Source::Shift(shift.id.clone());
            let made = slips::make(tx, cell, actor, source, (items, settled.hand_over)).await?;
            Some(made.number)
        }
    };
    let trace = Trace::new(audit_kinds::SHIFT_CLOSED, &who, subject(&shift.id))
        .after(serde_json::json!({
            "counted": count.counted.0,
            "difference": settled.difference.0,
            "hand-over": settled.hand_over.0,
            "slip": slip,
        }))
        .reason(reason);
    audit::record(tx, cell, trace).await?;
    Ok(Closed { settled, slip })
}
