//! One person proposes, another decides.

use base::{Error, Kind, Result};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::{Treasury, bad, conflict, matters, missing};
use crate::audit_kinds::{PROPOSAL_APPROVED, PROPOSAL_REJECTED, PROPOSED};
use crate::domain::proposal::{Matter, Proposal, State};
use crate::permissions::{APPROVE, READ, RECONCILE};
use crate::store::proposals;

/// Letters of a reason or a note.
const LONGEST: usize = 1_000;

/// What waits, and a page of what was decided.
#[derive(Debug, Clone)]
pub struct ProposalList {
    pub waiting: Vec<Proposal>,
    pub decided: Vec<Proposal>,
    /// The id after which the next page begins.
    pub next: Option<String>,
}

impl Treasury {
    /// Proposes something. Its id.
    ///
    /// # Errors
    /// `payments/reason`, `payments/proposal-waits`, and what stands against the matter itself.
    pub async fn propose(&self, actor: &Actor, matter: &Matter, reason: &str) -> Result<String> {
        authorise(actor, RECONCILE, Resource::Cell)?;
        let reason = text(reason)?;
        let id = self.cell().new_id::<Proposal>().to_string();
        let proposal = Proposal {
            id,
            matter: matter.clone(),
            reason,
            state: State::Proposed,
            proposed: self.signed(actor),
            decided: None,
            decision_note: String::new(),
        };
        let who = actor.who();
        self.cell()
            .db()
            .write(async |tx: &mut Tx| -> Result<()> {
                for subject in matter.rivals() {
                    if proposals::of_subject(tx, &subject).await?.is_some() {
                        return Err(conflict("payments/proposal-waits"));
                    }
                }
                matters::check(tx, self, matter).await?;
                proposals::add(tx, &proposal).await?;
                self.trace(tx, (PROPOSED, subject(&proposal.id)), &who, facts(&proposal)).await
            })
            .await?;
        Ok(proposal.id)
    }

    /// Approves a proposal of somebody else: it is carried out in the same transaction.
    ///
    /// # Errors
    /// `payments/unknown-proposal`, `payments/four-eyes`, `payments/proposal-decided`, and what
    /// stands against the matter by now.
    pub async fn approve(&self, actor: &Actor, id: &str, note: &str) -> Result<()> {
        authorise(actor, APPROVE, Resource::Cell)?;
        let note = note.trim().chars().take(LONGEST).collect::<String>();
        let (by, who) = (self.signed(actor), actor.who());
        self.cell()
            .db()
            .write(async |tx: &mut Tx| -> Result<()> {
                let proposal = self.waiting(tx, actor, id).await?;
                matters::check(tx, self, &proposal.matter).await?;
                matters::carry_out(tx, self, &proposal, &who).await?;
                if !proposals::decide(tx, id, State::Approved, &by, &note).await? {
                    return Err(conflict("payments/proposal-decided"));
                }
                self.trace(tx, (PROPOSAL_APPROVED, subject(id)), &who, facts(&proposal)).await
            })
            .await
    }

    /// Refuses a proposal of somebody else.
    ///
    /// # Errors
    /// As [`Treasury::approve`]; `payments/reason`.
    pub async fn reject(&self, actor: &Actor, id: &str, note: &str) -> Result<()> {
        authorise(actor, APPROVE, Resource::Cell)?;
        let note = text(note)?;
        let (by, who) = (self.signed(actor), actor.who());
        self.cell()
            .db()
            .write(async |tx: &mut Tx| -> Result<()> {
                let proposal = self.waiting(tx, actor, id).await?;
                if !proposals::decide(tx, id, State::Rejected, &by, &note).await? {
                    return Err(conflict("payments/proposal-decided"));
                }
                self.trace(tx, (PROPOSAL_REJECTED, subject(id)), &who, facts(&proposal)).await
            })
            .await
    }

    async fn waiting(&self, tx: &mut Tx, actor: &Actor, id: &str) -> Result<Proposal> {
        let found = proposals::find(tx, id).await?;
        let proposal = found.ok_or_else(|| missing("payments/unknown-proposal"))?;
        if !proposal.waits() {
            return Err(conflict("payments/proposal-decided"));
        }
        if proposal.proposed.actor == actor.id() {
            return Err(Error::new(Kind::Forbidden, "payments/four-eyes"));
        }
        Ok(proposal)
    }

    /// What waits, and what was decided before an id.
    ///
    /// # Errors
    /// Those of the right.
    pub async fn proposals(
        &self,
        actor: &Actor,
        before: Option<&str>,
        page: usize,
    ) -> Result<ProposalList> {
        authorise(actor, READ, Resource::Cell)?;
        let limit = i64::try_from(page).unwrap_or(i64::MAX).saturating_add(1);
        let read = async |tx: &mut Tx| -> Result<_> {
            let waiting = proposals::waiting(tx).await?;
            Ok((waiting, proposals::decided_before(tx, before, limit).await?))
        };
        let (waiting, mut decided) = self.cell().db().read(read).await?;
        let more = decided.len() > page;
        decided.truncate(page);
        let next = decided.last().filter(|_| more).map(|last| last.id.clone());
        Ok(ProposalList { waiting, decided, next })
    }

    /// One of them.
    ///
    /// # Errors
    /// `payments/unknown-proposal`.
    pub async fn proposal(&self, actor: &Actor, id: &str) -> Result<Proposal> {
        authorise(actor, READ, Resource::Cell)?;
        let read = async |tx: &mut Tx| -> Result<_> { Ok(proposals::find(tx, id).await?) };
        let found = self.cell().db().read(read).await?;
        found.ok_or_else(|| missing("payments/unknown-proposal"))
    }
}

/// A reason that somebody else can judge.
fn text(typed: &str) -> Result<String> {
    let typed = typed.trim();
    match typed.chars().count() {
        3..=LONGEST => Ok(typed.to_owned()),
        _ => Err(bad("payments/reason")),
    }
}

fn subject(id: &str) -> String {
    format!("payment-proposal/{id}")
}

/// Bank accounts and names of payers stay out of the trail.
fn facts(proposal: &Proposal) -> serde_json::Value {
    serde_json::json!({
        "kind": proposal.matter.kind(),
        "about": proposal.matter.subject(),
        "amount": proposal.matter.amount().map(|amount| amount.0),
        "proposed_by": proposal.proposed.actor,
    })
}
