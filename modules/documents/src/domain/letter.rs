//! A letter: where it is on its way, and how it stands in a list.

use base::{Date, Id, Instant};
use identity::{Basis, Position};
use serde::{Deserialize, Serialize};

use super::content::{Secrecy, Urgency};

/// Marks the ids of letters.
#[derive(Debug)]
pub struct Letter;

/// Where a letter is. What leads where is decided by the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Being written.
    Draft,
    /// Waits for paraf.
    Review,
    /// Came back with a remark.
    Returned,
    /// Every paraf is there; waits for its number and final PDF.
    Ready,
    /// Has its number and final PDF.
    Fixed,
    /// A signature is being made.
    Signing,
    Signed,
    Dispatched,
    /// Given up before it was fixed.
    Withdrawn,
    /// Given up after it was fixed; its number is void (batal).
    Cancelled,
    /// Its time was over, and it was destroyed by berita acara: its row and number stay.
    Destroyed,
}

impl State {
    pub const ALL: [Self; 11] = [
        Self::Draft,
        Self::Review,
        Self::Returned,
        Self::Ready,
        Self::Fixed,
        Self::Signing,
        Self::Signed,
        Self::Dispatched,
        Self::Withdrawn,
        Self::Cancelled,
        Self::Destroyed,
    ];

    /// The word that is stored, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Review => "review",
            Self::Returned => "returned",
            Self::Ready => "ready",
            Self::Fixed => "fixed",
            Self::Signing => "signing",
            Self::Signed => "signed",
            Self::Dispatched => "dispatched",
            Self::Withdrawn => "withdrawn",
            Self::Cancelled => "cancelled",
            Self::Destroyed => "destroyed",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Its author may write on it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Its author may still give it up.
    pub fn is_the_authors(self) -> bool {
        matches!(self, Self::Draft | Self::Returned | Self::Review | Self::Ready)
    }

    /// Nothing more happens to it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Dispatched | Self::Withdrawn | Self::Cancelled | Self::Destroyed)
    }
}

/// A letter in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: Id<Letter>,
    /// Id of the letter type.
    pub kind: String,
    /// The perangkat daerah that issues it.
    pub agency: String,
    pub state: State,
    /// Since when.
    pub state_at: Instant,
    pub subject: String,
    pub number: Option<String>,
    pub day: Option<Date>,
    pub author_name: String,
    /// At whose desk it is: titles of the positions that are to act now.
    pub at_desk: Vec<String>,
}

/// A letter as it is stored, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub id: Id<Letter>,
    /// Id of the letter type.
    pub kind: String,
    /// The perangkat daerah that issues it.
    pub agency: String,
    /// The one in which it was written.
    pub drafted_in: String,
    pub state: State,
    pub state_at: Instant,
    pub round: u32,
    pub version: u32,
    pub subject: String,
    pub secrecy: Secrecy,
    pub urgency: Urgency,
    pub classification: String,
    pub signer: Id<Position>,
    pub author: String,
    pub author_name: String,
    pub made_at: Instant,
    pub number: Option<String>,
    pub day: Option<Date>,
    pub reason: Option<String>,
}

/// One save of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub number: u32,
    pub author_name: String,
    pub author: String,
    pub at: Instant,
    /// What the author says about it.
    pub note: String,
    /// Hexadecimal, of the content.
    pub sha256: String,
}

/// Something that happened to a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub at: Instant,
    pub kind: EventKind,
    pub actor: String,
    pub actor_name: String,
    /// Title of the position with its basis; empty for whoever acted without one.
    pub capacity: String,
    pub detail: String,
}

macro_rules! event_kinds {
    ($($one:ident = $word:literal),+ $(,)?) => {
        /// What may happen to a letter.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum EventKind { $($one),+ }

        impl EventKind {
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

event_kinds! {
    Made = "made",
    Saved = "saved",
    SentUp = "sent-up",
    Paraf = "paraf",
    Returned = "returned",
    Recalled = "recalled",
    TakenOver = "taken-over",
    Withdrawn = "withdrawn",
    Numbered = "numbered",
    Fixed = "fixed",
    SigningBegun = "signing-begun",
    SigningFailed = "signing-failed",
    Signed = "signed",
    SignedOnPaper = "signed-on-paper",
    Dispatched = "dispatched",
    Received = "received",
    Cancelled = "cancelled",
    Destroyed = "destroyed",
}

/// A PDF of a letter: what was fixed, or what a signature made of it. Never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// From 1; the highest is the letter as it stands.
    pub number: u32,
    pub sha256: String,
    pub bytes: u64,
    pub pages: u32,
    /// The version it was made of.
    pub version: u32,
    /// `render`, `upload`, `scan`, or the back-end that signed.
    pub producer: String,
    /// Id of the account that is named under it; only this one may sign it.
    pub signer: String,
    pub basis: Basis,
    /// Where signatures go.
    pub places: Vec<SignaturePlace>,
    pub made_at: Instant,
}

/// A space for a signature on a page, in thousandths of a point from the lower left corner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignaturePlace {
    /// Name of the signature field: `TTD`.
    pub name: String,
    /// From 1.
    pub page: usize,
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
}
