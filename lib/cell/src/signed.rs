//! Facts that leave the cell under its signature, short enough for a QR code.
//!
//! Layout: version (1 byte), key id (4), the facts, Ed25519 signature over all of that (64), written
//! in base64url without padding. The version says what the facts are, so that a seal of one kind is
//! never read as another: 1 is a notice, 2 a receipt.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::{KeyId, Keys, Signature};

const HEAD: usize = 5;
const SIGNATURE: usize = 64;

/// What a sealed text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    pub version: u8,
    pub facts: Vec<u8>,
    /// Whether one of this cell's keys signed exactly this.
    pub genuine: bool,
}

/// Seals facts with the key that signs now.
pub fn write(keys: &Keys, version: u8, facts: &[u8]) -> String {
    let signer = keys.signer();
    let body = [&[version], &signer.id().bytes()[..], facts].concat();
    let signature = signer.sign(&body);
    BASE64_URL_SAFE_NO_PAD.encode([&body[..], &signature.bytes[..]].concat())
}

/// Takes a sealed text apart; `None` when it cannot be one.
pub fn read(keys: &Keys, text: &str) -> Option<Read> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    let (body, signature) = bytes.split_at_checked(bytes.len().checked_sub(SIGNATURE)?)?;
    let (head, facts) = body.split_at_checked(HEAD)?;
    let (version, key) = head.split_first()?;
    let key = KeyId::from_bytes(key.try_into().ok()?);
    let signature = Signature { key, bytes: signature.try_into().ok()? };
    let genuine = keys.verify(body, &signature);
    Some(Read { version: *version, facts: facts.to_vec(), genuine })
}
