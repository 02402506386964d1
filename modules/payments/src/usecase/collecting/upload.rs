//! Booking what a phone sends when it has a signal again: each receipt once, however often it comes.

use base::{Instant, Nop, Result, Rupiah};
use contracts::BillId;
use db::Tx;
use identity::{Actor, Resource, authorise};
use serde::Deserialize;

use super::appoint::refused;
use super::book::check_device;
use crate::domain::collecting::appointment::Appointment;
use crate::domain::collecting::deposit::{Outcome, outcome};
use crate::domain::collecting::number::{Block, TtsNumber};
use crate::domain::collecting::tts::{Flag, Tts, believed};
use crate::domain::entry::Entry;
use crate::permissions::COLLECT;
use crate::store::counter::{blocks, collectors, tts};
use crate::usecase::counter::{conflict, invalid, unknown};
use crate::usecase::{Ledger, Refused};

/// A temporary receipt as the phone's queue sends it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Sent {
    /// Made on the phone (ULID).
    pub id: String,
    /// When it was entered, by the phone's clock: `2026-11-21T03:12:00.000Z`.
    pub made: String,
    pub body: SentBody,
}

/// What the collector entered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SentBody {
    pub number: String,
    pub nop: String,
    pub year: i64,
    /// Whole rupiah.
    pub amount: i64,
    pub device: String,
}

/// A receipt that is booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    pub tts: Tts,
    /// It had been booked before; nothing was added.
    pub repeated: bool,
}

/// What was sent, read.
struct Draft {
    id: String,
    made: Instant,
    number: TtsNumber,
    bill: BillId,
    amount: Rupiah,
    device: String,
}

/// Books one receipt. The cash has moved, so what stands against it is noted on it and not refused:
/// a bill that was paid meanwhile, another amount, too much in hand, a clock that cannot be right.
///
/// # Errors
/// Only what no honest phone sends: `payments/tts-malformed`, `payments/tts-number` for a number that
/// was not reserved for this phone or is used, `payments/tts-id` for the same id with other contents,
/// `payments/outside-time`, `payments/outside-villages`, `payments/unknown-bill`.
pub async fn book(ledger: &Ledger, actor: &Actor, sent: &Sent) -> Result<Booked> {
    authorise(actor, COLLECT, Resource::Cell)?;
    let draft = read(sent)?;
    let write = async |tx: &mut Tx| book_in(tx, ledger, actor, &draft).await;
    ledger.cell().db().write(write).await
}

fn read(sent: &Sent) -> Result<Draft> {
    let malformed = || invalid("payments/tts-malformed");
    let body = &sent.body;
    check_device(&body.device)?;
    let id_fits =
        (10..=40).contains(&sent.id.len()) && sent.id.bytes().all(|b| b.is_ascii_alphanumeric());
    if !id_fits || body.amount <= 0 {
        return Err(malformed());
    }
    Ok(Draft {
        id: sent.id.clone(),
        made: Instant::parse(&sent.made).map_err(|_| malformed())?,
        number: TtsNumber::parse(&body.number).map_err(|_| malformed())?,
        bill: BillId { nop: Nop::parse(&body.nop)?, tax_year: body.year },
        amount: Rupiah(body.amount),
        device: body.device.clone(),
    })
}

async fn book_in(tx: &mut Tx, ledger: &Ledger, actor: &Actor, draft: &Draft) -> Result<Booked> {
    if let Some(tts) = tts::by_id(tx, &draft.id).await? {
        let same = (&tts.number, tts.bill, tts.amount) == (&draft.number, draft.bill, draft.amount);
        let own = collectors::find(tx, &tts.number.collector).await?;
        let own = own.is_some_and(|it| it.person == actor.id());
        return match same && own {
            true => Ok(Booked { tts, repeated: true }),
            false => Err(conflict("payments/tts-id")),
        };
    }
    let (it, block) = admitted(tx, actor, draft).await?;
    let now = ledger.cell().now();
    let (taken_at, clock_off) = believed(draft.made, (block.reserved_at, now));
    let day = taken_at.date(ledger.cell().zone());
    it.check_receipt((taken_at, day), &draft.bill.nop.village()).map_err(refused)?;
    let bill = ledger.bills().find(tx, draft.bill, day).await?;
    let Some(bill) = bill else { return Err(Refused::UnknownBill.into()) };
    let payer = bill.payer.clone();
    let mut flags = flags(tx, draft, &it, outcome(Some(bill), draft.amount)).await?;
    flags.extend(clock_off.then_some(Flag::Clock));
    let mut tts = Tts {
        number: draft.number.clone(),
        id: draft.id.clone(),
        entry: ledger.cell().new_id::<Entry>(),
        bill: draft.bill,
        payer,
        amount: draft.amount,
        taken_at,
        day,
        device: draft.device.clone(),
        booked_at: now,
        flags,
        slip: None,
        final_entry: None,
        final_at: None,
    };
    let who = actor.who();
    tts.entry = ledger.book_temporary(tx, &tts, &who).await?.id;
    tts::add(tx, &tts).await?;
    Ok(Booked { tts, repeated: false })
}

/// The number was reserved for this phone of this collector, and is not used.
async fn admitted(tx: &mut Tx, actor: &Actor, draft: &Draft) -> Result<(Appointment, Block)> {
    let foreign = || conflict("payments/tts-number");
    let number = &draft.number;
    let it = collectors::find(tx, &number.collector).await?;
    let it = it.filter(|it| it.person == actor.id()).ok_or_else(foreign)?;
    let block = blocks::holding(tx, &it.code, number.year, number.sequence).await?;
    let block = block.filter(|block| block.device == draft.device).ok_or_else(foreign)?;
    // Numbers that were given up may be written on paper by somebody else.
    if block.ended_at.is_some_and(|ended| draft.made >= ended) {
        return Err(foreign());
    }
    match tts::find(tx, number).await? {
        Some(_) => Err(foreign()),
        None => Ok((it, block)),
    }
}

async fn flags(
    tx: &mut Tx,
    draft: &Draft,
    it: &Appointment,
    outcome: Outcome,
) -> Result<Vec<Flag>> {
    let mut flags = Vec::new();
    let twice = !tts::waiting_for(tx, draft.bill).await?.is_empty();
    match outcome {
        Outcome::Unowed => flags.push(Flag::NothingOwed),
        _ if twice => flags.push(Flag::Paid),
        Outcome::Short { .. } => flags.push(Flag::Amount),
        Outcome::Settles { over, .. } if over > Rupiah::ZERO => flags.push(Flag::Amount),
        Outcome::Settles { .. } => {}
    }
    let in_hand = tts::in_hand(tx, &it.code).await?;
    if in_hand.0.saturating_add(draft.amount.0) > it.limit.0 {
        flags.push(Flag::Limit);
    }
    Ok(flags)
}

/// A receipt of one's own, for the page that shows it again.
///
/// # Errors
/// `payments/unknown-tts`.
pub async fn own(ledger: &Ledger, actor: &Actor, number: &str) -> Result<Tts> {
    authorise(actor, COLLECT, Resource::Cell)?;
    let missing = || unknown("payments/unknown-tts");
    let number = TtsNumber::parse(number).map_err(|_| missing())?;
    ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| -> Result<Tts> {
            let tts = tts::find(tx, &number).await?.ok_or_else(missing)?;
            let it = collectors::find(tx, &tts.number.collector).await?;
            match it.is_some_and(|it| it.person == actor.id()) {
                true => Ok(tts),
                false => Err(missing()),
            }
        })
        .await
}
