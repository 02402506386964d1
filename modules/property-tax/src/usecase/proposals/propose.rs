//! Proposing: nothing holds until a second person decides.

use audit::Entry;
use base::{Error, Kind, Nop, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::cancelling::cancellable;
use super::check_text;
use crate::audit_kinds;
use crate::domain::proposal::{Matter, Proposal, ProposalState, Reduction};
use crate::domain::run::Signature;
use crate::permissions::PROPOSE;
use crate::store::{objects, proposals};
use crate::usecase::look_up::not_found;

/// Why something is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grounds {
    /// The provision of law.
    pub basis: String,
    pub reason: String,
}

/// Proposes to cancel the notice in force of a year; answers the id of the proposal.
///
/// # Errors
/// `property-tax/unknown-notice`, `…/notice-of-sismiop` for a notice that was not issued here,
/// `…/notice-paid`, `…/notice-cancelled`, `…/proposal-waits` while the same is proposed already,
/// `…/basis-missing`, `…/correction-reason-missing`, `…/text-too-long`.
pub async fn propose_cancellation(
    cell: &Cell,
    actor: &Actor,
    nop: Nop,
    tax_year: i64,
    grounds: &Grounds,
) -> Result<String> {
    authorise(actor, PROPOSE, Resource::Cell)?;
    check(grounds)?;
    let id = cell.new_id::<Proposal>().to_string();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let notice = cancellable(tx, &nop, tax_year).await?.notice.revision;
            let matter = Matter::Cancellation { tax_year, notice, cancelled_by: None };
            store(tx, cell, actor, &proposal(cell, actor, &id, nop, matter, grounds)).await
        })
        .await?;
    Ok(id)
}

/// Proposes to reduce the tax of an object for some years; answers the id of the proposal.
///
/// # Errors
/// `property-tax/unknown-nop`, `…/percent-malformed`, `…/years-malformed`, `…/decree-missing`,
/// `…/reduction-overlaps` where another reduction holds or waits in some of the years,
/// `…/basis-missing`, `…/correction-reason-missing`, `…/text-too-long`.
pub async fn propose_reduction(
    cell: &Cell,
    actor: &Actor,
    nop: Nop,
    reduction: &Reduction,
    grounds: &Grounds,
) -> Result<String> {
    authorise(actor, PROPOSE, Resource::Cell)?;
    check(grounds)?;
    check_reduction(reduction)?;
    let id = cell.new_id::<Proposal>().to_string();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            objects::find(tx, &nop).await?.ok_or_else(not_found)?;
            let matter = Matter::Reduction(reduction.clone());
            store(tx, cell, actor, &proposal(cell, actor, &id, nop, matter, grounds)).await
        })
        .await?;
    Ok(id)
}

fn check(grounds: &Grounds) -> Result<()> {
    check_text(&grounds.basis, "property-tax/basis-missing")?;
    check_text(&grounds.reason, "property-tax/correction-reason-missing")
}

fn check_reduction(reduction: &Reduction) -> Result<()> {
    if reduction.percent.rate().is_zero() {
        return Err(Error::new(Kind::Invalid, "property-tax/percent-malformed"));
    }
    if reduction.from > reduction.until {
        return Err(Error::new(Kind::Invalid, "property-tax/years-malformed"));
    }
    check_text(&reduction.decree_number, "property-tax/decree-missing")
}

fn proposal(
    cell: &Cell,
    actor: &Actor,
    id: &str,
    nop: Nop,
    matter: Matter,
    grounds: &Grounds,
) -> Proposal {
    let by = Signature { actor: actor.id().into(), name: actor.name().into(), at: cell.now() };
    Proposal {
        id: id.to_owned(),
        nop,
        matter,
        basis: grounds.basis.trim().to_owned(),
        reason: grounds.reason.trim().to_owned(),
        state: ProposalState::Proposed,
        proposed: by,
        decided: None,
        decision_note: String::new(),
        ended: None,
        end_note: String::new(),
    }
}

async fn store(tx: &mut Tx, cell: &Cell, actor: &Actor, proposal: &Proposal) -> Result<()> {
    refuse_overlap(tx, proposal).await?;
    proposals::add(tx, proposal).await?;
    let kind = match proposal.is_reduction() {
        true => audit_kinds::REDUCTION_PROPOSED,
        false => audit_kinds::CANCELLATION_PROPOSED,
    };
    let who = actor.who();
    let entry =
        Entry::new(kind, &who, subject(proposal)).after(facts(proposal)).reason(&*proposal.reason);
    audit::record(tx, cell, entry).await?;
    Ok(())
}

/// Two reductions in one year would leave open which one counts.
pub(super) async fn refuse_overlap(tx: &mut Tx, proposal: &Proposal) -> Result<()> {
    let others = proposals::list_meeting(tx, proposal).await?;
    let meets = |other: &&Proposal| {
        let waits = other.state == ProposalState::Proposed;
        other.id != proposal.id && (waits || proposal.is_reduction())
    };
    let Some(other) = others.iter().find(meets) else { return Ok(()) };
    match &other.matter {
        Matter::Cancellation { .. } => {
            Err(Error::new(Kind::Conflict, "property-tax/proposal-waits")
                .with("by", &other.proposed.name))
        }
        Matter::Reduction(reduction) => {
            Err(Error::new(Kind::Conflict, "property-tax/reduction-overlaps")
                .with("number", &reduction.decree_number)
                .with("from", reduction.from)
                .with("until", reduction.until))
        }
    }
}

/// How the trail names it.
pub(super) fn subject(proposal: &Proposal) -> String {
    format!("{}/{}", proposal.nop.digits(), proposal.years().0)
}

pub(super) fn facts(proposal: &Proposal) -> serde_json::Value {
    let (from, until) = proposal.years();
    let mut facts = serde_json::json!({
        "proposal": proposal.id,
        "from_year": from,
        "until_year": until,
        "basis": proposal.basis,
    });
    if let Some(granted) = proposal.granted() {
        let percent = base::Fraction::from(granted.percent).to_string();
        facts["percent"] = percent.into();
        facts["citation"] = granted.citation.into();
    }
    facts
}
