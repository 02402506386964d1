//! Deciding what another person proposed, and revoking a reduction.

use audit::{Entry, Kind as AuditKind, Outcome};
use base::{Error, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::cancelling::cancel;
use super::propose::{facts, refuse_overlap, subject};
use super::{check_text, refused, unknown};
use crate::audit_kinds;
use crate::domain::proposal::{Matter, Proposal, ProposalState};
use crate::domain::run::Signature;
use crate::permissions::APPROVE;
use crate::store::proposals;

/// Approves: a cancelled notice stands as cancelled at once, a reduction counts in every
/// assessment from now on.
///
/// # Errors
/// `property-tax/same-person` for whoever proposed it, which is recorded too;
/// `…/unknown-proposal`, `…/proposal-state`; of a cancellation those of proposing it and
/// `…/notice-changed`; of a reduction `…/reduction-overlaps`.
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

/// Revokes a reduction: assessments from now on do without it, notices that have it keep it.
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
    let decided = cell
        .db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let proposal = proposals::find(tx, id).await?.ok_or_else(unknown)?;
            proposal.check(to, actor.id()).map_err(refused)?;
            carry_out(tx, cell, actor, &proposal, note, to).await?;
            let entry = Entry::new(kind(&proposal, to), &who, subject(&proposal))
                .after(facts(&proposal))
                .reason(note);
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await;
    if let Err(error) = &decided
        && error.code() == "property-tax/same-person"
    {
        let entry = Entry::new(audit_kinds::PROPOSAL_REFUSED, &who, format!("proposal/{id}"))
            .reason(error.code())
            .outcome(Outcome::Denied);
        audit::record_alone(cell, entry).await?;
    }
    decided
}

async fn carry_out(
    tx: &mut Tx,
    cell: &Cell,
    actor: &Actor,
    proposal: &Proposal,
    note: &str,
    to: ProposalState,
) -> Result<()> {
    let by = Signature { actor: actor.id().into(), name: actor.name().into(), at: cell.now() };
    let moved = match (to, &proposal.matter) {
        (ProposalState::Revoked, _) => proposals::revoke(tx, &proposal.id, &by, note).await?,
        (ProposalState::Approved, Matter::Cancellation { tax_year, notice, .. }) => {
            let revision = cancel(tx, cell, actor, proposal, (*tax_year, *notice)).await?;
            proposals::decide(tx, &proposal.id, to, &by, note, Some(revision)).await?
        }
        (ProposalState::Approved, Matter::Reduction(_)) => {
            refuse_overlap(tx, proposal).await?;
            proposals::decide(tx, &proposal.id, to, &by, note, None).await?
        }
        _ => proposals::decide(tx, &proposal.id, to, &by, note, None).await?,
    };
    match moved {
        true => Ok(()),
        false => Err(Error::new(Kind::Conflict, "property-tax/proposal-state")),
    }
}

fn kind(proposal: &Proposal, to: ProposalState) -> AuditKind {
    match (to, proposal.is_reduction()) {
        (ProposalState::Approved, false) => audit_kinds::NOTICE_CANCELLED,
        (ProposalState::Approved, true) => audit_kinds::REDUCTION_GRANTED,
        (ProposalState::Revoked, _) => audit_kinds::REDUCTION_REVOKED,
        _ => audit_kinds::PROPOSAL_REFUSED,
    }
}
