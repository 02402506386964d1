//! What is done with an obligation once it is agreed: looked at, returned, accepted, released.

use base::{Error, Id, Instant, Kind, Result};
use db::Tx;
use identity::{Actor, Resource, require};
use serde_json::json;

use super::lists::permission;
use super::{seen, step};
use crate::audit_kinds::STEP_TAKEN;
use crate::domain::obligation::{Act, Obligation, State};
use crate::store::obligations;
use crate::usecase::protecting::{self, LeftOut};
use crate::usecase::{Bureau, metadata, releasing};

/// The walidata begins to look at it.
///
/// # Errors
/// `statistics/no-obligation`; `identity/forbidden`; `statistics/not-now`; `statistics/own-table` for
/// whoever handed it in.
pub async fn take_up(bureau: &Bureau, actor: &Actor, id: Id<Obligation>) -> Result<()> {
    act(bureau, actor, id, (Act::TakeUp, "")).await
}

/// Back to the office, with what has to be mended.
///
/// # Errors
/// As [`take_up`]; `statistics/reason`.
pub async fn give_back(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    reason: &str,
) -> Result<()> {
    act(bureau, actor, id, (Act::Return, reason)).await
}

/// The walidata accepts it; priority data goes to BPS.
///
/// # Errors
/// As [`take_up`].
pub async fn accept(bureau: &Bureau, actor: &Actor, id: Id<Obligation>, note: &str) -> Result<()> {
    act(bureau, actor, id, (Act::Accept, note)).await
}

/// BPS has nothing against it.
///
/// # Errors
/// As [`take_up`].
pub async fn endorse(bureau: &Bureau, actor: &Actor, id: Id<Obligation>, note: &str) -> Result<()> {
    act(bureau, actor, id, (Act::Endorse, note)).await
}

/// BPS rejects it: back to the walidata (Perpres 39/2019 art. 24).
///
/// # Errors
/// As [`take_up`]; `statistics/reason`.
pub async fn reject(bureau: &Bureau, actor: &Actor, id: Id<Obligation>, why: &str) -> Result<()> {
    act(bureau, actor, id, (Act::Reject, why)).await
}

/// Something that was released has to be corrected.
///
/// # Errors
/// As [`take_up`]; `statistics/reason`.
pub async fn revise(bureau: &Bureau, actor: &Actor, id: Id<Obligation>, why: &str) -> Result<()> {
    act(bureau, actor, id, (Act::Revise, why)).await
}

/// Takes it off the list.
///
/// # Errors
/// As [`take_up`]; `statistics/reason`.
pub async fn withdraw(bureau: &Bureau, actor: &Actor, id: Id<Obligation>, why: &str) -> Result<()> {
    act(bureau, actor, id, (Act::Withdraw, why)).await
}

/// Promises another hour in the calendar of releases.
///
/// # Errors
/// `statistics/no-obligation`; `identity/forbidden`; `statistics/not-now` for what is released.
pub async fn promise(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    at: Option<Instant>,
) -> Result<()> {
    require(bureau.cell(), actor, crate::permissions::RELEASE, Resource::Cell).await?;
    let now = bureau.cell().now();
    let write = async |tx: &mut Tx| -> Result<()> {
        let mut it = seen(tx, actor, id).await?;
        if matches!(it.state, State::Released | State::Withdrawn) {
            return Err(not_now(&it));
        }
        (it.planned_release, it.changed_at) = (at, now);
        obligations::set(tx, &it).await?;
        let facts = json!({ "promised": at.map(|at| at.to_string()) });
        bureau.note(tx, STEP_TAKEN, actor, &id.to_string(), facts).await
    };
    bureau.cell().db().write(write).await
}

/// Writes what is in force as the next version of the dataset and decides when the public sees it; an
/// instant that has passed means at once. When somebody did this halfway, it is done again.
///
/// # Errors
/// As [`take_up`]; `statistics/not-described` while its metadata have gaps (K14); those of reading the
/// table, and `statistics/version-waits` while another version of
/// the dataset is not public yet.
pub async fn release(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    at: Instant,
) -> Result<Instant> {
    let check = async |tx: &mut Tx| -> Result<Obligation> {
        let it = seen(tx, actor, id).await?;
        it.after(Act::Release, actor.id(), "")?;
        Ok(it)
    };
    let it = bureau.cell().db().read(check).await?;
    let permission = permission(Act::Release, it.state);
    require(bureau.cell(), actor, permission, Resource::Agency(&it.producer)).await?;
    metadata::require_complete(bureau, &it.dataset).await?;
    let figures = super::tables::figures_of(bureau, &it).await?;
    // Here, not in the clause of the version: the reason is what the public reads.
    let reason = reason_of(bureau, &it).await?;
    let version = releasing::prepare(bureau, actor, &it.dataset, &reason, figures).await?;
    let from = at.max(bureau.cell().now());
    let write = async |tx: &mut Tx| -> Result<Instant> {
        let mut it = seen(tx, actor, id).await?;
        it.state = it.after(Act::Release, actor.id(), "")?;
        releasing::release_within(tx, bureau, actor, (&it.dataset, version.number), from).await?;
        it.version = Some(version.number);
        it.released_at = Some(from);
        it.changed_at = bureau.cell().now();
        obligations::set(tx, &it).await?;
        obligations::add_step(tx, id, &step(Act::Release, &it, actor, &reason)).await?;
        Ok(from)
    };
    let released = bureau.cell().db().write(write).await;
    if released.is_err() {
        // Nobody else could prepare a version while this one lies there.
        releasing::discard(bureau, actor, &it.dataset, version.number).await?;
    }
    released
}

/// What a release now would leave out so that nobody can be recognised; nothing for whoever may not
/// release.
///
/// # Errors
/// `statistics/no-obligation`; those of reading the table; `statistics/cannot-protect`.
pub async fn left_out(bureau: &Bureau, actor: &Actor, id: Id<Obligation>) -> Result<Vec<LeftOut>> {
    let look = async |tx: &mut Tx| seen(tx, actor, id).await;
    let it = bureau.cell().db().read(look).await?;
    let releases = super::may(actor, crate::permissions::RELEASE, &it);
    if !releases || it.after(Act::Release, actor.id(), "").is_err() {
        return Ok(Vec::new());
    }
    if !super::tables::is_protected(bureau, &it.dataset).await? {
        return Ok(Vec::new());
    }
    let figures = super::tables::figures_of(bureau, &it).await?;
    protecting::preview(bureau, &it.dataset, figures).await
}

/// What the public reads as the reason of the version: the period, or why it is corrected.
async fn reason_of(bureau: &Bureau, it: &Obligation) -> Result<String> {
    let read = async |tx: &mut Tx| obligations::steps(tx, it.id).await;
    let steps = bureau.cell().db().read(read).await?;
    let revised = steps.iter().rev().find(|step| step.act == Act::Revise);
    Ok(revised.map_or_else(|| it.period.to_string(), |step| step.reason.clone()))
}

/// An act that changes nothing but where the obligation stands.
async fn act(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    (act, reason): (Act, &str),
) -> Result<()> {
    let look = async |tx: &mut Tx| seen(tx, actor, id).await;
    let it = bureau.cell().db().read(look).await?;
    let needs = permission(act, it.state);
    require(bureau.cell(), actor, needs, Resource::Agency(&it.producer)).await?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let it = seen(tx, actor, id).await?;
        taken(tx, bureau, actor, it, (act, reason)).await.map(drop)
    };
    bureau.cell().db().write(write).await
}

/// Takes a step within a transaction.
pub(super) async fn taken(
    tx: &mut Tx,
    bureau: &Bureau,
    actor: &Actor,
    mut it: Obligation,
    (act, reason): (Act, &str),
) -> Result<Obligation> {
    let before = it.state;
    it.state = it.after(act, actor.id(), reason)?;
    it.changed_at = bureau.cell().now();
    if act == Act::HandIn {
        it.handed_in_by = Some(actor.id().to_owned());
    }
    obligations::set(tx, &it).await?;
    obligations::add_step(tx, it.id, &step(act, &it, actor, reason)).await?;
    let facts = json!({
        "dataset": it.dataset,
        "period": it.period.to_string(),
        "act": act.code(),
        "from": before.code(),
        "to": it.state.code(),
        "submission": it.submission,
    });
    bureau.note(tx, STEP_TAKEN, actor, &it.id.to_string(), facts).await?;
    Ok(it)
}

fn not_now(it: &Obligation) -> Error {
    Error::new(Kind::Conflict, "statistics/not-now").with("state", it.state.code())
}
