//! Slips with which cash is handed over: made, shown, printed.

use audit::Entry as Trace;
use base::{Date, Result, Rupiah};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::unknown;
use crate::audit_kinds;
use crate::domain::collecting::deposit::{Outcome, outcome};
use crate::domain::collecting::rule;
use crate::domain::collecting::tts::Tts;
use crate::domain::counter::cash::Pieces;
use crate::domain::counter::slip::{Slip, SlipState, Source};
use crate::permissions::{COLLECT, READ, TELL};
use crate::store::counter::{collectors, rules, shifts, slips, tts};
use crate::store::receipts::{self, Issued};
use crate::usecase::Ledger;

/// Slips that a list shows.
const LISTED: i64 = 100;

/// A slip with what is on it.
#[derive(Debug, Clone)]
pub struct SlipFile {
    pub slip: Slip,
    /// Who hands over, as people know them.
    pub holder: String,
    /// Of a shift: the count, and the receipts of its payments that stand.
    pub pieces: Option<Pieces>,
    pub receipts: Vec<Issued>,
    /// Of a collector: the temporary receipts, each with what a deposit today makes of it.
    pub temporary: Vec<OnSlip>,
}

/// A temporary receipt on a slip.
#[derive(Debug, Clone)]
pub struct OnSlip {
    pub tts: Tts,
    pub outcome: Outcome,
    /// The day that counts for the interest.
    pub counts_on: Date,
}

impl OnSlip {
    pub fn is_final(&self) -> bool {
        self.tts.final_entry.is_some()
    }
}

impl SlipFile {
    /// What is missing in all, before it can be deposited whole.
    pub fn missing(&self) -> Rupiah {
        let open = self.temporary.iter().filter(|on| !on.is_final());
        Rupiah(open.fold(0, |sum, on| sum.saturating_add(on.outcome.missing().0)))
    }

    /// The cash of the receipts for which nothing is missing.
    pub fn without_short(&self) -> Rupiah {
        let whole = self.temporary.iter().filter(|on| on.outcome.missing() == Rupiah::ZERO);
        Rupiah(whole.fold(0, |sum, on| sum.saturating_add(on.tts.amount.0)))
    }

    /// How many receipts are listed on it.
    pub fn proofs(&self) -> usize {
        self.receipts.len() + self.temporary.len()
    }

    /// What is handed over beside the receipts: a difference of the count, overpayments. A
    /// collector's slip is the sum of its receipts.
    pub fn rest(&self) -> Rupiah {
        let receipts = self.receipts.iter().map(|issued| issued.receipt.total());
        let temporary = self.temporary.iter().map(|on| on.tts.amount);
        let listed = receipts.chain(temporary).fold(0_i64, |sum, it| sum.saturating_add(it.0));
        Rupiah(self.slip.amount.0.saturating_sub(listed))
    }

    pub fn waits(&self) -> bool {
        self.slip.state == SlipState::Made
    }

    pub fn is_of_collector(&self) -> bool {
        matches!(self.slip.source, Source::Collector(_))
    }
}

/// Makes a slip in the caller's transaction.
pub(crate) async fn make(
    tx: &mut Tx,
    cell: &Cell,
    actor: &Actor,
    source: Source,
    (items, amount): (usize, Rupiah),
) -> Result<Slip> {
    let year = i64::from(cell.today().year());
    let sequence = slips::next(tx, year).await?;
    let slip = Slip {
        number: Slip::number_of(year, sequence),
        year,
        sequence,
        source,
        made_at: cell.now(),
        made_by: actor.id().to_owned(),
        made_by_name: actor.name().to_owned(),
        items: i64::try_from(items).unwrap_or(i64::MAX),
        amount,
        state: SlipState::Made,
        decided: None,
    };
    slips::add(tx, &slip).await?;
    let who = actor.who();
    let trace = Trace::new(audit_kinds::SLIP_MADE, &who, subject(&slip.number))
        .after(serde_json::json!({"amount": amount.0, "items": slip.items}));
    audit::record(tx, cell, trace).await?;
    Ok(slip)
}

/// How the audit trail calls a slip.
pub(crate) fn subject(number: &str) -> String {
    format!("slip/{number}")
}

/// The latest slips; those that wait come first.
pub async fn list(ledger: &Ledger, actor: &Actor) -> Result<(Vec<Slip>, Vec<Slip>)> {
    authorise(actor, READ, Resource::Cell)?;
    ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| -> Result<_> {
            let waiting = slips::of_state(tx, SlipState::Made, LISTED).await?;
            let mut latest = slips::latest(tx, LISTED).await?;
            latest.retain(|slip| slip.state != SlipState::Made);
            Ok((waiting, latest))
        })
        .await
}

/// How many slips wait for the treasurer.
pub async fn waiting(cell: &Cell, actor: &Actor) -> Result<i64> {
    let me = actor.id().to_owned();
    let waiting = async |tx: &mut Tx| slips::of_state(tx, SlipState::Made, LISTED).await;
    let found = cell.db().read(waiting).await?;
    let count = found.iter().filter(|slip| slip.made_by != me).count();
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A slip: one's own; a collector's for every teller; all for those who may look.
///
/// # Errors
/// `payments/unknown-slip`.
pub async fn get(ledger: &Ledger, actor: &Actor, number: &str) -> Result<SlipFile> {
    let file = ledger.cell().db().read(async |tx: &mut Tx| load(tx, ledger, number).await).await?;
    let own = file.slip.made_by == actor.id();
    let seen = actor.has(READ)
        || (own && (actor.has(TELL) || actor.has(COLLECT)))
        || (actor.has(TELL) && file.is_of_collector());
    match seen {
        true => Ok(file),
        false => Err(unknown("payments/unknown-slip")),
    }
}

pub(crate) async fn load(tx: &mut Tx, ledger: &Ledger, number: &str) -> Result<SlipFile> {
    let slip = slips::find(tx, number).await?;
    let slip = slip.ok_or_else(|| unknown("payments/unknown-slip"))?;
    match slip.source.clone() {
        Source::Shift(id) => of_shift(tx, slip, &id).await,
        Source::Collector(code) => of_collector(tx, ledger, slip, &code).await,
    }
}

async fn of_shift(tx: &mut Tx, slip: Slip, id: &str) -> Result<SlipFile> {
    let shift = shifts::find(tx, id).await?.ok_or_else(|| unknown("payments/unknown-shift"))?;
    let mut standing = Vec::new();
    for (entry, _) in shifts::entries(tx, id).await? {
        let issued = receipts::of_entry(tx, entry).await?;
        standing.extend(issued.into_iter().filter(|issued| issued.reversed_at.is_none()));
    }
    standing.reverse();
    Ok(SlipFile {
        slip,
        holder: shift.teller_name,
        pieces: shift.count.map(|count| count.pieces),
        receipts: standing,
        temporary: Vec::new(),
    })
}

async fn of_collector(tx: &mut Tx, ledger: &Ledger, slip: Slip, code: &str) -> Result<SlipFile> {
    let collector = collectors::find(tx, code).await?;
    let holder = collector.map(|it| format!("{} ({code})", it.person_name)).unwrap_or_default();
    let rules = rules::list(tx).await?;
    let mut temporary = Vec::new();
    for tts in tts::of_slip(tx, &slip.number).await? {
        temporary.push(judged(tx, ledger, tts, &rules).await?);
    }
    Ok(SlipFile { slip, holder, pieces: None, receipts: Vec::new(), temporary })
}

/// What a deposit today makes of a temporary receipt.
pub(crate) async fn judged(
    tx: &mut Tx,
    ledger: &Ledger,
    tts: Tts,
    rules: &[rule::Rule],
) -> Result<OnSlip> {
    let counts_on = rule::in_force(rules, tts.day).day(tts.day, ledger.cell().today());
    let bill = ledger.bills().find(tx, tts.bill, counts_on).await?;
    let outcome = outcome(bill, tts.amount);
    Ok(OnSlip { tts, outcome, counts_on })
}
