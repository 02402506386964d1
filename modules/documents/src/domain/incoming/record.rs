//! An incoming letter as it is stored, and as it stands in lists.

use base::{Date, Id, Instant};
use identity::Position;

use super::Entry;
use crate::domain::book::Book;
use crate::domain::content::{Secrecy, Urgency};
use crate::domain::delivery::Delivery;
use crate::domain::file::FileRef;

/// Marks the ids of incoming letters.
#[derive(Debug)]
pub struct Incoming;

macro_rules! words {
    ($(#[$about:meta])* $kind:ident { $($(#[$one_about:meta])* $one:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $kind { $($(#[$one_about])* $one),+ }

        impl $kind {
            pub const ALL: &[Self] = &[$(Self::$one),+];

            /// The word that is stored, and the end of its translation key.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$one => $word),+ }
            }

            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    };
}
pub(super) use words;

words! {
    /// Where an incoming letter is.
    State {
        /// Lies with its addressee.
        Waiting = "waiting",
        /// Somebody was asked for something.
        Disposed = "disposed",
        /// Everything that was asked is settled, or nothing was to be asked.
        Done = "done",
        /// Was registered by mistake; its number is void (batal).
        Void = "void",
    }
}

words! {
    /// What may happen to an incoming letter.
    EventKind {
        Registered = "registered",
        Corrected = "corrected",
        ScanAdded = "scan-added",
        Opened = "opened",
        Given = "given",
        PassedOn = "passed-on",
        Read = "read",
        Answered = "answered",
        SentBack = "sent-back",
        AskedAgain = "asked-again",
        Closed = "closed",
        Cancelled = "cancelled",
        Filed = "filed",
        Voided = "voided",
    }
}

/// Something that happened to an incoming letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub at: Instant,
    pub kind: EventKind,
    pub actor: String,
    pub actor_name: String,
    /// Title of the position with its basis; empty for whoever acted without one.
    pub capacity: String,
    pub detail: String,
    /// The disposition it is about; 0 for the letter.
    pub disposition: u32,
}

/// An incoming letter as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub id: Id<Incoming>,
    /// The perangkat daerah that received it.
    pub agency: String,
    pub book: Id<Book>,
    pub ordinal: i64,
    /// The agenda number.
    pub number: String,
    pub state: State,
    pub state_at: Instant,
    pub version: u32,
    pub entry: Entry,
    pub addressee: Id<Position>,
    pub addressee_title: String,
    /// How it came through the system.
    pub delivery: Option<Id<Delivery>>,
    pub registered_at: Instant,
    pub registered_by: String,
    pub registered_by_name: String,
    /// When the addressee first opened it, and who that was.
    pub opened: Option<(Instant, String)>,
    pub reason: Option<String>,
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: Id<Incoming>,
    pub agency: String,
    pub book: Id<Book>,
    pub ordinal: i64,
    pub number: String,
    pub state: State,
    pub sender: String,
    pub their_number: String,
    pub their_day: Option<Date>,
    pub received: Date,
    pub subject: String,
    pub secrecy: Secrecy,
    pub urgency: Urgency,
    pub addressee_title: String,
    /// The earliest day by which something that is still open has to be done.
    pub due: Option<Date>,
}

impl Listed {
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state == State::Disposed && self.due.is_some_and(|due| due < today)
    }
}

/// A file of an incoming letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub file: FileRef,
    /// The disposition whose follow-up it belongs to; 0 for the letter itself.
    pub disposition: u32,
    pub added_at: Instant,
    pub added_by_name: String,
}
