//! Minutes: every save is a version; closing makes tasks of the decisions; what is corrected later
//! says why.

use base::{Date, Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Agency};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::plan::trace;
use super::see::{arranges, chair, load_seen, newest, not_yours, unknown};
use crate::audit_kinds::{MEETING_CLOSED, MINUTES_CORRECTED, MINUTES_SAVED};
use crate::domain::content::refused;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::minutes::{Decision, Minutes};
use crate::domain::task::{Source, SourceKind, TaskError};
use crate::store::meetings::{self, minutes};
use crate::usecase::Office;
use crate::usecase::access::{Person, person};
use crate::usecase::draft::{checked_note, hex};
use crate::usecase::tasks::{self, Addressee, NewTask};

/// A decision as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub text: String,
    pub to: Addressee,
    pub due: Date,
}

/// Saves the minutes of a meeting that is not closed. `seen` is the version that was seen, 0 before
/// the first. The version that is there now.
///
/// # Errors
/// `documents/unknown-meeting`, `documents/meeting-not-yours`, `documents/meeting-state`,
/// `documents/newer-version`, what [`Minutes::check`] finds.
pub async fn save(
    office: &Office,
    actor: &Actor,
    id: Id<Meeting>,
    seen: u32,
    (points, decisions): (&str, &[Wanted]),
) -> Result<u32> {
    let agencies = office.identity().list_agencies().await?;
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<u32> {
        let person = person(tx, actor, today).await?;
        let meeting = load_written(tx, &person, id).await?;
        meeting.ensure_planned()?;
        let before = newest(tx, id).await?;
        ensure_seen(before.as_ref(), seen)?;
        let decisions = named(tx, decisions, &agencies).await?;
        let minutes = Minutes { points: points.trim().to_owned(), decisions };
        minutes.check(today)?;
        if before.is_some_and(|(_, before)| before == minutes) {
            return Ok(seen);
        }
        add(tx, office, actor, id, (seen + 1, &minutes, "")).await?;
        let facts = json!({ "version": seen + 1, "decisions": minutes.decisions.len() });
        trace(tx, office, actor, (id, MINUTES_SAVED), facts).await?;
        Ok(seen + 1)
    };
    cell.db().write(write).await
}

/// Closes a meeting: whoever holds the inviting position agrees to the minutes they saw, and each
/// decision becomes a task in the name of that position. How many.
///
/// # Errors
/// `documents/unknown-meeting`, `documents/meeting-chair`, `documents/meeting-state`,
/// `documents/newer-version`, `documents/task-due` for a deadline that passed meanwhile.
pub async fn close(office: &Office, actor: &Actor, id: Id<Meeting>, seen: u32) -> Result<usize> {
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<usize> {
        let person = person(tx, actor, today).await?;
        let meeting = load_seen(tx, &person, id).await?;
        if chair(&person, &meeting).is_none() {
            return Err(only_chair());
        }
        meeting.ensure_planned()?;
        let written = newest(tx, id).await?;
        ensure_seen(written.as_ref(), seen)?;
        let (_, minutes) = written.ok_or_else(unknown)?;
        minutes.check(today)?;
        open_all(tx, office, &person, (&meeting, &minutes.decisions)).await?;
        meetings::set_state(tx, id, (MeetingState::Closed, cell.now()), "").await?;
        let count = minutes.decisions.len();
        let facts = json!({ "version": seen, "tasks": count });
        trace(tx, office, actor, (id, MEETING_CLOSED), facts).await?;
        Ok(count)
    };
    cell.db().write(write).await
}

/// Corrects the minutes of a closed meeting, with a reason. Decisions that are tasks stay as they
/// are; what is added becomes a task at once and needs the inviting position.
///
/// # Errors
/// As [`save`] and [`close`]; `documents/task-reason`.
pub async fn correct(
    office: &Office,
    actor: &Actor,
    id: Id<Meeting>,
    (seen, reason): (u32, &str),
    (points, added): (&str, &[Wanted]),
) -> Result<u32> {
    let reason = checked_note(reason)?;
    if reason.is_empty() {
        return Err(TaskError::NoReason.into());
    }
    let agencies = office.identity().list_agencies().await?;
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<u32> {
        let person = person(tx, actor, today).await?;
        let meeting = load_written(tx, &person, id).await?;
        meeting.ensure_closed()?;
        let before = newest(tx, id).await?;
        ensure_seen(before.as_ref(), seen)?;
        let (_, before) = before.ok_or_else(unknown)?;
        if !added.is_empty() && chair(&person, &meeting).is_none() {
            return Err(only_chair());
        }
        let added = Minutes {
            points: points.trim().to_owned(),
            decisions: named(tx, added, &agencies).await?,
        };
        added.check(today)?;
        open_all(tx, office, &person, (&meeting, &added.decisions)).await?;
        let decisions = [before.decisions, added.decisions].concat();
        let minutes = Minutes { points: added.points, decisions };
        add(tx, office, actor, id, (seen + 1, &minutes, &reason)).await?;
        let facts = json!({ "version": seen + 1, "reason": reason });
        trace(tx, office, actor, (id, MINUTES_CORRECTED), facts).await?;
        Ok(seen + 1)
    };
    cell.db().write(write).await
}

/// A version of the minutes for somebody who may see the meeting.
///
/// # Errors
/// `documents/unknown-meeting`, `documents/unknown-version`.
pub async fn version(
    office: &Office,
    actor: &Actor,
    id: Id<Meeting>,
    number: u32,
) -> Result<(Meeting, Minutes)> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<(Meeting, Minutes)> {
        let person = person(tx, actor, today).await?;
        let meeting = load_seen(tx, &person, id).await?;
        let missing = || Error::new(Kind::NotFound, "documents/unknown-version");
        let json = minutes::find(tx, id, number).await?.ok_or_else(missing)?;
        Ok((meeting, Minutes::from_json(&json)?))
    });
    read.await
}

/// A meeting for whoever writes its minutes: its office, or the holder of the inviting position.
async fn load_written(tx: &mut Tx, person: &Person<'_>, id: Id<Meeting>) -> Result<Meeting> {
    let meeting = load_seen(tx, person, id).await?;
    match arranges(person, &meeting) || chair(person, &meeting).is_some() {
        true => Ok(meeting),
        false => Err(not_yours()),
    }
}

fn ensure_seen(before: Option<&(u32, Minutes)>, seen: u32) -> Result<()> {
    let current = before.map_or(0, |(version, _)| *version);
    match current == seen {
        true => Ok(()),
        false => {
            Err(Error::new(Kind::Conflict, "documents/newer-version").with("version", current))
        }
    }
}

/// Decisions with the names that the house knows.
async fn named(tx: &mut Tx, wanted: &[Wanted], agencies: &[Agency]) -> Result<Vec<Decision>> {
    let mut decisions = Vec::new();
    for (row, one) in (1..).zip(wanted) {
        let unknown = || refused("documents/unknown-office", &format!("penanggung-jawab-{row}"));
        let agency = agencies.iter().find(|agency| agency.code == one.to.agency);
        let mut owner = agency.ok_or_else(unknown)?.name.clone();
        if let Some(id) = one.to.position {
            let found = identity::find_position(tx, id).await?;
            let fits = found.filter(|found| !found.abolished && found.agency == one.to.agency);
            owner = fits.ok_or_else(unknown)?.title;
        }
        decisions.push(Decision {
            text: one.text.trim().to_owned(),
            agency: one.to.agency.clone(),
            owner,
            position: one.to.position.map(|id| id.to_string()),
            due: one.due,
        });
    }
    Ok(decisions)
}

async fn open_all(
    tx: &mut Tx,
    office: &Office,
    person: &Person<'_>,
    (meeting, decisions): (&Meeting, &[Decision]),
) -> Result<()> {
    let held = chair(person, meeting);
    for one in decisions {
        let new = NewTask {
            text: one.text.clone(),
            source: Source {
                kind: SourceKind::Meeting,
                id: meeting.id.to_string(),
                label: meeting.plan.title.clone(),
            },
            to: Addressee { agency: one.agency.clone(), position: one.position_id() },
            giver: tasks::giver(person.actor, held.ok_or_else(only_chair)?),
            due: one.due,
        };
        tasks::open(tx, office, person.actor, &new).await?;
    }
    Ok(())
}

async fn add(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    id: Id<Meeting>,
    (version, it, reason): (u32, &Minutes, &str),
) -> Result<()> {
    let content = it.to_json()?;
    let new = minutes::New {
        version,
        content: &content,
        sha256: &hex(&Sha256::digest(content.as_bytes())),
        author: (actor.id(), actor.name()),
        at: office.cell().now(),
        reason,
    };
    Ok(minutes::add(tx, id, new).await?)
}

fn only_chair() -> Error {
    Error::new(Kind::Forbidden, "documents/meeting-chair")
}
