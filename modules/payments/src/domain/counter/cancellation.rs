//! The wish of a teller to take a payment of the same shift back: another person decides.

use base::{Id, Instant};

use crate::domain::entry::Entry;

/// The wish to take a payment back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    pub id: String,
    pub entry: Id<Entry>,
    pub shift: String,
    pub asked_at: Instant,
    pub asked_by: String,
    pub asked_by_name: String,
    pub reason: String,
    pub state: Wish,
    pub decided_by_name: Option<String>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Asked,
    Done,
    Refused,
}

impl Wish {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Asked, Self::Done, Self::Refused].into_iter().find(|w| w.as_str() == text)
    }
}
