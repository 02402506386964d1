//! The keys of a cell: one signs what leaves it, one authenticates what comes back.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use base::Random;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::cabinet::Cabinet;
use crate::keystore::{Mark, read_ring};

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

/// The keys of one cell. Old signing keys stay, to verify what they signed. Keys that were read
/// from a folder follow a rotation there: the pointer `current` is looked at before each use.
pub struct Keys {
    ring: RwLock<Arc<Ring>>,
    secret: Zeroizing<[u8; 32]>,
    folder: Option<PathBuf>,
    cabinet: Cabinet,
}

/// The signing keys at one moment.
pub(crate) struct Ring {
    pub(crate) current: SigningKey,
    pub(crate) older: Vec<VerifyingKey>,
    /// Of the pointer they were read by.
    pub(crate) mark: Option<Mark>,
}

/// The key that signs now; a rotation in between does not change it.
#[derive(Clone)]
pub struct Signer(Arc<Ring>);

impl Signer {
    /// For a message that names the key it is signed with.
    pub fn id(&self) -> KeyId {
        KeyId::of(&self.0.current.verifying_key())
    }

    /// Signs (Ed25519, RFC 8032).
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature { key: self.id(), bytes: self.0.current.sign(message).to_bytes() }
    }
}

impl Keys {
    pub fn new(current: SigningKey, older: Vec<VerifyingKey>, secret: Zeroizing<[u8; 32]>) -> Self {
        Self::of(Ring { current, older, mark: None }, secret, None)
    }

    pub(crate) fn of(ring: Ring, secret: Zeroizing<[u8; 32]>, folder: Option<PathBuf>) -> Self {
        let cabinet = Cabinet::new(folder.as_deref());
        Self { ring: RwLock::new(Arc::new(ring)), secret, folder, cabinet }
    }

    /// Keys that live in memory only, for tests and one-off commands.
    pub fn generate(random: &dyn Random) -> Self {
        let mut secret = Zeroizing::new([0; 32]);
        random.fill(&mut *secret);
        Self::new(new_signing_key(random), Vec::new(), secret)
    }

    /// The key that signs now.
    pub fn signer(&self) -> Signer {
        Signer(self.ring())
    }

    /// The id of the key that signs now.
    pub fn current_id(&self) -> KeyId {
        self.signer().id()
    }

    /// Signs with the current key.
    pub fn sign(&self, message: &[u8]) -> Signature {
        self.signer().sign(message)
    }

    /// Whether one of this cell's keys, current or older, made the signature over the message.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        let made = ed25519_dalek::Signature::from_bytes(&signature.bytes);
        self.verifying_keys()
            .filter(|key| KeyId::of(key) == signature.key)
            .any(|key| key.verify_strict(message, &made).is_ok())
    }

    /// The public halves, the current one first: what others need to verify offline.
    pub fn verifying_keys(&self) -> impl Iterator<Item = VerifyingKey> + use<> {
        let ring = self.ring();
        let current = ring.current.verifying_key();
        std::iter::once(current).chain((0..ring.older.len()).map(move |i| ring.older[i]))
    }

    pub(crate) fn cabinet(&self) -> &Cabinet {
        &self.cabinet
    }

    /// The keys in force. One look at the pointer's entry in its folder (a microsecond) tells
    /// whether somebody rotated; keys that cannot be read change nothing.
    fn ring(&self) -> Arc<Ring> {
        let held = Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner));
        let Some(folder) = &self.folder else { return held };
        let mark = Mark::of(folder);
        if mark.is_none() || mark == held.mark {
            return held;
        }
        let ring = Arc::new(read_ring(folder).unwrap_or_else(|error| {
            tracing::error!(%error, "the keys were changed and cannot be used; the older key signs");
            Ring { current: held.current.clone(), older: held.older.clone(), mark }
        }));
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&ring);
        ring
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
        write!(f, "Keys({}, {} older)", self.current_id(), self.verifying_keys().count() - 1)
    }
}
