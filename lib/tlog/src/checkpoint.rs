//! The signed head of the log (C2SP tlog-checkpoint, a C2SP signed-note).

use std::fmt;

use base64::prelude::{BASE64_STANDARD as STANDARD, Engine as _};
use ed25519_dalek::{Signature as Ed25519, VerifyingKey};
use sha2::{Digest, Sha256};
use signed_note::{Note, Signature};
use tlog_tiles::{checkpoint, tlog};

use crate::{Hash, LogError};

/// Signature type of an Ed25519 key in a note.
const ED25519: u8 = 1;

/// How large the log is and what its root is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Names the log, for example `kutaitimurkab.go.id/naskah`.
    pub origin: String,
    pub size: u64,
    pub root: Hash,
}

impl Checkpoint {
    /// Makes the note. `sign` signs the text with the key of the log (Ed25519, RFC 8032).
    pub fn sign(
        &self,
        key: &VerifyingKey,
        sign: impl FnOnce(&[u8]) -> [u8; 64],
    ) -> Result<Vec<u8>, LogError> {
        let verifier = VerifierKey::new(&self.origin, *key)?;
        let text = self.text()?;
        let made = Signature::new(verifier.name.clone(), verifier.id(), sign(&text).to_vec());
        let note = made.and_then(|signature| Note::new(&text, &[signature]));
        note.map(|note| note.to_bytes()).map_err(|_| LogError::Origin)
    }

    fn text(&self) -> Result<Vec<u8>, LogError> {
        let root = tlog::Hash(self.root);
        let made = checkpoint::Checkpoint::new(&self.origin, self.size, root, "");
        made.map(|made| made.to_bytes()).map_err(|_| LogError::Origin)
    }

    /// Reads a note and demands a signature by this key; those of others are of no interest.
    pub fn open(note: &[u8], key: &VerifierKey) -> Result<Self, LogError> {
        let note = Note::from_bytes(note).map_err(|_| LogError::Checkpoint("no signed note"))?;
        if !note_signatures(&note).any(|signature| key.made(note.text(), &signature)) {
            return Err(LogError::Checkpoint("not signed by this key"));
        }
        let text = checkpoint::Checkpoint::from_bytes(note.text())
            .map_err(|_| LogError::Checkpoint("not three lines: origin, size, root"))?;
        match text.origin() == key.name {
            true => Ok(Self {
                origin: text.origin().to_owned(),
                size: text.size(),
                root: text.hash().0,
            }),
            false => Err(LogError::Checkpoint("of another log")),
        }
    }
}

/// The signatures below a note's text.
fn note_signatures(note: &Note) -> impl Iterator<Item = Signature> {
    let whole = note.to_bytes();
    let below = whole.get(note.text().len()..).unwrap_or_default().to_vec();
    let lines: Vec<_> = below.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    lines.into_iter().filter_map(|line| Signature::from_bytes(&line).ok())
}

/// The public key of a log with its name, written `name+id+key` (C2SP signed-note).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: VerifyingKey,
}

impl VerifierKey {
    /// The name is the log's origin.
    pub fn new(name: &str, key: VerifyingKey) -> Result<Self, LogError> {
        match signed_note::is_key_name_valid(name) {
            true => Ok(Self { name: name.to_owned(), key }),
            false => Err(LogError::Origin),
        }
    }

    /// Reads `name+id+key`; the id must be that of name and key.
    pub fn parse(text: &str) -> Result<Self, LogError> {
        signed_note::StandardVerifier::new(text.trim()).map_err(|_| LogError::VerifierKey)?;
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(_), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(LogError::VerifierKey);
        };
        let bytes = STANDARD.decode(key).map_err(|_| LogError::VerifierKey)?;
        let raw: [u8; 32] = match bytes.split_first() {
            Some((&ED25519, raw)) => raw.try_into().map_err(|_| LogError::VerifierKey)?,
            _ => return Err(LogError::VerifierKey),
        };
        let key = VerifyingKey::from_bytes(&raw).map_err(|_| LogError::VerifierKey)?;
        Self::new(name, key)
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of SHA-256 over name, line end, type and key.
    pub fn id(&self) -> u32 {
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', ED25519])
            .chain_update(self.key.as_bytes())
            .finalize();
        u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
    }

    fn made(&self, text: &[u8], signature: &Signature) -> bool {
        signature.name() == self.name
            && signature.id() == self.id()
            && Ed25519::from_slice(signature.signature())
                .is_ok_and(|made| self.key.verify_strict(text, &made).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let typed = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{:08x}+{}", self.name, self.id(), STANDARD.encode(typed))
    }
}
