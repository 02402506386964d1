//! Keys that sign: what a passphrase must be, how a key is wrapped under it, who vouches for it, and
//! what has to hold whenever it is used (docs/adr/0021).

mod approval;
mod code;
mod passphrase;
mod reading;
mod request;
mod standing;
mod wrapped_key;

pub use approval::{Approval, By, Purpose, Seen, serial_of};
pub use code::ComparisonCode;
pub use passphrase::{Passphrase, PassphraseFault, SHORTEST};
pub use reading::StatementFault;
pub use request::{Binding, Request};
pub use standing::{DEEPEST, Doubt, Link, hash_of, prove, prove_approval};
pub use wrapped_key::{Cost, Owner, WrapFault, WrappedKey};

use identity::Limit;
use pki::{DigestAlgorithm, KeyKind, PublicKey, SignatureAlgorithm};

/// Marks the ids of keys.
#[derive(Debug)]
pub struct Key;

/// Five wrong passphrases lock a key for a quarter of an hour.
pub const TRIES: Limit = Limit { tries: 5, minutes: 15 };

/// What became of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Made; a registrar has not met the person yet.
    Waiting,
    /// Has a certificate.
    Certified,
    /// A registrar would not vouch for it.
    Refused,
    /// Taken back by the person before it had a certificate.
    Withdrawn,
    /// Its certificate was revoked.
    Revoked,
}

impl State {
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Certified, Self::Refused, Self::Withdrawn, Self::Revoked];

    /// The word that is stored, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Certified => "certified",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Revoked => "revoked",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether the key still exists in its wrapped form; of the others it was destroyed.
    pub fn is_kept(self) -> bool {
        matches!(self, Self::Waiting | Self::Certified)
    }
}

/// Whether a statement was signed with a key: ECDSA with the digest of its curve, the only kinds of
/// key that are made here.
pub fn is_signed(key: &PublicKey, statement: &str, signature: &[u8]) -> bool {
    let digest = match key.kind() {
        KeyKind::P256 => DigestAlgorithm::Sha256,
        KeyKind::P384 => DigestAlgorithm::Sha384,
        _ => return false,
    };
    key.verify(SignatureAlgorithm::Ecdsa(digest), statement.as_bytes(), signature).is_ok()
}
