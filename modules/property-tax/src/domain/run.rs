//! The states of an assessment (penetapan massal), and who may move it.
//!
//! ```text
//! computing ──► simulated ──► submitted ──► issued
//!     │             │  ▲          │
//!     └► blocked    │  └─ rejected◄┘
//!            └──────┴──► discarded
//! ```
//! Whoever submitted it cannot approve it: two people answer for every notice (four eyes).

use base::Instant;

/// Where an assessment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RunState {
    /// Drafts are being computed.
    Computing,
    /// Computed in full; totals can be read, nothing is binding.
    Simulated,
    /// Some objects could not be assessed; the missing rule must be added first.
    Blocked,
    /// Handed to a second person; locked.
    Submitted,
    /// Sent back with a reason.
    Rejected,
    /// Given up; its drafts are removed.
    Discarded,
    /// Approved: its notices are valid and visible.
    Issued,
}

/// Why an assessment cannot move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    #[error("an assessment that is {from:?} cannot become {to:?}")]
    NotFrom { from: RunState, to: RunState },
    #[error("whoever submitted an assessment cannot approve it")]
    SamePerson,
}

impl RunState {
    pub const ALL: [Self; 7] = [
        Self::Computing,
        Self::Simulated,
        Self::Blocked,
        Self::Submitted,
        Self::Rejected,
        Self::Discarded,
        Self::Issued,
    ];

    /// The word in the database and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Computing => "computing",
            Self::Simulated => "simulated",
            Self::Blocked => "blocked",
            Self::Submitted => "submitted",
            Self::Rejected => "rejected",
            Self::Discarded => "discarded",
            Self::Issued => "issued",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Nobody else may start an assessment of the same villages and year while this holds.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Discarded | Self::Issued)
    }

    /// Whether the drawing above has an arrow from here to there.
    pub fn may_become(self, to: Self) -> bool {
        use RunState::*;
        matches!(
            (self, to),
            (Computing, Simulated | Blocked | Discarded)
                | (Simulated, Submitted | Discarded)
                | (Blocked, Discarded)
                | (Submitted, Issued | Rejected)
                | (Rejected, Simulated | Submitted | Discarded)
        )
    }

    /// The next state, or why not.
    pub fn become_state(self, to: Self) -> Result<Self, RunError> {
        if self.may_become(to) { Ok(to) } else { Err(RunError::NotFrom { from: self, to }) }
    }
}

/// Somebody did something at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub actor: String,
    pub name: String,
    pub at: Instant,
}

/// May this person approve or reject what another submitted?
pub fn check_four_eyes(submitted: &Signature, decider: &str) -> Result<(), RunError> {
    if submitted.actor == decider { Err(RunError::SamePerson) } else { Ok(()) }
}
