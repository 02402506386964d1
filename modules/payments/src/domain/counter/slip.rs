//! The slip with which cash is handed over (surat tanda setoran, STS).
//!
//! ```text
//! made ──► received
//!   └────► returned   (counted again, then a new slip)
//! ```

use base::{Instant, Rupiah};

/// A slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    pub number: String,
    pub year: i64,
    pub sequence: i64,
    pub source: Source,
    pub made_at: Instant,
    pub made_by: String,
    pub made_by_name: String,
    pub items: i64,
    pub amount: Rupiah,
    pub state: SlipState,
    pub decided: Option<Decided>,
}

/// Whose cash it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Id of a teller's shift.
    Shift(String),
    /// Code of a collector.
    Collector(String),
}

/// How a slip stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipState {
    Made,
    Received,
    Returned,
}

/// Who counted the cash, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub at: Instant,
    pub by: String,
    pub by_name: String,
    /// `treasury` or `till:<shift>`; empty when it was returned.
    pub place: String,
    /// The number of the bank's slip, or why it was returned.
    pub note: String,
    pub received: Rupiah,
}

/// Why a slip cannot be received or returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlipError {
    #[error("it was decided already")]
    Decided,
    #[error("whoever hands cash over cannot receive it")]
    SamePerson,
}

impl Slip {
    /// `STS-26-000001`.
    pub fn number_of(year: i64, sequence: i64) -> String {
        format!("STS-{:02}-{sequence:06}", year % 100)
    }

    /// Whether the cash of these slips, which are all of one holder, is with the holder again. Their
    /// numbers do not say which is the last: a clock that was set back begins an earlier year again.
    pub fn all_came_back(slips: &[Self]) -> bool {
        !slips.is_empty() && slips.iter().all(|slip| slip.state == SlipState::Returned)
    }

    /// May this person say that the cash arrived, or did not?
    pub fn check(&self, person: &str) -> Result<(), SlipError> {
        if self.state != SlipState::Made {
            return Err(SlipError::Decided);
        }
        if self.made_by == person {
            return Err(SlipError::SamePerson);
        }
        Ok(())
    }
}

impl Source {
    /// The two columns of the database.
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Shift(id) => ("shift", id),
            Self::Collector(code) => ("collector", code),
        }
    }

    pub fn parse(kind: &str, holder: &str) -> Option<Self> {
        match kind {
            "shift" => Some(Self::Shift(holder.to_owned())),
            "collector" => Some(Self::Collector(holder.to_owned())),
            _ => None,
        }
    }
}

impl SlipState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Received => "received",
            Self::Returned => "returned",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Made, Self::Received, Self::Returned].into_iter().find(|s| s.as_str() == text)
    }
}
