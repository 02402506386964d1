//! Authorities that the public verification trusts, and what their signatures are called.

use base::{Id, Instant};
use pki::Certificate;
use pki::trust::{Purpose, TrustAnchor};

/// Marks the ids of anchors.
#[derive(Debug)]
pub struct Pin;

/// What the signatures below an anchor are (PP 71/2019 art. 59 (2), 60 (2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// TTE tersertifikasi: of an Indonesian PSrE.
    Certified,
    /// TTE tidak tersertifikasi.
    Internal,
    /// Segel elektronik: of an organisation.
    Seal,
    /// No signature, but the word of a time-stamping authority.
    Timestamp,
}

impl Standing {
    pub const ALL: [Self; 4] = [Self::Certified, Self::Internal, Self::Seal, Self::Timestamp];

    /// The word that is stored, and the end of its translation key.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certified => "certified",
            Self::Internal => "internal",
            Self::Seal => "seal",
            Self::Timestamp => "timestamp",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// Where an anchor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Proposed; trusted by nobody yet.
    Waiting,
    Trusted,
    /// A second person would not.
    Refused,
    /// Taken out again.
    Ended,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Trusted, Self::Refused, Self::Ended];

    /// The word that is stored, and the end of its translation key.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Trusted => "trusted",
            Self::Refused => "refused",
            Self::Ended => "ended",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// Whether its certificate may not be proposed once more.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Trusted)
    }
}

/// Somebody who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub at: Instant,
    /// The id of the account.
    pub by: String,
    pub name: String,
}

/// A pinned authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    pub id: Id<Pin>,
    pub certificate: Certificate,
    /// What people call it.
    pub name: String,
    pub standing: Standing,
    pub state: State,
    pub proposed: Act,
    pub decided: Option<Act>,
    pub ended: Option<Act>,
    /// What is proven to be older stays trusted after the end.
    pub kept_until: Option<Instant>,
    /// Why it was refused or ended.
    pub reason: Option<String>,
}

impl Anchor {
    /// What a verifier trusts of it; nothing while it waits, or when it was ended entirely. Of one that
    /// ended in good order, time-stamps keep their word: by what else would anything be proven to be
    /// older than the end?
    pub fn trusted(&self) -> Vec<TrustAnchor> {
        let anchor = TrustAnchor::new(self.certificate.clone()).labelled(&self.id.to_string());
        match (self.state, self.kept_until, self.standing) {
            (State::Trusted, _, Standing::Timestamp)
            | (State::Ended, Some(_), Standing::Timestamp) => {
                vec![anchor.only_for(Purpose::TimeStamping)]
            }
            (State::Trusted, ..) => vec![anchor],
            (State::Ended, Some(until), _) => vec![
                anchor.clone().only_for(Purpose::DocumentSigning).between(None, Some(until)),
                anchor.only_for(Purpose::TimeStamping),
            ],
            _ => Vec::new(),
        }
    }

    /// SHA-256 of the certificate in pairs of digits, as people compare it.
    pub fn fingerprint(&self) -> String {
        in_pairs(&self.certificate.fingerprint_hex())
    }
}

/// `0a1b2c` as `0A 1B 2C`.
pub fn in_pairs(hex: &str) -> String {
    let pairs = hex.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).to_uppercase());
    pairs.collect::<Vec<_>>().join(" ")
}
