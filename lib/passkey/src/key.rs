//! The public key of a credential, as a COSE key (RFC 9052 §7, RFC 9053, RFC 8230).

use ed25519_dalek::VerifyingKey as Ed25519Key;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature as EcdsaSignature, VerifyingKey as P256Key};
use sha2::{Digest, Sha256};

use crate::cbor::Map;
use crate::rsa::RsaKey;
use crate::{Fault, Part, PasskeyError};

/// The algorithms that are asked for, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256: nearly every phone.
    Es256,
    /// Ed25519.
    EdDsa,
    /// RSASSA-PKCS1-v1_5 with SHA-256: Windows Hello on older machines.
    Rs256,
}

impl Algorithm {
    pub const ALL: [Self; 3] = [Self::Es256, Self::EdDsa, Self::Rs256];

    /// The number in IANA's registry of COSE algorithms.
    pub fn cose(self) -> i64 {
        match self {
            Self::Es256 => -7,
            Self::EdDsa => -8,
            Self::Rs256 => -257,
        }
    }
}

/// A public key that can verify: on its curve, of enough bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    cose: Vec<u8>,
    numbers: Numbers,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Numbers {
    P256(P256Key),
    Ed25519(Ed25519Key),
    Rsa(RsaKey),
}

/// Labels of COSE keys.
const KEY_TYPE: i64 = 1;
const ALGORITHM: i64 = 3;
const CURVE: i64 = -1;
const X: i64 = -2;
const Y: i64 = -3;
const MODULUS: i64 = -1;
const EXPONENT: i64 = -2;

impl PublicKey {
    /// Reads the bytes of a COSE key. WebAuthn (§6.5.1.1) lets nothing optional stand in it, so that
    /// the number of its entries is known.
    ///
    /// # Errors
    /// [`Fault::Algorithm`] for another algorithm, [`Fault::Key`] for numbers that make no key,
    /// [`Fault::Cbor`], [`Fault::Duplicate`] or [`Fault::Trailing`] for bytes that are not one.
    pub fn from_cose(bytes: &[u8]) -> Result<Self, PasskeyError> {
        let map = Map::all(bytes, Part::PublicKey)?;
        let numbers = match (map.int_at(KEY_TYPE)?, map.int_at(ALGORITHM)?) {
            (2, -7) => Numbers::P256(p256_key(&map)?),
            (1, -8) => Numbers::Ed25519(ed25519_key(&map)?),
            (3, -257) => Numbers::Rsa(rsa_key(&map)?),
            _ => return Err(fault(Fault::Algorithm)),
        };
        Ok(Self { cose: bytes.to_vec(), numbers })
    }

    /// The bytes it was read from.
    pub fn as_cose(&self) -> &[u8] {
        &self.cose
    }

    pub fn algorithm(&self) -> Algorithm {
        match self.numbers {
            Numbers::P256(_) => Algorithm::Es256,
            Numbers::Ed25519(_) => Algorithm::EdDsa,
            Numbers::Rsa(_) => Algorithm::Rs256,
        }
    }

    /// SHA-256 over the bytes of the COSE key: names the key in a trail that must outlive it.
    pub fn thumbprint(&self) -> [u8; 32] {
        Sha256::digest(&self.cose).into()
    }

    /// # Errors
    /// [`Fault::Signature`], whatever is wrong with it.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), PasskeyError> {
        let holds = match &self.numbers {
            Numbers::P256(key) => EcdsaSignature::from_der(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
            Numbers::Ed25519(key) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok()),
            Numbers::Rsa(key) => key.verifies(message, signature),
        };
        match holds {
            true => Ok(()),
            false => Err(PasskeyError::new(Fault::Signature, Part::Signature)),
        }
    }
}

fn p256_key(map: &Map) -> Result<P256Key, PasskeyError> {
    has(map, 5)?;
    let (x, y) = (map.bytes_at(X)?, map.bytes_at(Y)?);
    if map.int_at(CURVE)? != 1 || x.len() != 32 || y.len() != 32 {
        return Err(fault(Fault::Key));
    }
    // Uncompressed (SEC 1 §2.3.3); a point off the curve is no key.
    let point = [&[4], x, y].concat();
    P256Key::from_sec1_bytes(&point).map_err(|_| fault(Fault::Key))
}

fn ed25519_key(map: &Map) -> Result<Ed25519Key, PasskeyError> {
    has(map, 4)?;
    let x: Option<&[u8; 32]> = map.bytes_at(X)?.try_into().ok();
    let key = x.filter(|_| map.int_at(CURVE) == Ok(6)).map(Ed25519Key::from_bytes);
    // Under a weak key one signature fits nearly every message.
    let sound = key.and_then(Result::ok).filter(|key| !key.is_weak());
    sound.ok_or_else(|| fault(Fault::Key))
}

fn rsa_key(map: &Map) -> Result<RsaKey, PasskeyError> {
    has(map, 4)?;
    let key = RsaKey::new(map.bytes_at(MODULUS)?, map.bytes_at(EXPONENT)?);
    key.ok_or_else(|| fault(Fault::Key))
}

fn has(map: &Map, entries: usize) -> Result<(), PasskeyError> {
    if map.len() == entries { Ok(()) } else { Err(fault(Fault::Cbor)) }
}

fn fault(what: Fault) -> PasskeyError {
    PasskeyError::new(what, Part::PublicKey)
}
