//! Arranging a meeting, changing it, calling it off.

use audit::{Entry, Kind};
use base::{Error, Id, Result};
use db::Tx;
use identity::{Actor, Agency, Position, Resource, authorise};
use serde_json::json;

use super::see::{arranges, chair, load_arranged, load_seen, not_yours};
use crate::audit_kinds::{MEETING_ARRANGED, MEETING_CANCELLED, MEETING_CHANGED};
use crate::domain::content::refused;
use crate::domain::meeting::{Guest, GuestKind, Meeting, MeetingState, Plan};
use crate::domain::task::TaskError;
use crate::permissions::MEET;
use crate::store::meetings::{self, guests};
use crate::usecase::Office;
use crate::usecase::access::person;
use crate::usecase::draft::checked_note;

/// Arranges a meeting of the own office. Its id.
///
/// # Errors
/// `identity/forbidden`, `documents/no-office`, what [`Plan::check`] finds, `documents/position` for a
/// position of another office, `documents/unknown-office`.
pub async fn arrange(office: &Office, actor: &Actor, plan: &Plan) -> Result<Id<Meeting>> {
    let no_office = || Error::new(base::Kind::Precondition, "documents/no-office");
    let home = actor.agency().ok_or_else(no_office)?.to_owned();
    authorise(actor, MEET, Resource::Agency(&home))?;
    plan.check()?;
    let agencies = office.identity().list_agencies().await?;
    let (cell, id) = (office.cell(), office.cell().new_id());
    let write = async |tx: &mut Tx| -> Result<Id<Meeting>> {
        let (plan, position) = settled(tx, plan, &home, &agencies).await?;
        let meeting = Meeting {
            id,
            agency: home.clone(),
            position_title: position.title,
            secretary: actor.id().to_owned(),
            secretary_name: actor.name().to_owned(),
            state: MeetingState::Planned,
            state_at: cell.now(),
            reason: String::new(),
            invitation: None,
            minutes_letter: None,
            made_at: cell.now(),
            plan,
        };
        meetings::add(tx, &meeting).await?;
        guests::set(tx, id, &meeting.plan.guests).await?;
        trace(tx, office, actor, (id, MEETING_ARRANGED), facts(&meeting.plan)).await?;
        Ok(id)
    };
    cell.db().write(write).await
}

/// Changes a meeting that was not closed.
///
/// # Errors
/// As [`arrange`]; `documents/unknown-meeting`, `documents/meeting-not-yours`,
/// `documents/meeting-state`.
pub async fn change(office: &Office, actor: &Actor, id: Id<Meeting>, plan: &Plan) -> Result<()> {
    plan.check()?;
    let agencies = office.identity().list_agencies().await?;
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<()> {
        let person = person(tx, actor, today).await?;
        let meeting = load_arranged(tx, &person, id).await?;
        meeting.ensure_planned()?;
        let (plan, position) = settled(tx, plan, &meeting.agency, &agencies).await?;
        meetings::set_plan(tx, id, &plan, &position.title).await?;
        guests::set(tx, id, &plan.guests).await?;
        trace(tx, office, actor, (id, MEETING_CHANGED), facts(&plan)).await
    };
    cell.db().write(write).await
}

/// Calls a meeting off, with a reason.
///
/// # Errors
/// `documents/unknown-meeting`, `documents/meeting-not-yours`, `documents/meeting-state`,
/// `documents/task-reason`.
pub async fn cancel(office: &Office, actor: &Actor, id: Id<Meeting>, reason: &str) -> Result<()> {
    let reason = checked_note(reason)?;
    if reason.is_empty() {
        return Err(TaskError::NoReason.into());
    }
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<()> {
        let person = person(tx, actor, today).await?;
        let meeting = load_seen(tx, &person, id).await?;
        if !arranges(&person, &meeting) && chair(&person, &meeting).is_none() {
            return Err(not_yours());
        }
        meeting.ensure_planned()?;
        let state = (MeetingState::Cancelled, cell.now());
        meetings::set_state(tx, id, state, &reason).await?;
        let facts = json!({ "reason": reason });
        trace(tx, office, actor, (id, MEETING_CANCELLED), facts).await
    };
    cell.db().write(write).await
}

/// What the form says, with the names that the house knows.
async fn settled(
    tx: &mut Tx,
    plan: &Plan,
    home: &str,
    agencies: &[Agency],
) -> Result<(Plan, Position)> {
    let position = known(tx, plan.position, "pengundang").await?;
    if position.agency != home {
        return Err(refused("documents/position", "pengundang"));
    }
    let mut plan = plan.clone();
    plan.title = plan.title.trim().to_owned();
    for guest in &mut plan.guests {
        name(tx, guest, agencies).await?;
    }
    Ok((plan, position))
}

async fn name(tx: &mut Tx, guest: &mut Guest, agencies: &[Agency]) -> Result<()> {
    match guest.kind {
        GuestKind::Office => {
            let found = agencies.iter().find(|one| Some(&one.code) == guest.agency.as_ref());
            let found = found.ok_or_else(|| refused("documents/unknown-office", "kantor"))?;
            guest.name.clone_from(&found.name);
        }
        GuestKind::Position => {
            let id = guest.position.ok_or_else(|| refused("documents/position", "jabatan"))?;
            let found = known(tx, id, "jabatan").await?;
            guest.name = found.title;
            guest.agency = Some(found.agency);
        }
        GuestKind::Outside => guest.name = guest.name.chars().take(200).collect(),
    }
    Ok(())
}

async fn known(tx: &mut Tx, id: Id<Position>, field: &str) -> Result<Position> {
    let found = identity::find_position(tx, id).await?;
    let found = found.filter(|position| !position.abolished);
    found.ok_or_else(|| refused("documents/position", field))
}

fn facts(plan: &Plan) -> serde_json::Value {
    json!({
        "title": plan.title,
        "starts-at": plan.starts_at.to_string(),
        "position": plan.position.to_string(),
        "guests": plan.guests.len(),
    })
}

/// Writes a deed about a meeting into the audit trail.
pub(super) async fn trace(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    (id, kind): (Id<Meeting>, Kind),
    facts: serde_json::Value,
) -> Result<()> {
    let who = actor.who();
    let entry = Entry::new(kind, &who, format!("meeting/{id}")).after(facts);
    audit::record(tx, office.cell(), entry).await?;
    Ok(())
}
