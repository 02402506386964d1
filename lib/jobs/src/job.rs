//! A job as it is shown.

use base::{Id, Instant};
use serde_json::Value;

/// A job as it is shown to people. Also marks the ids of jobs.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: JobId,
    /// The kind of its handler: `property-tax/import`.
    pub kind: String,
    pub payload: Value,
    /// Who asked for it.
    pub actor: String,
    pub actor_name: String,
    /// Code of the perangkat daerah that asked; empty for the cell as a whole.
    pub agency: String,
    pub state: State,
    /// How often it was begun.
    pub attempt: u32,
    /// Somebody asked it to stop, and it has not yet.
    pub cancel_requested: bool,
    /// How far it is, and of how many; a total of 0 means that nobody knows.
    pub done: i64,
    pub total: i64,
    /// Translation key of what it does at the moment; may be empty.
    pub step: String,
    /// What it made, for the page that shows it.
    pub outcome: Option<Value>,
    /// Code of the error of the last attempt.
    pub error: Option<String>,
    pub created_at: Instant,
    pub started_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    /// When it is tried again, where it waits.
    pub due_at: Option<Instant>,
}

/// The key of a job.
pub type JobId = Id<Entry>;

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Wants a worker, now or after a pause.
    Waiting,
    Running,
    Done,
    /// Failed for good; a person may try it again.
    Dead,
    Cancelled,
}

impl State {
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Running, Self::Done, Self::Dead, Self::Cancelled];

    /// The word that is stored, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
            Self::Cancelled => "cancelled",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// Nothing more happens by itself.
    pub fn is_over(self) -> bool {
        !matches!(self, Self::Waiting | Self::Running)
    }
}
