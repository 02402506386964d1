//! RSA keys in PEM, and the asymmetric signatures (RSASSA-PKCS1-v1_5 with SHA-256).

use std::fmt;
use std::sync::Arc;

use ring::rand::SystemRandom;
use ring::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
};
use spki::der::asn1::{SequenceRef, UintRef};
use spki::der::{Decode as _, Document, Reader as _, SecretDocument, SliceReader};
use spki::{ObjectIdentifier, SubjectPublicKeyInfoRef};

use crate::{Message, Signature, WrongSignature};

/// `rsaEncryption`, RFC 8017 appendix C.
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// Sizes that are accepted, in bits: smaller ones can be factored, larger ones only cost time.
const BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// The public key of a partner.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// `RSAPublicKey` of RFC 8017, without the envelope of the SPKI.
    der: Vec<u8>,
    bits: usize,
}

/// Our private key. It is never printed.
#[derive(Clone)]
pub struct PrivateKey(Arc<RsaKeyPair>);

/// Why a text is no key that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("this is no PEM file: it begins with -----BEGIN {expected}-----")]
    NotPem { expected: &'static str },
    #[error("{expected} is expected here, this is {found}; {}", hint(.found))]
    Label { found: String, expected: &'static str },
    #[error("the key cannot be read: it is damaged or not an RSA key")]
    NotRsa,
    #[error("an RSA key has {} to {} bits, this has {bits}", BITS.start(), BITS.end())]
    Size { bits: usize },
    /// As the cryptographic library says it.
    #[error("the private key cannot be used: {0}")]
    Rejected(String),
}

/// What to do with a file of another kind.
fn hint(label: &str) -> &'static str {
    match label {
        "RSA PUBLIC KEY" => "convert it: openssl rsa -RSAPublicKey_in -in FILE -pubout",
        "CERTIFICATE" => "take the key out of it: openssl x509 -in FILE -noout -pubkey",
        "RSA PRIVATE KEY" => "convert it: openssl pkcs8 -topk8 -nocrypt -in FILE",
        "ENCRYPTED PRIVATE KEY" => "take the password off: openssl pkcs8 -in FILE",
        "PRIVATE KEY" => "the public half of it: openssl pkey -in FILE -pubout",
        _ => "ask the partner for the right file",
    }
}

impl PublicKey {
    /// Reads a `PUBLIC KEY` (SPKI), as `openssl pkey -pubout` writes it.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        const LABEL: &str = "PUBLIC KEY";
        let (label, document) =
            Document::from_pem(pem.trim()).map_err(|_| KeyError::NotPem { expected: LABEL })?;
        check_label(label, LABEL)?;
        let info = SubjectPublicKeyInfoRef::from_der(document.as_bytes());
        let info = info.map_err(|_| KeyError::NotRsa)?;
        if info.algorithm.oid != RSA {
            return Err(KeyError::NotRsa);
        }
        let der = info.subject_public_key.as_bytes().ok_or(KeyError::NotRsa)?;
        let bits = modulus_bits(der).map_err(|_| KeyError::NotRsa)?;
        if !BITS.contains(&bits) {
            return Err(KeyError::Size { bits });
        }
        Ok(Self { der: der.to_vec(), bits })
    }

    /// Length of the modulus.
    pub fn bits(&self) -> usize {
        self.bits
    }
}

impl PrivateKey {
    /// Reads a `PRIVATE KEY` (PKCS#8), as `openssl genpkey` writes it.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        const LABEL: &str = "PRIVATE KEY";
        let (label, document) = SecretDocument::from_pem(pem.trim())
            .map_err(|_| KeyError::NotPem { expected: LABEL })?;
        check_label(label, LABEL)?;
        let pair = RsaKeyPair::from_pkcs8(document.as_bytes());
        let pair = pair.map_err(|rejected| KeyError::Rejected(rejected.to_string()))?;
        Ok(Self(Arc::new(pair)))
    }
}

fn check_label(found: &str, expected: &'static str) -> Result<(), KeyError> {
    if found == expected {
        return Ok(());
    }
    Err(KeyError::Label { found: found.to_owned(), expected })
}

/// `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }`
fn modulus_bits(der: &[u8]) -> spki::der::Result<usize> {
    let mut reader = SliceReader::new(<&SequenceRef>::from_der(der)?.as_bytes())?;
    let modulus: UintRef<'_> = reader.decode()?;
    let _exponent: UintRef<'_> = reader.decode()?;
    reader.finish()?;
    let bytes = modulus.as_bytes();
    let unused = bytes.first().map_or(0, |first| first.leading_zeros() as usize);
    Ok(bytes.len() * 8 - unused)
}

impl Message {
    /// The asymmetric signature. The same key and message give the same signature.
    pub fn sign(&self, key: &PrivateKey) -> Result<Signature, KeyError> {
        let mut signature = vec![0; key.0.public().modulus_len()];
        // This padding draws nothing at random; the library asks for a source since another one does.
        let random = SystemRandom::new();
        key.0
            .sign(&RSA_PKCS1_SHA256, &random, self.as_str().as_bytes(), &mut signature)
            .map_err(|error| KeyError::Rejected(error.to_string()))?;
        Ok(Signature(signature))
    }

    /// Whether the holder of the key signed this message.
    pub fn verify_rsa(&self, key: &PublicKey, signature: &Signature) -> Result<(), WrongSignature> {
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &key.der)
            .verify(self.as_str().as_bytes(), &signature.0)
            .map_err(|_| WrongSignature)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} bits)", self.bits)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(****)")
    }
}
