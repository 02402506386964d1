//! What a collector sees of their own work, and the list with which cash is deposited.

use base::{Result, Rupiah};
use contracts::Village;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::appoint::named;
use crate::domain::collecting::appointment::{Appointment, AppointmentState};
use crate::domain::collecting::tts::Tts;
use crate::domain::counter::slip::{Slip, Source};
use crate::permissions::COLLECT;
use crate::store::counter::{collectors, slips, tts};
use crate::usecase::Ledger;
use crate::usecase::counter::{conflict, slips::make, unknown};

/// Receipts and slips that the page shows.
const LISTED: i64 = 200;

/// A collector's own desk.
#[derive(Debug, Clone)]
pub struct OwnDesk {
    pub it: Appointment,
    pub villages: Vec<Village>,
    pub in_hand: Rupiah,
    /// The newest first.
    pub receipts: Vec<Tts>,
    /// The newest first.
    pub slips: Vec<Slip>,
}

impl OwnDesk {
    /// What can be put on a slip.
    pub fn loose(&self) -> impl Iterator<Item = &Tts> {
        self.receipts.iter().filter(|tts| tts.final_at.is_none() && tts.slip.is_none())
    }
}

/// The appointment that counts now: the one in force, else the latest that was approved.
pub(super) async fn appointment(
    tx: &mut Tx,
    ledger: &Ledger,
    actor: &Actor,
) -> Result<Option<Appointment>> {
    let today = ledger.cell().today();
    let mut all = collectors::of_person(tx, actor.id()).await?;
    all.retain(|it| matches!(it.state, AppointmentState::Approved | AppointmentState::Revoked));
    let at = all.iter().position(|it| it.covers_day(today)).unwrap_or(0);
    Ok((at < all.len()).then(|| all.swap_remove(at)))
}

/// The collector's own desk; `None` before an appointment was approved.
pub async fn desk(ledger: &Ledger, actor: &Actor) -> Result<Option<OwnDesk>> {
    authorise(actor, COLLECT, Resource::Cell)?;
    ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| -> Result<Option<OwnDesk>> {
            let Some(it) = appointment(tx, ledger, actor).await? else { return Ok(None) };
            let villages = named(&it, ledger.bills().villages(tx).await?);
            let in_hand = tts::in_hand(tx, &it.code).await?;
            let receipts = tts::of_collector(tx, &it.code, LISTED).await?;
            let source = Source::Collector(it.code.clone());
            let slips = slips::of_holder(tx, &source, LISTED).await?;
            Ok(Some(OwnDesk { it, villages, in_hand, receipts, slips }))
        })
        .await
}

/// Puts everything that is in hand on a slip; answers its number.
///
/// # Errors
/// `payments/collector-none` without an appointment; `payments/slip-empty` with nothing in hand.
pub async fn make_slip(ledger: &Ledger, actor: &Actor) -> Result<String> {
    authorise(actor, COLLECT, Resource::Cell)?;
    let cell = ledger.cell();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<String> {
            let it = appointment(tx, ledger, actor).await?;
            let it = it.ok_or_else(|| unknown("payments/collector-none"))?;
            let loose = tts::loose(tx, &it.code).await?;
            let amount = loose.iter().fold(0, |sum: i64, tts| sum.saturating_add(tts.amount.0));
            if loose.is_empty() {
                return Err(conflict("payments/slip-empty"));
            }
            let source = Source::Collector(it.code);
            let slip = make(tx, cell, actor, source, (loose.len(), Rupiah(amount))).await?;
            tts::put_on(tx, &slip.number, &loose).await?;
            Ok(slip.number)
        })
        .await
}
