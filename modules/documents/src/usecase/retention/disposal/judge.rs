//! The panel judges, the head decides, the clerk may give it up.

use base::{Date, Id, Result};
use db::Tx;
use identity::Actor;
use serde_json::json;

use super::see::{decides, load_kept, load_seen};
use super::{moved_on, trace};
use crate::audit_kinds::{DISPOSAL_DECIDED, DISPOSAL_JUDGED, DISPOSAL_WITHDRAWN};
use crate::domain::content::refused;
use crate::domain::disposal::{Decision, Decree, Disposal, DisposalState, Judged, digest};
use crate::domain::retention::Dossier;
use crate::domain::task::TaskError;
use crate::store::retention::disposals;
use crate::usecase::Office;
use crate::usecase::access::person;
use crate::usecase::draft::checked_note;

/// A member of the panel agrees to a list, but for files that are to be kept.
///
/// # Errors
/// `documents/unknown-disposal`, `documents/disposal-state`, `documents/disposal-four-eyes`,
/// `documents/disposal-not-on-panel`; `documents/task-reason` for files kept without a reason.
pub async fn judge(
    office: &Office,
    actor: &Actor,
    id: Id<Disposal>,
    (keeps, reason): (&[Id<Dossier>], &str),
) -> Result<()> {
    let reason = checked_note(reason)?;
    if !keeps.is_empty() && reason.is_empty() {
        return Err(TaskError::NoReason.into());
    }
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<()> {
        let person = person(tx, actor, today).await?;
        let before = load_seen(tx, &person, id).await?;
        let seat = before.seat(actor.id(), |position| person.holds(position).is_some())?;
        let held = before.panel.get(seat).and_then(|member| person.holds(member.position));
        let by = Judged {
            account: actor.id().to_owned(),
            name: actor.name().to_owned(),
            capacity: held.map(identity::Held::capacity).unwrap_or_default(),
            at: cell.now(),
        };
        let capacity = by.capacity.clone();
        let after = before.judge(seat, by, keeps, &reason);
        if !disposals::judge(tx, &after, seat, keeps).await? {
            return Err(moved_on(tx, id).await?);
        }
        if after.state != before.state {
            let states = (before.state, after.state);
            disposals::set_state(tx, id, states, cell.now(), None).await?;
        }
        let kept: Vec<String> = keeps.iter().map(ToString::to_string).collect();
        let facts = json!({ "capacity": capacity, "kept": kept, "reason": reason });
        trace(tx, office, actor, (id, DISPOSAL_JUDGED), facts).await
    };
    cell.db().write(write).await
}

/// What the head decides by, as a form says it; the approval is empty where none is needed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Papers<'a> {
    pub decree: &'a str,
    pub decree_day: &'a str,
    pub approval: &'a str,
    pub approval_day: &'a str,
}

/// The head of the office decides that the list is destroyed (penetapan).
///
/// # Errors
/// `documents/unknown-disposal`, `documents/disposal-state`, `documents/disposal-not-head`,
/// `documents/disposal-four-eyes`; `documents/disposal-decree`, `documents/day`;
/// `documents/disposal-approval` where a file was kept for ten years or longer.
pub async fn decide(
    office: &Office,
    actor: &Actor,
    id: Id<Disposal>,
    papers: Papers<'_>,
) -> Result<()> {
    let (cell, today) = (office.cell(), office.cell().today());
    let no_decree = || refused("documents/disposal-decree", "nomor-penetapan");
    let decree = paper((papers.decree, papers.decree_day), "tanggal-penetapan", today)?;
    let decree = decree.ok_or_else(no_decree)?;
    let approval = paper((papers.approval, papers.approval_day), "tanggal-persetujuan", today)?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let person = person(tx, actor, today).await?;
        let disposal = load_seen(tx, &person, id).await?;
        let held = decides(&person, &disposal.agency)?;
        disposal.ensure_decides(actor.id(), approval.as_ref())?;
        let decision = Decision {
            decree: decree.clone(),
            approval: approval.clone(),
            account: actor.id().to_owned(),
            name: actor.name().to_owned(),
            capacity: held.capacity(),
            at: cell.now(),
            digest: digest(&disposals::letters(tx, id).await?),
        };
        if !disposals::decide(tx, id, &decision).await? {
            return Err(moved_on(tx, id).await?);
        }
        let facts = json!({
            "capacity": decision.capacity,
            "decree": decision.decree.number,
            "approval": approval.as_ref().map(|paper| paper.number.clone()),
            "sha256": decision.digest,
        });
        trace(tx, office, actor, (id, DISPOSAL_DECIDED), facts).await
    };
    cell.db().write(write).await
}

/// A paper by number and day; `None` without a number.
fn paper((number, day): (&str, &str), field: &str, today: Date) -> Result<Option<Decree>> {
    let number = checked_note(number)?;
    if number.is_empty() {
        return Ok(None);
    }
    let bad = || refused("documents/day", field);
    let day: Date = day.trim().parse().map_err(|_| bad())?;
    if day > today {
        return Err(bad());
    }
    Ok(Some(Decree { number, day }))
}

/// Gives a list up before anything is gone.
///
/// # Errors
/// `documents/unknown-disposal`, `identity/forbidden`, `documents/disposal-state`,
/// `documents/task-reason`.
pub async fn withdraw(office: &Office, actor: &Actor, id: Id<Disposal>, why: &str) -> Result<()> {
    let why = checked_note(why)?;
    if why.is_empty() {
        return Err(TaskError::NoReason.into());
    }
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<()> {
        let person = person(tx, actor, today).await?;
        let disposal = load_kept(tx, &person, id).await?;
        disposal.ensure_open()?;
        let states = (disposal.state, DisposalState::Withdrawn);
        if !disposals::set_state(tx, id, states, cell.now(), Some(&why)).await? {
            return Err(moved_on(tx, id).await?);
        }
        trace(tx, office, actor, (id, DISPOSAL_WITHDRAWN), json!({ "reason": why })).await
    };
    cell.db().write(write).await
}
