//! Signatures, and the secret of the symmetric ones.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;

use crate::Message;

/// A signature as bytes; on the wire base64.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature(pub(crate) Vec<u8>);

/// The signature is not the one the key makes. It says no more: whoever guesses learns nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature is wrong")]
pub struct WrongSignature;

/// The secret a partner and we share. It is forgotten when dropped and never printed.
#[derive(Clone)]
pub struct ClientSecret(Arc<Hmac<Sha512>>);

/// Why a text cannot be a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a client secret cannot be empty: anybody could sign with it")]
pub struct SecretError;

impl Signature {
    /// Reads base64 with its padding. What is none cannot be a right signature.
    pub fn parse(text: &str) -> Result<Self, WrongSignature> {
        let bytes = STANDARD.decode(text).map_err(|_| WrongSignature)?;
        if bytes.is_empty() { Err(WrongSignature) } else { Ok(Self(bytes)) }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl ClientSecret {
    /// A secret as the partner was given it; spaces count.
    pub fn new(secret: impl AsRef<[u8]>) -> Result<Self, SecretError> {
        let secret = secret.as_ref();
        if secret.is_empty() {
            return Err(SecretError);
        }
        Hmac::new_from_slice(secret).map(|mac| Self(Arc::new(mac))).map_err(|_| SecretError)
    }
}

impl Message {
    /// The symmetric signature, HMAC-SHA512.
    pub fn hmac(&self, secret: &ClientSecret) -> Signature {
        Signature(self.mac(secret).finalize().into_bytes().to_vec())
    }

    /// Compares in constant time.
    pub fn verify_hmac(
        &self,
        secret: &ClientSecret,
        signature: &Signature,
    ) -> Result<(), WrongSignature> {
        self.mac(secret).verify_slice(&signature.0).map_err(|_| WrongSignature)
    }

    fn mac(&self, secret: &ClientSecret) -> Hmac<Sha512> {
        Hmac::clone(&secret.0).chain_update(self.as_str())
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(&self.0))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({self})")
    }
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientSecret(****)")
    }
}
