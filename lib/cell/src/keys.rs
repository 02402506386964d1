//! The keys of a cell: one signs what leaves it, one authenticates what comes back.

use std::fmt;

use base::Random;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Names a signing key: the first eight hexadecimal digits of the SHA-256 of its public half.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(String);

impl KeyId {
    pub fn of(key: &VerifyingKey) -> Self {
        let digest = Sha256::digest(key.as_bytes());
        Self::from_bytes([digest[0], digest[1], digest[2], digest[3]])
    }

    /// The id as it is written into a seal.
    pub fn from_bytes(bytes: [u8; 4]) -> Self {
        Self(bytes.iter().map(|b| format!("{b:02x}")).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The four bytes the digits stand for.
    pub fn bytes(&self) -> [u8; 4] {
        u32::from_str_radix(&self.0, 16).unwrap_or(0).to_be_bytes()
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An Ed25519 signature and the key that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub key: KeyId,
    pub bytes: [u8; 64],
}

/// The keys of one cell. Old signing keys stay, to verify what they signed.
pub struct Keys {
    current: SigningKey,
    older: Vec<VerifyingKey>,
    secret: Zeroizing<[u8; 32]>,
}

impl Keys {
    pub fn new(current: SigningKey, older: Vec<VerifyingKey>, secret: Zeroizing<[u8; 32]>) -> Self {
        Self { current, older, secret }
    }

    /// Keys that live in memory only, for tests and one-off commands.
    pub fn generate(random: &dyn Random) -> Self {
        let mut secret = Zeroizing::new([0; 32]);
        random.fill(&mut *secret);
        Self::new(new_signing_key(random), Vec::new(), secret)
    }

    /// The id of the key that signs now.
    pub fn current_id(&self) -> KeyId {
        KeyId::of(&self.current.verifying_key())
    }

    /// Signs with the current key (Ed25519, RFC 8032).
    pub fn sign(&self, message: &[u8]) -> Signature {
        let key = self.current_id();
        Signature { key, bytes: self.current.sign(message).to_bytes() }
    }

    /// Whether one of this cell's keys, current or older, made the signature over the message.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        let made = ed25519_dalek::Signature::from_bytes(&signature.bytes);
        self.verifying_keys()
            .filter(|key| KeyId::of(key) == signature.key)
            .any(|key| key.verify_strict(message, &made).is_ok())
    }

    /// The public halves, the current one first: what others need to verify offline.
    pub fn verifying_keys(&self) -> impl Iterator<Item = VerifyingKey> {
        std::iter::once(self.current.verifying_key()).chain(self.older.iter().copied())
    }

    /// A keyed digest (HMAC-SHA256). `purpose` keeps different uses of the secret apart.
    pub fn mac(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        self.hmac(purpose, message).finalize().into_bytes().into()
    }

    /// Whether `mac` is the keyed digest of the message; takes the same time either way.
    pub fn mac_matches(&self, purpose: &str, message: &[u8], mac: &[u8]) -> bool {
        self.mac(purpose, message).as_slice().ct_eq(mac).into()
    }

    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length (RFC 2104)")]
    fn hmac(&self, purpose: &str, message: &[u8]) -> Hmac<Sha256> {
        let mut hmac = Hmac::<Sha256>::new_from_slice(&*self.secret).expect("any length");
        for part in [purpose.as_bytes(), message] {
            hmac.update(&(part.len() as u64).to_be_bytes());
            hmac.update(part);
        }
        hmac
    }
}

pub(crate) fn new_signing_key(random: &dyn Random) -> SigningKey {
    let mut seed = Zeroizing::new([0; 32]);
    random.fill(&mut *seed);
    SigningKey::from_bytes(&seed)
}

/// Never shows key material.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({}, {} older)", KeyId::of(&self.current.verifying_key()), self.older.len())
    }
}
