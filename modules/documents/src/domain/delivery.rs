//! How a letter reached somebody, and the proof of it.

use base::{Id, Instant};

use super::letter::Letter;
use super::party::{Party, Scope};

/// Whether somebody is a recipient or gets a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    To,
    /// Tembusan.
    Copy,
}

/// How a letter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Means {
    /// Into the incoming letters of an office of this government.
    System,
    Mail,
    Courier,
    Post,
    /// Through the national archive system, by hand.
    Srikandi,
}

macro_rules! words {
    ($kind:ident { $($one:ident = $word:literal),+ $(,)? }) => {
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

words!(Part { To = "to", Copy = "cc" });
words!(Means {
    System = "system",
    Mail = "mail",
    Courier = "courier",
    Post = "post",
    Srikandi = "srikandi",
});

impl Means {
    /// What may carry a letter to a party; the first is proposed.
    pub fn for_scope(scope: Scope) -> &'static [Self] {
        match scope {
            Scope::Internal => &[Self::System],
            Scope::Government => &[Self::Srikandi, Self::Mail, Self::Courier, Self::Post],
            Scope::Outside => &[Self::Mail, Self::Courier, Self::Post],
        }
    }
}

/// A letter on its way to one party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub id: Id<Self>,
    pub letter: Id<Letter>,
    pub part: Part,
    pub party: Party,
    pub means: Means,
    pub sent_at: Instant,
    pub sent_by_name: String,
    pub received_at: Option<Instant>,
    /// Who received it: the clerk who registered it, or the name on the receipt.
    pub received_by: Option<String>,
    pub read_at: Option<Instant>,
    pub read_by: Option<String>,
    pub note: String,
}
