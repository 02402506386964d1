//! What is written into the log: a deed on a document, without a name.

use base::Instant;
use serde::{Deserialize, Serialize};

use crate::LogError;

/// What was done. The words are those of the published format and never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// A version was sent up for approval.
    Draf,
    /// Initialled.
    Paraf,
    /// Returned with a remark.
    Tolak,
    /// Signed.
    Ttd,
    /// Dispatched.
    Kirim,
    /// Received.
    Terima,
    /// Forwarded with an instruction.
    Disposisi,
    /// Withdrawn, cancelled or revoked.
    Cabut,
}

/// One entry. Personal data stands in it only as a commitment: whoever holds the salt can show who
/// it was, and when the salt is destroyed nobody can, while the tree stays whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// Version of this format: 1.
    pub v: u8,
    pub deed: Deed,
    /// The id of the document on its verification page.
    pub document: String,
    /// SHA-256 of the exact revision, in lower-case hexadecimal.
    pub sha256: String,
    /// HMAC-SHA256 of the account's id under a salt of its own, in hexadecimal.
    pub actor: String,
    /// In which capacity: the position's code and the basis (`definitif`, `plt`, `plh` …).
    pub role: String,
    /// When, in UTC.
    pub at: String,
}

impl Leaf {
    /// The instant of the deed in the form of the log.
    pub fn at(instant: Instant) -> String {
        instant.to_string()
    }

    /// The bytes that are hashed and published: JSON with the fields in the order of this type.
    pub fn bytes(&self) -> Vec<u8> {
        // Strings and a number always serialise.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads an entry, and refuses one that would be written in other bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, LogError> {
        let leaf: Self =
            serde_json::from_slice(bytes).map_err(|e| LogError::Leaf(e.to_string()))?;
        match leaf.bytes() == bytes && leaf.v == 1 {
            true => Ok(leaf),
            false => Err(LogError::Leaf("not in the one form of version 1".to_owned())),
        }
    }
}
