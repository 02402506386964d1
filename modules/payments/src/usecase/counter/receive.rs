//! Receiving the cash of a slip, by another person than the one who hands it over.

use audit::{Entry as Trace, Outcome as Ended};
use base::{Error, Kind, Result, Rupiah};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::booking::Deposited;
use super::shifts::till;
use super::slips::{self, OnSlip, SlipFile, judged, subject};
use super::{conflict, invalid};
use crate::audit_kinds;
use crate::domain::account::Account;
use crate::domain::counter::slip::{Decided, Slip, SlipError, SlipState, Source};
use crate::domain::entry::{Entry, Side};
use crate::permissions::{RECONCILE, TELL};
use crate::store::counter::{rules, shifts, slips as slip_store, tts};
use crate::store::entries;
use crate::usecase::Ledger;

/// Temporary receipts that become final in one transaction.
const CHUNK: usize = 50;

/// What somebody counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted<'a> {
    pub amount: Rupiah,
    /// The number of the bank's slip, when the cash was paid in there; else empty.
    pub bank_slip: &'a str,
    /// Receipts whose interest has grown since: the collector brings the difference along. Otherwise
    /// they come off the slip, and stay with the collector.
    pub topped_up: bool,
}

/// Says that the cash of a slip arrived: in the treasury, or in the teller's own drawer.
///
/// A collector's receipts become final, some of them in each transaction. A deposit that was cut
/// off goes on where it stopped when it is received again.
///
/// # Errors
/// `payments/slip-amount` when another amount was counted; `payments/same-person`, which is recorded
/// too; `payments/slip-decided`, `payments/slip-empty`, `payments/unknown-slip`,
/// `payments/shift-missing`.
pub async fn receive(
    ledger: &Ledger,
    actor: &Actor,
    number: &str,
    counted: &Counted<'_>,
) -> Result<()> {
    let done = receive_as(ledger, actor, number, counted).await;
    trace_refusal(ledger, actor, number, &done).await?;
    done
}

async fn receive_as(
    ledger: &Ledger,
    actor: &Actor,
    number: &str,
    counted: &Counted<'_>,
) -> Result<()> {
    let cell = ledger.cell();
    let file = cell.db().read(async |tx: &mut Tx| slips::load(tx, ledger, number).await).await?;
    let into = place(ledger, actor, &file.slip).await?;
    file.slip.check(actor.id()).map_err(refused)?;
    match file.slip.source.clone() {
        Source::Shift(shift) => hand_over(ledger, actor, &file.slip, &shift, counted).await,
        Source::Collector(_) => deposit(ledger, actor, &file, &into, counted).await,
    }
}

/// Sends a slip back: the drawer is counted again, or the collector makes another list.
///
/// # Errors
/// `payments/reason-missing`; those of [`receive`]; `payments/slip-begun` when some of it is final.
pub async fn send_back(ledger: &Ledger, actor: &Actor, number: &str, reason: &str) -> Result<()> {
    if reason.trim().is_empty() {
        return Err(invalid("payments/reason-missing"));
    }
    let cell = ledger.cell();
    let done = cell
        .db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let file = slips::load(tx, ledger, number).await?;
            authorise_for(actor, &file.slip)?;
            file.slip.check(actor.id()).map_err(refused)?;
            if file.temporary.iter().any(OnSlip::is_final) {
                return Err(conflict("payments/slip-begun"));
            }
            tts::take_off(tx, number).await?;
            let decided = decided(ledger, actor, ("", reason), Rupiah::ZERO);
            finish(tx, ledger, actor, number, SlipState::Returned, &decided).await
        })
        .await;
    trace_refusal(ledger, actor, number, &done).await?;
    done
}

/// Treasurers receive everything; tellers only what collectors bring.
fn authorise_for(actor: &Actor, slip: &Slip) -> Result<()> {
    match (&slip.source, actor.has(RECONCILE)) {
        (Source::Collector(_), false) => authorise(actor, TELL, Resource::Cell),
        _ => authorise(actor, RECONCILE, Resource::Cell),
    }
}

/// Where the cash lies from now on.
async fn place(ledger: &Ledger, actor: &Actor, slip: &Slip) -> Result<Account> {
    authorise_for(actor, slip)?;
    if actor.has(RECONCILE) {
        return Ok(Account::Treasury);
    }
    let me = actor.id().to_owned();
    let open = ledger.cell().db().read(async |tx: &mut Tx| shifts::open_of(tx, &me).await).await?;
    open.map(|shift| till(&shift.id)).ok_or_else(|| conflict("payments/shift-missing"))
}

async fn hand_over(
    ledger: &Ledger,
    actor: &Actor,
    slip: &Slip,
    shift: &str,
    counted: &Counted<'_>,
) -> Result<()> {
    if counted.amount != slip.amount {
        return Err(wrong_amount(slip.amount));
    }
    let who = actor.who();
    ledger
        .cell()
        .db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let said = (slip.number.as_str(), counted.bank_slip);
            let till = till(shift);
            let entry = ledger.book_hand_over(tx, &till, slip.amount, said, &who).await?;
            shifts::note(tx, shift, entry.id, Rupiah(slip.amount.0.saturating_neg())).await?;
            let decided = decided(ledger, actor, ("treasury", counted.bank_slip), slip.amount);
            finish(tx, ledger, actor, &slip.number, SlipState::Received, &decided).await
        })
        .await
}

async fn deposit(
    ledger: &Ledger,
    actor: &Actor,
    file: &SlipFile,
    into: &Account,
    counted: &Counted<'_>,
) -> Result<()> {
    let number = file.slip.number.as_str();
    let already = already_in(ledger, file).await?;
    let passes = |on: &&OnSlip| {
        !on.is_final() && (counted.topped_up || on.outcome.missing() == Rupiah::ZERO)
    };
    let going: Vec<&OnSlip> = file.temporary.iter().filter(passes).collect();
    let expected = going.iter().fold(already.0, |sum, on| sum.saturating_add(cash(on).0));
    if expected == 0 {
        return Err(conflict("payments/slip-empty"));
    }
    if counted.amount.0 != expected {
        return Err(wrong_amount(Rupiah(expected)));
    }
    for chunk in going.chunks(CHUNK) {
        make_final(ledger, actor, number, chunk, into).await?;
    }
    let place = into.to_string();
    let place = place.as_str();
    ledger
        .cell()
        .db()
        .write(async |tx: &mut Tx| -> Result<()> {
            tts::take_off(tx, number).await?;
            let decided = decided(ledger, actor, (place, counted.bank_slip), counted.amount);
            finish(tx, ledger, actor, number, SlipState::Received, &decided).await
        })
        .await
}

fn cash(on: &OnSlip) -> Rupiah {
    Rupiah(on.tts.amount.0.saturating_add(on.outcome.missing().0))
}

/// The cash of receipts that an earlier try made final.
async fn already_in(ledger: &Ledger, file: &SlipFile) -> Result<Rupiah> {
    let done: Vec<_> = file.temporary.iter().filter_map(|on| on.tts.final_entry).collect();
    ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| -> Result<Rupiah> {
            let mut sum = 0_i64;
            for id in &done {
                let Some(stored) = entries::find(tx, *id).await? else { continue };
                sum = sum.saturating_add(came_in(&stored.entry).0);
            }
            Ok(Rupiah(sum))
        })
        .await
}

fn came_in(entry: &Entry) -> Rupiah {
    let into =
        |line: &&crate::domain::entry::Line| line.side == Side::Debit && line.account.holds_money();
    Rupiah(entry.lines.iter().filter(into).fold(0, |sum, line| sum.saturating_add(line.amount.0)))
}

async fn make_final(
    ledger: &Ledger,
    actor: &Actor,
    slip: &str,
    chunk: &[&OnSlip],
    into: &Account,
) -> Result<()> {
    let (cell, who) = (ledger.cell(), actor.who());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let rules = rules::list(tx).await?;
            for planned in chunk {
                let now = judged(tx, ledger, planned.tts.clone(), &rules).await?;
                if cash(&now) != cash(planned) {
                    return Err(conflict("payments/slip-changed"));
                }
                let it = Deposited {
                    tts: &now.tts,
                    outcome: &now.outcome,
                    counts_on: now.counts_on,
                    into,
                    slip,
                };
                let entry = ledger.book_deposit(tx, &it, &who).await?;
                if let Account::Till(shift) = into {
                    shifts::note(tx, shift, entry.id, came_in(&entry)).await?;
                }
                if !tts::finish(tx, &now.tts.number, entry.id, cell.now()).await? {
                    return Err(conflict("payments/slip-changed"));
                }
            }
            Ok(())
        })
        .await
}

fn decided(
    ledger: &Ledger,
    actor: &Actor,
    (place, note): (&str, &str),
    received: Rupiah,
) -> Decided {
    Decided {
        at: ledger.cell().now(),
        by: actor.id().to_owned(),
        by_name: actor.name().to_owned(),
        place: place.to_owned(),
        note: note.to_owned(),
        received,
    }
}

async fn finish(
    tx: &mut Tx,
    ledger: &Ledger,
    actor: &Actor,
    number: &str,
    to: SlipState,
    decided: &Decided,
) -> Result<()> {
    if !slip_store::decide(tx, number, to, decided).await? {
        return Err(conflict("payments/slip-decided"));
    }
    let who = actor.who();
    let trace = Trace::new(audit_kinds::SLIP_DECIDED, &who, subject(number))
        .after(serde_json::json!({
            "state": to.as_str(),
            "place": decided.place,
            "received": decided.received.0,
        }))
        .reason(&decided.note);
    audit::record(tx, ledger.cell(), trace).await?;
    Ok(())
}

/// Somebody who tries to receive their own cash leaves a trace.
async fn trace_refusal(
    ledger: &Ledger,
    actor: &Actor,
    number: &str,
    done: &Result<()>,
) -> Result<()> {
    if let Err(error) = done
        && error.code() == "payments/same-person"
    {
        let who = actor.who();
        let trace = Trace::new(audit_kinds::COUNTER_REFUSED, &who, subject(number))
            .reason(error.code())
            .outcome(Ended::Denied);
        audit::record_alone(ledger.cell(), trace).await?;
    }
    Ok(())
}

fn refused(error: SlipError) -> Error {
    conflict(match error {
        SlipError::Decided => "payments/slip-decided",
        SlipError::SamePerson => "payments/same-person",
    })
}

fn wrong_amount(expected: Rupiah) -> Error {
    Error::new(Kind::Conflict, "payments/slip-amount").with("expected", expected)
}
