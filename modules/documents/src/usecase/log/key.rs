//! The key of the log, in the cabinet of the cell. It is made once, with the name of the log: a cell
//! that moves to another address keeps both, so that older copies go on.

use base::{Error, Kind, Result};
use cell::{Cell, cabinet};
use ed25519_dalek::{Signer, SigningKey};
use tlog::{Checkpoint, VerifierKey};
use zeroize::Zeroizing;

use super::damaged;

/// Where the log of a cell is published; also the second half of its name.
pub const PATH: &str = "/log/naskah";

const NAME: &str = "log.key";
const SEED: usize = 32;

/// The key with the name of the log.
pub(super) struct LogKey {
    key: SigningKey,
    pub verifier: VerifierKey,
}

impl LogKey {
    /// Signs a head of the log.
    pub fn sign(&self, checkpoint: &Checkpoint) -> Result<String> {
        let note =
            checkpoint.sign(&self.key.verifying_key(), |text| self.key.sign(text).to_bytes());
        let note = note.map_err(|e| unusable().caused_by(e))?;
        String::from_utf8(note).map_err(|e| unusable().caused_by(e))
    }
}

/// The key; `None` while the cell has none.
pub(super) fn find(cell: &Cell) -> Result<Option<LogKey>> {
    let Some(kept) = cabinet::get(cell, NAME)? else { return Ok(None) };
    let (seed, origin) = kept.split_first_chunk::<SEED>().ok_or_else(unusable)?;
    let origin = std::str::from_utf8(origin).map_err(|e| unusable().caused_by(e))?;
    let key = SigningKey::from_bytes(seed);
    let verifier = VerifierKey::new(origin, key.verifying_key());
    Ok(Some(LogKey { verifier: verifier.map_err(|e| unusable().caused_by(e))?, key }))
}

/// The key; a cell whose log is empty makes one.
///
/// # Errors
/// `documents/log-damaged` when the log has entries and its key is gone.
pub(super) fn find_or_make(cell: &Cell, size: i64) -> Result<LogKey> {
    if let Some(key) = find(cell)? {
        return Ok(key);
    }
    if size > 0 {
        return Err(damaged("key", size));
    }
    let mut kept = Zeroizing::new(vec![0; SEED]);
    cell.random().fill(&mut kept);
    kept.extend_from_slice(origin(cell).as_bytes());
    if let Err(error) = cabinet::put(cell, NAME, &kept)
        && error.code() != "cell/keys-exist"
    {
        return Err(error);
    }
    // Another program of the cell may have been faster: what lies there counts.
    find(cell)?.ok_or_else(unusable)
}

/// The public key of the log, written `name+id+key` (C2SP signed-note); `None` before the first
/// entry.
///
/// # Errors
/// `cell/secret-damaged`.
pub fn verifier_key(cell: &Cell) -> Result<Option<String>> {
    Ok(find(cell)?.map(|key| key.verifier.to_string()))
}

/// `<host>/naskah`.
fn origin(cell: &Cell) -> String {
    let address = cell.settings().public_url.as_str();
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    format!("{}/naskah", bare.split('/').next().unwrap_or(bare))
}

fn unusable() -> Error {
    Error::new(Kind::DataLoss, "cell/secret-damaged").with("name", NAME)
}
