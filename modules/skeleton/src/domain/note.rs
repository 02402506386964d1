//! A note.

use base::{Id, Instant};

/// What somebody noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub id: Id<Note>,
    pub title: String,
    /// Id of the account.
    pub noted_by: String,
    /// The name that the account had then.
    pub noted_name: String,
    pub noted_at: Instant,
}
