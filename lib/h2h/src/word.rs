//! Short texts of the wire: references, receipt numbers, channels.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why a text does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("1 to {longest} printable characters without spaces")]
pub struct WordError {
    pub longest: usize,
}

/// A text of printable ASCII without spaces: it is compared, printed and typed by people.
macro_rules! word {
    ($(#[$doc:meta])* $name:ident, $longest:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            pub const LONGEST: usize = $longest;

            pub fn new(text: impl Into<String>) -> Result<Self, WordError> {
                let text = text.into();
                let fits = (1..=Self::LONGEST).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_graphic());
                if fits { Ok(Self(text)) } else { Err(WordError { longest: Self::LONGEST }) }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::new(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
            }
        }
    };
}

word! {
    /// The bank's own number of a payment or a reversal (`referensi`): unique for the partner, for
    /// ever.
    Reference, 64
}

word! {
    /// The number on the receipt (`ntpd`).
    Ntpd, 32
}

word! {
    /// By which way the payer paid at the bank (`kanal`): teller, ATM, mobile …
    Channel, 20
}
