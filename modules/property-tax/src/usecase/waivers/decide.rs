//! Deciding about a waiver that another person, or the house, proposed; and revoking one.

use audit::{Entry, Kind as AuditKind, Outcome};
use base::{Error, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::{facts, subject, unknown};
use crate::audit_kinds;
use crate::domain::proposal::ProposalState;
use crate::domain::run::Signature;
use crate::permissions::APPROVE;
use crate::store::waivers;
use crate::usecase::proposals::{check_text, refused};

/// Approves: from this commit on the part of the interest is not asked for.
///
/// # Errors
/// `property-tax/same-person` for whoever proposed it, which is recorded too;
/// `…/unknown-waiver`, `…/proposal-state`.
pub async fn approve(cell: &Cell, actor: &Actor, id: &str, note: &str) -> Result<()> {
    decide(cell, actor, id, note, ProposalState::Approved).await
}

/// Refuses with a reason.
///
/// # Errors
/// As [`approve`]; `property-tax/reason-missing`.
pub async fn reject(cell: &Cell, actor: &Actor, id: &str, note: &str) -> Result<()> {
    check_text(note, "property-tax/reason-missing")?;
    decide(cell, actor, id, note, ProposalState::Rejected).await
}

/// Revokes for the future: what is paid today still has it, what is paid later has not.
///
/// # Errors
/// As [`reject`].
pub async fn revoke(cell: &Cell, actor: &Actor, id: &str, note: &str) -> Result<()> {
    check_text(note, "property-tax/reason-missing")?;
    decide(cell, actor, id, note, ProposalState::Revoked).await
}

async fn decide(cell: &Cell, actor: &Actor, id: &str, note: &str, to: ProposalState) -> Result<()> {
    authorise(actor, APPROVE, Resource::Cell)?;
    let who = actor.who();
    let by = Signature { actor: actor.id().into(), name: actor.name().into(), at: cell.now() };
    let decided = cell
        .db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let waiver = waivers::find(tx, id).await?.ok_or_else(unknown)?;
            waiver.check(to, actor.id()).map_err(refused)?;
            let moved = match to {
                ProposalState::Revoked => waivers::revoke(tx, id, &by, note).await?,
                _ => waivers::decide(tx, id, to, &by, note).await?,
            };
            if !moved {
                return Err(Error::new(Kind::Conflict, "property-tax/proposal-state"));
            }
            let entry =
                Entry::new(kind(to), &who, subject(&waiver)).after(facts(&waiver)).reason(note);
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await;
    if let Err(error) = &decided
        && error.code() == "property-tax/same-person"
    {
        let entry = Entry::new(kind(to), &who, format!("waiver/{id}"))
            .reason(error.code())
            .outcome(Outcome::Denied);
        audit::record_alone(cell, entry).await?;
    }
    decided
}

fn kind(to: ProposalState) -> AuditKind {
    match to {
        ProposalState::Approved => audit_kinds::WAIVER_GRANTED,
        ProposalState::Revoked => audit_kinds::WAIVER_REVOKED,
        ProposalState::Rejected | ProposalState::Proposed => audit_kinds::WAIVER_REFUSED,
    }
}
