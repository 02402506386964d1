//! Incoming letters as they stand in lists of what waits, and what offices have to do with them.

use base::{Date, Id, Instant};

use super::{Incoming, NodeState};
use crate::domain::content::{Secrecy, Urgency};

/// What an office has to do with its incoming letters (documents.md 3.3).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Its addressee did not open it yet.
    pub unread: i64,
    /// Waits for a disposition.
    pub waiting: i64,
    /// Somebody was asked for something.
    pub disposed: i64,
    pub done: i64,
    /// Dispositions of this office: unread, not followed up, and late.
    pub dispositions_unread: i64,
    pub dispositions_open: i64,
    pub dispositions_late: i64,
}

/// Something that waits at a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    pub incoming: Id<Incoming>,
    /// The disposition; 0 when the letter itself waits for one.
    pub ordinal: u32,
    pub number: String,
    pub sender: String,
    pub subject: String,
    pub secrecy: Secrecy,
    pub urgency: Urgency,
    pub state: NodeState,
    pub due: Option<Date>,
    pub since: Instant,
    /// Who gave it and who has it; empty for a letter.
    pub giver: String,
    pub receiver: String,
    /// What the adjutant noted.
    pub is_marked: bool,
    pub place: u32,
    pub summary: String,
}

/// What an adjutant noted about a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sorted {
    pub is_urgent: bool,
    /// The place in the list, from 1; 0 when it has none.
    pub place: u32,
    pub summary: String,
    pub at: Instant,
    pub by_name: String,
}
