//! What an officer proposes for one object and a second person decides: to cancel a notice, or to
//! reduce the tax of some years.
//!
//! ```text
//! proposed ──► approved ──► revoked   (reductions only; later notices do without it)
//!     └──────► rejected
//! ```
//! Whoever proposed it cannot decide it (four eyes, as for assessments).

use base::{Date, Language, Nop, format};
use pbb::Percent;
use serde::{Deserialize, Serialize};

use super::revision::RevisionId;
use super::run::{RunError, Signature, check_four_eyes};

/// A proposal with everything that was decided about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub id: String,
    pub nop: Nop,
    pub matter: Matter,
    /// The provision of law it rests on.
    pub basis: String,
    pub reason: String,
    pub state: ProposalState,
    pub proposed: Signature,
    pub decided: Option<Signature>,
    pub decision_note: String,
    /// Who revoked it, and when.
    pub ended: Option<Signature>,
    pub end_note: String,
}

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// A notice issued here shall no longer be paid (pembatalan SPPT).
    Cancellation {
        tax_year: i64,
        /// The version that was in force when it was proposed.
        notice: RevisionId,
        /// The revision under which the notice stands as cancelled, once it does.
        cancelled_by: Option<RevisionId>,
    },
    /// The tax of some years is reduced by decree (pengurangan pokok pajak).
    Reduction(Reduction),
}

/// A reduction granted to one object for the tax years `from` to `until`, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reduction {
    pub from: i64,
    pub until: i64,
    /// In percent of the tax, more than 0 and at most 100.
    pub percent: Percent,
    /// The decree as it names itself: `Keputusan Bupati Nomor 188.4/12/2027`.
    pub decree_number: String,
    pub decree_date: Date,
}

/// A reduction as it is frozen in a notice: enough to replay and to explain it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    pub percent: Percent,
    /// Decree, its date, and the provision of law: what stands beside the step.
    pub citation: String,
}

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProposalState {
    /// Waits for a second person.
    Proposed,
    /// Holds.
    Approved,
    /// Refused with a reason.
    Rejected,
    /// Held once, and no longer does.
    Revoked,
}

/// Why a proposal cannot move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProposalError {
    #[error("a proposal that is {from:?} cannot become {to:?}")]
    NotFrom { from: ProposalState, to: ProposalState },
    #[error("whoever proposed it cannot decide it")]
    SamePerson,
}

impl ProposalState {
    pub const ALL: [Self; 4] = [Self::Proposed, Self::Approved, Self::Rejected, Self::Revoked];

    /// The word in the database and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Revoked => "revoked",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

impl Proposal {
    /// The tax years it is about, both included.
    pub fn years(&self) -> (i64, i64) {
        match &self.matter {
            Matter::Cancellation { tax_year, .. } => (*tax_year, *tax_year),
            Matter::Reduction(reduction) => (reduction.from, reduction.until),
        }
    }

    pub fn is_reduction(&self) -> bool {
        matches!(self.matter, Matter::Reduction(_))
    }

    /// Whether this person may bring it to this state now.
    pub fn check(&self, to: ProposalState, decider: &str) -> Result<(), ProposalError> {
        use ProposalState::{Approved, Proposed, Rejected, Revoked};
        let arrow = match (self.state, to) {
            (Proposed, Approved | Rejected) => true,
            (Approved, Revoked) => self.is_reduction(),
            _ => false,
        };
        if !arrow {
            return Err(ProposalError::NotFrom { from: self.state, to });
        }
        check_four_eyes(&self.proposed, decider).map_err(|error| match error {
            RunError::SamePerson => ProposalError::SamePerson,
            RunError::NotFrom { .. } => ProposalError::NotFrom { from: self.state, to },
        })
    }

    /// The reduction as a notice freezes it; `None` for other matters.
    pub fn granted(&self) -> Option<Granted> {
        let Matter::Reduction(reduction) = &self.matter else { return None };
        let Reduction { percent, decree_number, decree_date, .. } = reduction;
        // Citations are printed on papers, which are in Indonesian.
        let date = format::date(*decree_date, Language::Id);
        let citation = format!("{decree_number}, {date}; {}", self.basis);
        Some(Granted { percent: *percent, citation })
    }
}
