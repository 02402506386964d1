//! What a collector's phone takes along: the open bills of the villages, and reserved numbers.

use audit::Entry as Trace;
use base::{Date, Instant, Result, Rupiah};
use contracts::{Bill, BillId, Village};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::appoint::{named, subject};
use super::checking::check_signs;
use super::own::appointment;
use crate::audit_kinds;
use crate::domain::collecting::appointment::Appointment;
use crate::domain::collecting::number::{Block, TtsNumber};
use crate::permissions::COLLECT;
use crate::store::counter::{blocks, tts};
use crate::usecase::Ledger;
use crate::usecase::counter::{conflict, invalid, unknown};

/// Days for which a list says what is owed. Interest grows by the month: each bill carries the few
/// days on which its amount changes.
const DAYS: usize = 7;
/// Numbers that a phone has at least after it asked, and how many are added at once.
const FEWEST: usize = 20;
const AT_ONCE: i64 = 40;

/// What a phone takes along.
#[derive(Debug, Clone)]
pub struct Book {
    pub it: Appointment,
    pub villages: Vec<Village>,
    pub as_of: Instant,
    /// The last day for which the amounts count.
    pub until: Date,
    pub bills: Vec<Dated>,
    /// Unused ones, the lowest first, each with its check signs.
    pub numbers: Vec<(TtsNumber, String)>,
    pub in_hand: Rupiah,
}

/// A bill and what it costs from which day on.
#[derive(Debug, Clone)]
pub struct Dated {
    pub bill: Bill,
    /// By day; the first is today.
    pub costs: Vec<(Date, Rupiah)>,
    /// Another collector's receipt for it, or one of this collector that is not deposited.
    pub collected: bool,
}

/// Gives a phone the list of today and enough numbers.
///
/// # Errors
/// `payments/device` for a name that cannot be; `payments/collector-none`, `payments/outside-time`
/// without a decree for today.
pub async fn download(ledger: &Ledger, actor: &Actor, device: &str) -> Result<Book> {
    authorise(actor, COLLECT, Resource::Cell)?;
    check_device(device)?;
    let cell = ledger.cell();
    let (it, blocks, used) = cell
        .db()
        .write(async |tx: &mut Tx| -> Result<_> {
            let it = appointment(tx, ledger, actor).await?;
            let it = it.ok_or_else(|| unknown("payments/collector-none"))?;
            if !it.covers_day(cell.today()) {
                return Err(conflict("payments/outside-time"));
            }
            let (blocks, used) = reserve(tx, ledger, actor, &it, device).await?;
            Ok((it, blocks, used))
        })
        .await?;
    let free = blocks.iter().flat_map(Block::numbers).filter(|number| !used.contains(number));
    let numbers = free.map(|number| (number.clone(), check_signs(cell, &number))).collect();
    let today = cell.today();
    let until = days_from(today).take(DAYS).last().unwrap_or(today).min(it.until);
    let (villages, bills, in_hand) = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_> {
            let villages = named(&it, ledger.bills().villages(tx).await?);
            let bills = dated(tx, ledger, &it, (today, until)).await?;
            Ok((villages, bills, tts::in_hand(tx, &it.code).await?))
        })
        .await?;
    Ok(Book { it, villages, as_of: cell.now(), until, bills, numbers, in_hand })
}

/// The numbers of a phone; more are reserved when few are left.
async fn reserve(
    tx: &mut Tx,
    ledger: &Ledger,
    actor: &Actor,
    it: &Appointment,
    device: &str,
) -> Result<(Vec<Block>, Vec<TtsNumber>)> {
    let cell = ledger.cell();
    let mut own = blocks::of_device(tx, &it.code, device).await?;
    let mut used = Vec::new();
    for block in &own {
        let found = tts::used(tx, &it.code, block.year, (block.first, block.last)).await?;
        used.extend(found.into_iter().map(|sequence| TtsNumber {
            collector: it.code.clone(),
            year: block.year,
            sequence,
        }));
    }
    let all: usize = own.iter().map(|block| block.numbers().count()).sum();
    if all.saturating_sub(used.len()) < FEWEST {
        let year = i64::from(cell.today().year());
        let first = blocks::next(tx, &it.code, year).await?;
        let block = Block {
            collector: it.code.clone(),
            year,
            first,
            last: first + AT_ONCE - 1,
            device: device.to_owned(),
            reserved_at: cell.now(),
            ended_at: None,
        };
        blocks::add(tx, &block).await?;
        let who = actor.who();
        let trace = Trace::new(audit_kinds::NUMBERS_RESERVED, &who, subject(&it.code))
            .after(serde_json::json!({"year": year, "first": block.first, "last": block.last}));
        audit::record(tx, cell, trace).await?;
        own.push(block);
    }
    Ok((own, used))
}

/// The open bills of the villages, each with the days on which its amount changes.
async fn dated(
    tx: &mut Tx,
    ledger: &Ledger,
    it: &Appointment,
    (today, until): (Date, Date),
) -> Result<Vec<Dated>> {
    let taken: Vec<BillId> = tts::in_transit(tx).await?.iter().map(|tts| tts.bill).collect();
    let mut found = Vec::new();
    for village in &it.villages {
        let mut list: Vec<Dated> = ledger
            .bills()
            .open_in_village(tx, *village, today)
            .await?
            .into_iter()
            .map(|bill| Dated {
                costs: vec![(today, bill.total())],
                collected: taken.contains(&bill.id),
                bill,
            })
            .collect();
        for day in days_from(today).take_while(|day| *day <= until) {
            let then = ledger.bills().open_in_village(tx, *village, day).await?;
            note_changes(&mut list, &then, day);
        }
        found.append(&mut list);
    }
    Ok(found)
}

/// The days after a day.
fn days_from(today: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(today.tomorrow().ok(), |day| day.tomorrow().ok())
}

/// Both lists are in the same order: by object and year.
fn note_changes(list: &mut [Dated], then: &[Bill], day: Date) {
    let mut later = then.iter().peekable();
    for known in list {
        while later.next_if(|bill| bill.id < known.bill.id).is_some() {}
        let Some(bill) = later.next_if(|bill| bill.id == known.bill.id) else { continue };
        if known.costs.last().is_none_or(|(_, cost)| *cost != bill.total()) {
            known.costs.push((day, bill.total()));
        }
    }
}

/// The phone is lost, or gives its numbers back: none of them counts any more.
///
/// # Errors
/// `payments/collector-none`, `payments/device`.
pub async fn give_up(ledger: &Ledger, actor: &Actor, device: &str) -> Result<u64> {
    authorise(actor, COLLECT, Resource::Cell)?;
    check_device(device)?;
    let (cell, who) = (ledger.cell(), actor.who());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<u64> {
            let it = appointment(tx, ledger, actor).await?;
            let it = it.ok_or_else(|| unknown("payments/collector-none"))?;
            let ended = blocks::end(tx, &it.code, device, cell.now()).await?;
            let trace = Trace::new(audit_kinds::NUMBERS_RESERVED, &who, subject(&it.code))
                .after(serde_json::json!({"given-up": ended}));
            audit::record(tx, cell, trace).await?;
            Ok(ended)
        })
        .await
}

/// A phone's own name, made by chance.
pub(super) fn check_device(device: &str) -> Result<()> {
    let fits = (8..=40).contains(&device.len())
        && device.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fits { Ok(()) } else { Err(invalid("payments/device")) }
}
