//! Passkeys as their owner sees them.

use base::{Error, Id, Instant, Kind};
use passkey::{Fault, PasskeyError};

use crate::account::refused;

/// Marks the ids of stored passkeys: they name one in a list and are no secret.
#[derive(Debug)]
pub struct Passkey;

/// One of a person's passkeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyInfo {
    pub id: Id<Passkey>,
    /// What the person calls it.
    pub name: String,
    pub created_at: Instant,
    /// When it last agreed to something.
    pub used_at: Option<Instant>,
    /// Whether the maker of the phone may copy it to other devices of the person.
    pub is_synced: bool,
}

/// What a page needs to make a passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPasskey {
    /// The name that was given and found good.
    pub name: String,
    /// For `navigator.credentials.create`, as JSON.
    pub options: String,
    /// Until when the answer is taken.
    pub expires_at: Instant,
}

/// A person needs two or three; more are a sign of something else.
pub(crate) const MOST: usize = 10;

/// How long somebody may look for their key.
pub(crate) const CHALLENGE_SECONDS: i64 = 10 * 60;

/// 1 to 60 characters, none of them a control character.
pub(crate) fn checked_name(name: &str) -> Result<String, Error> {
    let name = name.trim();
    if (1..=60).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        Ok(name.to_owned())
    } else {
        Err(refused("identity/passkey-name", "device"))
    }
}

/// What a person is told when an answer was refused; the operator's log says what was wrong where.
pub(crate) fn explained(error: PasskeyError) -> Error {
    let code = match error.what {
        Fault::UserUnverified => "identity/passkey-unverified",
        Fault::Counter => "identity/passkey-copied",
        Fault::Origin | Fault::RelyingParty => "identity/passkey-elsewhere",
        _ => "identity/passkey-refused",
    };
    Error::new(Kind::Invalid, code).caused_by(error)
}
