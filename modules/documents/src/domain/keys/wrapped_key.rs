//! A private key wrapped under a passphrase: Argon2id (RFC 9106) makes the key that encrypts,
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) encrypts the PKCS#8 and binds it to its owner.
//! Pure: chance is passed in.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use base::Random;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::Passphrase;

const FORM: &str = "tte1";
const DERIVATION: &str = "argon2id";
/// More than any machine of ours would spend: a text that asks for it is not ours.
const MOST_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 64;

/// What one try of a passphrase costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// 64 MiB, three passes: the second recommended option of RFC 9106 §4, on one lane.
    pub const STANDARD: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
}

/// Whose key it is, bound into the encryption: a wrapped key that was moved to another account, or
/// put beside another public key, does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner<'a> {
    /// The id of the account.
    pub account: &'a str,
    /// SHA-256 of the public key (SubjectPublicKeyInfo, DER).
    pub public_key: &'a [u8; 32],
}

/// Why a key cannot be wrapped or unwrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrapFault {
    /// Or the key is another's: the encryption does not tell which.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    #[error("the text is no wrapped key")]
    Malformed,
    #[error("the cost of the derivation is out of its range")]
    Cost,
}

/// A wrapped key. As text: `tte1$argon2id$m=65536,t=3,p=1$SALT$NONCE$HIDDEN`, the last three in
/// Base64 without padding.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedKey {
    cost: Cost,
    salt: [u8; 16],
    nonce: [u8; 24],
    hidden: Vec<u8>,
}

impl WrappedKey {
    /// Wraps a private key (PKCS#8, DER). Takes as long and as much memory as `cost` says.
    ///
    /// # Errors
    /// [`WrapFault::Cost`].
    pub fn wrap(
        pkcs8: &[u8],
        passphrase: &Passphrase,
        owner: Owner<'_>,
        cost: Cost,
        random: &dyn Random,
    ) -> Result<Self, WrapFault> {
        let (mut salt, mut nonce) = ([0; 16], [0; 24]);
        random.fill(&mut salt);
        random.fill(&mut nonce);
        let bound = bound_to(owner, cost);
        let message = Payload { msg: pkcs8, aad: &bound };
        let hidden = cipher(passphrase, &salt, cost)?.encrypt(&XNonce::from(nonce), message);
        Ok(Self { cost, salt, nonce, hidden: hidden.map_err(|_| WrapFault::Malformed)? })
    }

    /// The private key (PKCS#8, DER), for this owner.
    ///
    /// # Errors
    /// [`WrapFault::WrongPassphrase`] when passphrase or owner is another.
    pub fn unwrap(
        &self,
        passphrase: &Passphrase,
        owner: Owner<'_>,
    ) -> Result<Zeroizing<Vec<u8>>, WrapFault> {
        let bound = bound_to(owner, self.cost);
        let message = Payload { msg: &self.hidden, aad: &bound };
        let opened =
            cipher(passphrase, &self.salt, self.cost)?.decrypt(&XNonce::from(self.nonce), message);
        opened.map(Zeroizing::new).map_err(|_| WrapFault::WrongPassphrase)
    }

    /// Whether it was made with another cost than today's.
    pub fn is_outdated(&self, cost: Cost) -> bool {
        self.cost != cost
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// [`WrapFault::Malformed`].
    pub fn parse(text: &str) -> Result<Self, WrapFault> {
        let parts: Vec<&str> = text.split('$').collect();
        let [FORM, DERIVATION, cost, salt, nonce, hidden] = parts[..] else {
            return Err(WrapFault::Malformed);
        };
        let read = Self {
            cost: Cost::parse(cost).ok_or(WrapFault::Malformed)?,
            salt: decoded(salt)?.try_into().map_err(|_| WrapFault::Malformed)?,
            nonce: decoded(nonce)?.try_into().map_err(|_| WrapFault::Malformed)?,
            hidden: decoded(hidden)?,
        };
        // One key has one text.
        if read.to_string() == text { Ok(read) } else { Err(WrapFault::Malformed) }
    }
}

impl fmt::Display for WrappedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Cost { memory_kib, passes, lanes } = self.cost;
        let [salt, nonce, hidden] =
            [&self.salt[..], &self.nonce, &self.hidden].map(|bytes| BASE64.encode(bytes));
        write!(f, "{FORM}${DERIVATION}$m={memory_kib},t={passes},p={lanes}${salt}${nonce}${hidden}")
    }
}

/// Not even the wrapped form belongs into a log.
impl fmt::Debug for WrappedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WrappedKey({:?})", self.cost)
    }
}

impl Cost {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(',');
        let mut value = |name: &str| parts.next()?.strip_prefix(name)?.parse().ok();
        let cost = Self { memory_kib: value("m=")?, passes: value("t=")?, lanes: value("p=")? };
        let bearable = cost.memory_kib <= MOST_KIB && cost.passes <= MOST_PASSES;
        (bearable && parts.next().is_none()).then_some(cost)
    }
}

fn decoded(text: &str) -> Result<Vec<u8>, WrapFault> {
    BASE64.decode(text).map_err(|_| WrapFault::Malformed)
}

/// What the encryption is bound to, each part with its length before it.
fn bound_to(owner: Owner<'_>, cost: Cost) -> Vec<u8> {
    let numbers = [cost.memory_kib, cost.passes, cost.lanes].map(u32::to_be_bytes).concat();
    let parts: [&[u8]; 5] = [
        FORM.as_bytes(),
        owner.account.as_bytes(),
        owner.public_key,
        DERIVATION.as_bytes(),
        &numbers,
    ];
    let mut bound = Vec::new();
    for part in parts {
        bound.extend((part.len() as u64).to_be_bytes());
        bound.extend(part);
    }
    bound
}

fn cipher(
    passphrase: &Passphrase,
    salt: &[u8; 16],
    cost: Cost,
) -> Result<XChaCha20Poly1305, WrapFault> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32))
        .map_err(|_| WrapFault::Cost)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.expose(), salt, &mut *key)
        .map_err(|_| WrapFault::Cost)?;
    Ok(XChaCha20Poly1305::new(&(*key).into()))
}
