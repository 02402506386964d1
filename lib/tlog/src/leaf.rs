//! What is written into the log: a deed on a document, without a name.

use base::Instant;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

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
    /// Destroyed when its time was over, by a signed record.
    Musnah,
}

/// One entry. Personal data stands in it only as a commitment: whoever holds the salt can show who
/// it was, and when the salt is destroyed nobody can, while the tree stays whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// Version of this format: 1.
    pub v: u8,
    pub deed: Deed,
    /// Which document, as [`Leaf::document_of`] makes it of the secret part of its address.
    pub document: String,
    /// SHA-256 of the exact signed file, in lower-case hexadecimal. Of what is not signed yet, and of
    /// every document that came from outside: [`Leaf::withheld`].
    pub sha256: String,
    /// Who, as [`Leaf::actor_of`] makes it of their account and a salt that is used once.
    pub actor: String,
    /// In which capacity: the title of the position with its basis (`Plt.`, `Plh.` …); empty for
    /// whoever acted without one, [`Leaf::CLOSED`] where that is not public.
    pub role: String,
    /// When, in UTC.
    pub at: String,
}

impl Leaf {
    /// The capacity in which somebody acted on a document that is not public.
    pub const CLOSED: &str = "tertutup";

    /// The name of a document in the log: SHA-256 of a fixed word, a line end, and the secret part of
    /// its address (at least 128 bits of chance). Whoever has the address finds its entries; the log
    /// leads nobody to an address.
    pub fn document_of(secret: &str) -> String {
        hex(&Sha256::new().chain_update("pelangi/log/document\n").chain_update(secret).finalize())
    }

    /// HMAC-SHA256 of an account's id under a salt: without the salt it says nothing.
    pub fn actor_of(salt: &[u8], account: &str) -> String {
        sealed(salt, account)
    }

    /// The fingerprint (hexadecimal) of a text that could be guessed: HMAC-SHA256 of it under the
    /// secret part of the document's address.
    pub fn withheld(secret: &str, sha256: &str) -> String {
        sealed(secret.as_bytes(), sha256)
    }

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

fn sealed(key: &[u8], text: &str) -> String {
    // An HMAC takes a key of any length.
    let mac = Hmac::<Sha256>::new_from_slice(key).map(|mac| mac.chain_update(text));
    mac.map(|mac| hex(&mac.finalize().into_bytes())).unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
