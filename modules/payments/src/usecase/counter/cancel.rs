//! Taking back a payment of the same shift: the teller asks, another person decides.

use audit::{Entry as Trace, Outcome};
use base::{Id, Result, Rupiah};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::shifts::subject;
use super::{conflict, invalid, unknown};
use crate::audit_kinds;
use crate::domain::counter::cancellation::{Cancellation, Wish};
use crate::domain::entry::Entry;
use crate::permissions::{APPROVE, TELL};
use crate::store::counter::{cancellations, shifts};
use crate::store::entries;
use crate::usecase::reverse::Reversal;
use crate::usecase::{Ledger, PostError, Refused};

/// Asks to take a payment back.
///
/// # Errors
/// `payments/reason-missing`; `payments/unknown-payment` for one that is not of the teller's open
/// shift; `payments/cancellation-asked` when it was asked already.
pub async fn ask(ledger: &Ledger, actor: &Actor, entry: Id<Entry>, reason: &str) -> Result<()> {
    authorise(actor, TELL, Resource::Cell)?;
    if reason.trim().is_empty() {
        return Err(invalid("payments/reason-missing"));
    }
    let (cell, who) = (ledger.cell(), actor.who());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let shift = shifts::open_of(tx, actor.id()).await?;
            let shift = shift.ok_or_else(|| conflict("payments/shift-missing"))?;
            if shifts::shift_of(tx, entry).await?.as_deref() != Some(&shift.id) {
                return Err(Refused::UnknownPayment.into());
            }
            if entries::reversal_of(tx, entry).await?.is_some() {
                return Err(Refused::NotReversible.into());
            }
            let asked = cancellations::of_shift(tx, &shift.id).await?;
            if asked.iter().any(|wish| wish.entry == entry && wish.state == Wish::Asked) {
                return Err(conflict("payments/cancellation-asked"));
            }
            let wish = Cancellation {
                id: cell.new_id::<Cancellation>().to_string(),
                entry,
                shift: shift.id,
                asked_at: cell.now(),
                asked_by: actor.id().to_owned(),
                asked_by_name: actor.name().to_owned(),
                reason: reason.to_owned(),
                state: Wish::Asked,
                decided_by_name: None,
            };
            cancellations::add(tx, &wish).await?;
            let trace = Trace::new(audit_kinds::CANCELLATION_ASKED, &who, subject(&wish.shift))
                .after(serde_json::json!({"entry": entry.to_string()}))
                .reason(reason);
            audit::record(tx, cell, trace).await?;
            Ok(())
        })
        .await
}

/// What waits for a decision.
pub async fn waiting(ledger: &Ledger, actor: &Actor) -> Result<Vec<Cancellation>> {
    may_decide(actor)?;
    Ok(ledger.cell().db().read(cancellations::waiting).await?)
}

/// Takes the payment back (`confirm`), or lets it stand. The cash goes back to the payer from the
/// same drawer.
///
/// # Errors
/// `payments/same-person` for whoever asked, which is recorded too; `payments/shift-closed`,
/// `payments/cancellation-decided`, `payments/unknown-payment`.
pub async fn decide(ledger: &Ledger, actor: &Actor, id: &str, confirm: bool) -> Result<()> {
    may_decide(actor)?;
    let (cell, who) = (ledger.cell(), actor.who());
    let decided = cell
        .db()
        .write(async |tx: &mut Tx| decide_in(tx, ledger, actor, id, confirm).await)
        .await
        .map_err(base::Error::from);
    if let Err(error) = &decided
        && error.code() == "payments/same-person"
    {
        let trace = Trace::new(audit_kinds::COUNTER_REFUSED, &who, format!("cancellation/{id}"))
            .reason(error.code())
            .outcome(Outcome::Denied);
        audit::record_alone(cell, trace).await?;
    }
    decided
}

async fn decide_in(
    tx: &mut Tx,
    ledger: &Ledger,
    actor: &Actor,
    id: &str,
    confirm: bool,
) -> std::result::Result<(), PostError> {
    let (cell, who) = (ledger.cell(), actor.who());
    let wish = cancellations::find(tx, id).await?;
    let wish = wish.ok_or_else(|| unknown("payments/unknown-payment"))?;
    if wish.state != Wish::Asked {
        return Err(conflict("payments/cancellation-decided").into());
    }
    if wish.asked_by == actor.id() {
        return Err(conflict("payments/same-person").into());
    }
    let shift = shifts::find(tx, &wish.shift).await?;
    if !shift.is_some_and(|shift| shift.is_open()) {
        return Err(conflict("payments/shift-closed").into());
    }
    if confirm {
        take_back(tx, ledger, actor, &wish).await?;
    }
    let to = if confirm { Wish::Done } else { Wish::Refused };
    cancellations::decide(tx, id, to, (cell.now(), actor.id(), actor.name())).await?;
    let trace = Trace::new(audit_kinds::CANCELLATION_DECIDED, &who, subject(&wish.shift))
        .after(serde_json::json!({"entry": wish.entry.to_string(), "decision": to.as_str()}))
        .reason(&wish.reason);
    audit::record(tx, cell, trace).await?;
    Ok(())
}

async fn take_back(
    tx: &mut Tx,
    ledger: &Ledger,
    actor: &Actor,
    wish: &Cancellation,
) -> std::result::Result<(), PostError> {
    let moved = shifts::entries(tx, &wish.shift).await?;
    let amount = moved.iter().find(|(entry, _)| *entry == wish.entry).map(|(_, amount)| *amount);
    let amount = amount.ok_or(Refused::UnknownPayment)?;
    let who = actor.who();
    let reversal = Reversal {
        of: wish.entry,
        source: None,
        at: ledger.cell().now(),
        who: &who,
        note: &wish.reason,
    };
    let reversed = ledger.reverse(tx, &reversal).await?;
    if !reversed.repeated {
        let back = Rupiah(amount.0.saturating_neg());
        shifts::note(tx, &wish.shift, reversed.entry.id, back).await?;
    }
    Ok(())
}

/// Another teller, or a controller.
fn may_decide(actor: &Actor) -> Result<()> {
    match actor.has(APPROVE) {
        true => Ok(()),
        false => authorise(actor, TELL, Resource::Cell),
    }
}
