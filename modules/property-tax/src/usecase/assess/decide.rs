//! Handing over, approving, rejecting, discarding.

use audit::{Entry, Outcome};
use base::{Error, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use crate::audit_kinds;
use crate::domain::run::{RunError, RunState, Signature, check_four_eyes};
use crate::permissions::{APPROVE, ASSESS};
use crate::store::runs::{self, Run};
use crate::store::{due_dates, revisions};
use crate::usecase::rules;

/// Hands a simulated assessment over to a second person; it is locked from then on.
pub async fn submit(cell: &Cell, actor: &Actor, id: &str, note: &str) -> Result<()> {
    authorise(actor, ASSESS, Resource::Cell)?;
    let (by, who) = (signature(cell, actor), actor.who());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let run = get(tx, id).await?;
            run.state.become_state(RunState::Submitted).map_err(refused)?;
            if !runs::submit(tx, id, run.state, &by, note).await? {
                return Err(refused(not_from(&run, RunState::Submitted)));
            }
            let entry = Entry::new(audit_kinds::RUN_SUBMITTED, &who, subject(id)).reason(note);
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await
}

/// Approves: all notices of the assessment become valid and visible in this one step.
///
/// # Errors
/// `property-tax/same-person` for whoever submitted it; the refusal is recorded too.
pub async fn approve(cell: &Cell, actor: &Actor, id: &str, note: &str) -> Result<()> {
    decide(cell, actor, id, note, RunState::Issued).await
}

/// Sends it back with a reason.
pub async fn reject(cell: &Cell, actor: &Actor, id: &str, note: &str) -> Result<()> {
    if note.trim().is_empty() {
        return Err(Error::new(Kind::Invalid, "property-tax/reason-missing"));
    }
    decide(cell, actor, id, note, RunState::Rejected).await
}

async fn decide(cell: &Cell, actor: &Actor, id: &str, note: &str, to: RunState) -> Result<()> {
    authorise(actor, APPROVE, Resource::Cell)?;
    let (by, who) = (signature(cell, actor), actor.who());
    let decided = cell
        .db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let run = get(tx, id).await?;
            run.state.become_state(to).map_err(refused)?;
            if let Some(submitted) = &run.submitted {
                check_four_eyes(submitted, actor.id()).map_err(refused)?;
            }
            if !runs::decide(tx, id, to, &by, note).await? {
                return Err(refused(not_from(&run, to)));
            }
            if to == RunState::Issued && !revisions::publish(tx, run.revision, by.at).await? {
                return Err(Error::new(Kind::Conflict, "property-tax/run-ended"));
            }
            if to == RunState::Issued {
                let year = rules::of_version(tx, run.rule_book, run.tax_year).await?;
                due_dates::put(tx, [(year.due_date, run.tax_year)]).await?;
            }
            let kind = match to {
                RunState::Issued => audit_kinds::NOTICES_ISSUED,
                _ => audit_kinds::RUN_REJECTED,
            };
            let entry = Entry::new(kind, &who, subject(id)).reason(note);
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await;
    if let Err(error) = &decided
        && error.code() == "property-tax/same-person"
    {
        let entry = Entry::new(audit_kinds::NOTICES_ISSUED, &who, subject(id))
            .reason(error.code())
            .outcome(Outcome::Denied);
        audit::record_alone(cell, entry).await?;
    }
    decided
}

/// Gives an assessment up; its drafts are removed in the background.
pub async fn discard(cell: &Cell, actor: &Actor, id: &str) -> Result<()> {
    authorise(actor, ASSESS, Resource::Cell)?;
    let who = actor.who();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let run = get(tx, id).await?;
            run.state.become_state(RunState::Discarded).map_err(refused)?;
            if !runs::set_state(tx, id, run.state, RunState::Discarded).await? {
                return Err(refused(not_from(&run, RunState::Discarded)));
            }
            revisions::abandon(tx, run.revision).await?;
            let entry = Entry::new(audit_kinds::RUN_DISCARDED, &who, subject(id));
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await
}

async fn get(tx: &mut Tx, id: &str) -> Result<Run> {
    let run = runs::find(tx, id).await?;
    run.ok_or_else(|| Error::new(Kind::NotFound, "property-tax/unknown-run"))
}

fn subject(id: &str) -> String {
    format!("run/{id}")
}

fn signature(cell: &Cell, actor: &Actor) -> Signature {
    Signature { actor: actor.id().into(), name: actor.name().into(), at: cell.now() }
}

fn not_from(run: &Run, to: RunState) -> RunError {
    RunError::NotFrom { from: run.state, to }
}

fn refused(error: RunError) -> Error {
    match error {
        RunError::SamePerson => Error::new(Kind::Forbidden, "property-tax/same-person"),
        RunError::NotFrom { from, to } => Error::new(Kind::Conflict, "property-tax/run-state")
            .with("from", from.as_str())
            .with("to", to.as_str()),
    }
}
