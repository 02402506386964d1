//! What somebody agrees to when they sign: the challenge of an assertion.
//!
//! ```text
//! SHA-256( "TTE-niat-1" ‖ part(document) ‖ part(signer) ‖ part(field) ‖ part(nonce) ‖ part(expiry) )
//! part(bytes) = length as u32, big endian ‖ bytes
//! ```
//!
//! With their lengths in front no two intents share a text: `a` signing in `bc` is not `ab` in `c`.
//! The document is the SHA-256 of the file, signer and field are UTF-8, the nonce is 32 bytes, and
//! the expiry milliseconds since 1970 as an i64, big endian. The first line keeps intents apart from
//! hashes of anything else; another encoding would get another number.
//!
//! Many letters at once are the Merkle tree (RFC 6962) over their intents: its root is the challenge,
//! and each letter keeps its [`Inclusion`]. A root is never mistaken for an intent, because the
//! hashes of trees begin with the bytes 0 and 1 and an intent with a `T`.

use base::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::merkle::{self, Hash};
use crate::{Challenge, Fault, Part, PasskeyError};

/// One document, one signer, one field, once, until a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent<'a> {
    /// SHA-256 of the exact file that is signed.
    pub document: [u8; 32],
    /// Who signs, as the caller names accounts.
    pub signer: &'a str,
    /// The signature field that is filled, and whatever else the caller says of place and manner.
    pub field: &'a str,
    /// Random, and never used again.
    pub nonce: [u8; 32],
    /// From this moment on it counts no more.
    pub expires: Instant,
}

const LABEL: &[u8] = b"TTE-niat-1";

/// How many letters may be signed by one assertion.
pub const MOST: usize = 50;

impl Intent<'_> {
    /// The challenge over all of it.
    pub fn challenge(&self) -> Challenge {
        let mut hash = Sha256::new().chain_update(LABEL);
        let expires = self.expires.millis().to_be_bytes();
        let parts =
            [&self.document, self.signer.as_bytes(), self.field.as_bytes(), &self.nonce, &expires];
        for part in parts {
            // No text of this house comes near four gigabytes; if one did, it would still be bound.
            let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
            hash.update(length.to_be_bytes());
            hash.update(part);
        }
        Challenge(hash.finalize().into())
    }

    pub fn is_over(&self, now: Instant) -> bool {
        now >= self.expires
    }
}

/// The intents that one assertion agrees to, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    leaves: Vec<Hash>,
}

impl Batch {
    /// # Errors
    /// [`Fault::Count`] for none or more than [`MOST`]; [`Fault::Duplicate`] when one stands twice.
    pub fn new(intents: &[Challenge]) -> Result<Self, PasskeyError> {
        let fault = |what| PasskeyError::new(what, Part::Intents);
        if !(1..=MOST).contains(&intents.len()) {
            return Err(fault(Fault::Count));
        }
        let twice = |(i, intent)| intents.iter().take(i).any(|earlier| earlier == intent);
        if intents.iter().enumerate().any(twice) {
            return Err(fault(Fault::Duplicate));
        }
        Ok(Self { leaves: intents.iter().map(|intent| merkle::leaf(&intent.0)).collect() })
    }

    /// The root of the tree.
    pub fn challenge(&self) -> Challenge {
        Challenge(merkle::root(&self.leaves))
    }

    /// That the intent at this place is among them; `None` when there is no such place.
    pub fn inclusion(&self, index: usize) -> Option<Inclusion> {
        let path = merkle::path(&self.leaves, index)?;
        Some(Inclusion { index, size: self.leaves.len(), path })
    }
}

/// Proves that an intent was among those of a batch. Kept with the letter's evidence, as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inclusion {
    /// The place of the intent, from zero.
    pub index: usize,
    /// How many there are.
    pub size: usize,
    /// The hashes beside the way up, in lower-case hexadecimal in JSON.
    #[serde(with = "hex_list")]
    pub path: Vec<Hash>,
}

impl Inclusion {
    /// Whether this intent was among those the challenge of a batch stands for.
    pub fn proves(&self, intent: &Challenge, batch: &Challenge) -> bool {
        let leaf = merkle::leaf(&intent.0);
        let root = merkle::climb(leaf, self.index, self.size, &self.path);
        self.size <= MOST && root == Some(batch.0)
    }
}

mod hex_list {
    //! Hashes as hexadecimal texts.

    use serde::{Deserialize, Deserializer, Serializer};

    use crate::merkle::Hash;

    pub fn serialize<S: Serializer>(hashes: &[Hash], to: S) -> Result<S::Ok, S::Error> {
        let hex = |hash: &Hash| hash.iter().map(|b| format!("{b:02x}")).collect::<String>();
        to.collect_seq(hashes.iter().map(hex))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Hash>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        let parsed = texts.iter().map(|text| hash(text)).collect::<Option<_>>();
        parsed.ok_or_else(|| serde::de::Error::custom("64 hexadecimal digits were expected"))
    }

    fn hash(text: &str) -> Option<Hash> {
        let digits = text.as_bytes();
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
        if digits.len() != 64 || text.bytes().any(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(*pair.first()?)? << 4 | digit(*pair.last()?)?;
        }
        Some(hash)
    }
}
