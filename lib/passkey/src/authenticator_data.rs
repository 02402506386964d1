//! What the authenticator says (Level 3, §6.1):
//!
//! ```text
//! SHA-256 of the RP ID | flags | counter | [credential: AAGUID, length, id, key] | [extensions]
//!          32              1        4         16      2      …   CBOR                 CBOR
//! ```

use sha2::{Digest, Sha256};

use crate::cbor::Map;
use crate::response::CREDENTIAL_ID;
use crate::{Expected, Fault, Part, PasskeyError};

/// The byte of flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flags(pub u8);

impl Flags {
    /// UP: somebody touched it.
    pub fn is_user_present(self) -> bool {
        self.has(0x01)
    }

    /// UV: a finger, a face or a PIN was checked.
    pub fn is_user_verified(self) -> bool {
        self.has(0x04)
    }

    /// BE: may be copied to other devices of the person.
    pub fn is_backup_eligible(self) -> bool {
        self.has(0x08)
    }

    /// BS: lies with the maker of the phone as well.
    pub fn is_backed_up(self) -> bool {
        self.has(0x10)
    }

    fn has_credential(self) -> bool {
        self.has(0x40)
    }

    fn has_extensions(self) -> bool {
        self.has(0x80)
    }

    fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }
}

/// Taken apart; borrows what it was read from.
pub(crate) struct AuthenticatorData<'a> {
    relying_party: &'a [u8],
    pub flags: Flags,
    pub sign_count: u32,
    pub credential: Option<CredentialData<'a>>,
}

/// The credential that a registration made.
pub(crate) struct CredentialData<'a> {
    pub aaguid: [u8; 16],
    pub id: &'a [u8],
    /// The COSE key, exactly its bytes.
    pub key: &'a [u8],
}

impl<'a> AuthenticatorData<'a> {
    /// Extensions are read as far as their end is known: nobody here asks for one, but whatever
    /// follows the end of the data is refused.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, PasskeyError> {
        let mut rest = bytes;
        let relying_party = take(&mut rest, 32)?;
        let flags = Flags(u8::from_be_bytes(array(&mut rest)?));
        let sign_count = u32::from_be_bytes(array(&mut rest)?);
        let credential = match flags.has_credential() {
            true => Some(credential(&mut rest)?),
            false => None,
        };
        if flags.has_extensions() {
            Map::read(&mut rest, Part::AuthenticatorData)?;
        }
        match rest.is_empty() {
            true => Ok(Self { relying_party, flags, sign_count, credential }),
            false => Err(fault(Fault::Trailing)),
        }
    }

    /// §7.1 steps 14 to 17, §7.2 steps 16 to 19.
    pub fn check(&self, expected: &Expected<'_>) -> Result<(), PasskeyError> {
        let hash = Sha256::digest(expected.relying_party.id().as_bytes());
        if self.relying_party != &hash[..] {
            return Err(fault(Fault::RelyingParty));
        }
        if !self.flags.is_user_present() {
            return Err(fault(Fault::UserAbsent));
        }
        if expected.user_verification && !self.flags.is_user_verified() {
            return Err(fault(Fault::UserUnverified));
        }
        if self.flags.is_backed_up() && !self.flags.is_backup_eligible() {
            return Err(fault(Fault::Backup));
        }
        Ok(())
    }
}

fn credential<'a>(rest: &mut &'a [u8]) -> Result<CredentialData<'a>, PasskeyError> {
    let aaguid = array(rest)?;
    let length = usize::from(u16::from_be_bytes(array(rest)?));
    if !CREDENTIAL_ID.contains(&length) {
        return Err(PasskeyError::new(Fault::Length, Part::CredentialId));
    }
    let id = take(rest, length)?;
    let before = *rest;
    Map::read(rest, Part::PublicKey)?;
    let key = before.get(..before.len() - rest.len()).unwrap_or_default();
    Ok(CredentialData { aaguid, id, key })
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], PasskeyError> {
    let (taken, left) = rest.split_at_checked(length).ok_or_else(|| fault(Fault::Length))?;
    *rest = left;
    Ok(taken)
}

fn array<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], PasskeyError> {
    let (taken, left) = rest.split_first_chunk().ok_or_else(|| fault(Fault::Length))?;
    *rest = left;
    Ok(*taken)
}

fn fault(what: Fault) -> PasskeyError {
    PasskeyError::new(what, Part::AuthenticatorData)
}
