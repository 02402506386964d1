//! What messages are about, and the form that offers them.

use base::{Error, Kind, Nop};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cell::Cell;
use serde::{Deserialize, Serialize};

/// What a subscription is about, in the words of the module that offers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject(String);

const LONGEST: usize = 80;

impl Subject {
    /// A tax object.
    pub fn object(nop: Nop) -> Self {
        Self(format!("object:{}", nop.digits()))
    }

    /// Something else: `kind:id`, both of letters, digits and dashes.
    pub fn new(kind: &str, id: &str) -> Option<Self> {
        let plain = |text: &str| {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        let text = format!("{kind}:{id}");
        (plain(kind) && plain(id) && text.len() <= LONGEST).then_some(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The object, where it is about one.
    pub fn nop(text: &str) -> Option<Nop> {
        Nop::parse(text.strip_prefix("object:")?).ok()
    }
}

/// What people want to be told about a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// The tax will be due.
    Due,
    /// A receipt can be fetched.
    Receipt,
    /// Somebody answered a report.
    Ticket,
    /// Letters wait for a paraf, a signature, a disposition or a correction.
    Letters,
}

impl Topic {
    pub const ALL: [Self; 4] = [Self::Due, Self::Receipt, Self::Ticket, Self::Letters];

    /// The word that is stored, and the end of translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Receipt => "receipt",
            Self::Ticket => "ticket",
            Self::Letters => "letters",
        }
    }

    /// `due receipt`
    pub(crate) fn join(topics: &[Self]) -> String {
        let wanted = Self::ALL.into_iter().filter(|topic| topics.contains(topic));
        wanted.map(Self::as_str).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn split(text: &str) -> Vec<Self> {
        let words: Vec<&str> = text.split(' ').collect();
        Self::ALL.into_iter().filter(|topic| words.contains(&topic.as_str())).collect()
    }
}

/// What a form offers: sealed into it, so that nobody can ask for messages about what no page
/// offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub subject: Subject,
    pub topics: Vec<Topic>,
    /// The page on which the form stands, from the first slash on.
    pub back: String,
}

const PURPOSE: &str = "notify/offer";
const MAC: usize = 32;

impl Offer {
    /// The text for the hidden field.
    pub fn seal(&self, cell: &Cell) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        let mac = cell.keys().mac(PURPOSE, &json);
        URL_SAFE_NO_PAD.encode([&mac, &*json].concat())
    }

    /// The address of the page that asks, to be linked to: "Ingatkan saya".
    pub fn link(&self, cell: &Cell) -> String {
        format!("{}?penawaran={}", crate::paths::ASK, self.seal(cell))
    }

    /// Reads the hidden field.
    ///
    /// # Errors
    /// `notify/offer` when this cell did not write it.
    pub fn open(cell: &Cell, sealed: &str) -> Result<Self, Error> {
        let refused = || Error::new(Kind::Invalid, "notify/offer");
        let bytes = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| refused())?;
        let (mac, json) = bytes.split_at_checked(MAC).ok_or_else(refused)?;
        if !cell.keys().mac_matches(PURPOSE, json, mac) {
            return Err(refused());
        }
        serde_json::from_slice(json).map_err(|_| refused())
    }
}
