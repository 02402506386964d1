//! A report that something about a payment is not right.
//!
//! ```text
//! open ──an answer──▶ answered ──a further message──▶ open
//!   └──────────────────┴──close──▶ closed
//! ```

use base::{Id, Instant, Nop, Random};

use super::receipt;

/// How a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Somebody of the office has to look.
    Open,
    /// The citizen has an answer.
    Answered,
    /// Nothing more is to be done.
    Closed,
}

impl State {
    const ALL: [Self; 3] = [Self::Open, Self::Answered, Self::Closed];

    /// The word in the database and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// What a file is by its first bytes; what people call it does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipKind {
    Pdf,
    Jpeg,
    Png,
    WebP,
}

impl SlipKind {
    const ALL: [Self; 4] = [Self::Pdf, Self::Jpeg, Self::Png, Self::WebP];

    /// Looks at the first bytes; `None` for what is neither a picture nor a PDF.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            _ => None,
        }
    }

    /// The end of its name, and the word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub id: Id<Self>,
    /// How people call it on the phone: `7KQ2-M9XD`.
    pub number: String,
    pub state: State,
    pub made_at: Instant,
    pub nop: Option<Nop>,
    /// The reference on the slip, as typed.
    pub slip: Option<String>,
    /// Encrypted.
    pub contact: Option<String>,
    pub file: Option<SlipKind>,
}

/// Something that was said about a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub at: Instant,
    /// Who of the office; `None` for the citizen.
    pub by: Option<String>,
    pub text: String,
}

/// The number of a report: 40 bits, to be read aloud. It opens nothing.
pub fn fresh_number(random: &dyn Random) -> String {
    receipt::grouped(&receipt::fresh_number(random)[..8])
}
