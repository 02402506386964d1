//! Private keys, and whoever else can sign: a token, a card, a remote service.

use aws_lc_rs::digest;
use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING,
    EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256,
    RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512,
    RsaEncoding, RsaKeyPair,
};
use der::pem::{self, LineEnding};
use zeroize::Zeroizing;

use crate::public_key::{KeyKind, other_key};
use crate::{DigestAlgorithm, PkiError, PublicKey, SignatureAlgorithm};

/// Somebody who signs bytes with a key that need not be here.
pub trait Signer: Send + Sync {
    /// How it signs.
    fn algorithm(&self) -> SignatureAlgorithm;

    /// The signature over `message`, not over its digest; ECDSA as a DER SEQUENCE of r and s (a
    /// token that answers r‖s: [`crate::ecdsa_to_der`]).
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, PkiError>;
}

/// What keys can be drawn here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewKey {
    Rsa2048,
    Rsa3072,
    Rsa4096,
    P256,
    P384,
}

/// A private key in memory. AWS-LC holds it and wipes its memory when it is dropped; what passes
/// through here in other forms is wiped as well. It is never printed.
pub struct PrivateKey {
    pair: Pair,
    public: PublicKey,
    algorithm: SignatureAlgorithm,
}

enum Pair {
    Rsa(Box<RsaKeyPair>),
    Ecdsa(Box<EcdsaKeyPair>),
    Ed25519(Box<Ed25519KeyPair>),
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PrivateKey").field("kind", &self.public.kind()).finish_non_exhaustive()
    }
}

impl PrivateKey {
    /// Draws a key. Chance is that of AWS-LC, which takes it from the operating system and cannot be
    /// given another source: the one thing here that does not repeat.
    pub fn generate(kind: NewKey) -> Result<Self, PkiError> {
        let rsa = |size| RsaKeyPair::generate(size).map(|key| Pair::Rsa(Box::new(key)));
        let ecdsa = |curve| EcdsaKeyPair::generate(curve).map(|key| Pair::Ecdsa(Box::new(key)));
        let pair = match kind {
            NewKey::Rsa2048 => rsa(KeySize::Rsa2048),
            NewKey::Rsa3072 => rsa(KeySize::Rsa3072),
            NewKey::Rsa4096 => rsa(KeySize::Rsa4096),
            NewKey::P256 => ecdsa(&ECDSA_P256_SHA256_ASN1_SIGNING),
            NewKey::P384 => ecdsa(&ECDSA_P384_SHA384_ASN1_SIGNING),
        };
        Self::new(pair.map_err(|_| PkiError::PrivateKey)?)
    }

    /// Reads PKCS#8 (RFC 5208, RFC 5958): RSA from 2048 bits, P-256, P-384, P-521, Ed25519.
    pub fn from_pkcs8_der(pkcs8: &[u8]) -> Result<Self, PkiError> {
        let rsa = || RsaKeyPair::from_pkcs8(pkcs8).ok().map(|key| Pair::Rsa(Box::new(key)));
        let ed25519 = || {
            let key = Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8).ok()?;
            Some(Pair::Ed25519(Box::new(key)))
        };
        let ecdsa = || ecdsa_pair(|curve| EcdsaKeyPair::from_pkcs8(curve, pkcs8).ok());
        let pair = rsa().or_else(ecdsa).or_else(ed25519);
        Self::new(pair.ok_or(PkiError::PrivateKey)?)
    }

    /// Reads PEM: `PRIVATE KEY` (PKCS#8), `RSA PRIVATE KEY` (PKCS#1), `EC PRIVATE KEY` (SEC 1). Keys
    /// under a passphrase are refused; what stands before the key is passed over.
    pub fn from_pem(text: &str) -> Result<Self, PkiError> {
        let not_pem = |_| PkiError::Pem("a private key");
        let text = text.get(text.find("-----BEGIN ").unwrap_or(0)..).unwrap_or_default();
        let text = skip_parameters(text);
        let (label, bytes) = pem::decode_vec(text.trim_start().as_bytes()).map_err(not_pem)?;
        let bytes = Zeroizing::new(bytes);
        match label {
            "PRIVATE KEY" => Self::from_pkcs8_der(&bytes),
            "RSA PRIVATE KEY" => {
                let key = RsaKeyPair::from_der(&bytes).map_err(|_| PkiError::PrivateKey)?;
                Self::new(Pair::Rsa(Box::new(key)))
            }
            "EC PRIVATE KEY" => {
                let read = |curve| EcdsaKeyPair::from_private_key_der(curve, &bytes).ok();
                Self::new(ecdsa_pair(read).ok_or(PkiError::PrivateKey)?)
            }
            _ => Err(PkiError::Pem("a private key")),
        }
    }

    /// The same key with another algorithm of its kind, such as PSS or SHA-512 for RSA.
    pub fn with_algorithm(self, algorithm: SignatureAlgorithm) -> Result<Self, PkiError> {
        let kind = self.public.kind();
        let fits = match (&self.pair, algorithm) {
            (Pair::Rsa(_), SignatureAlgorithm::RsaPss { digest, salt }) => {
                usize::from(salt) == digest.length() && rsa_encoding(algorithm).is_some()
            }
            (Pair::Rsa(_), SignatureAlgorithm::RsaPkcs1(_)) => rsa_encoding(algorithm).is_some(),
            // A curve goes with the digest of its strength (RFC 5480 §4).
            _ => algorithm == self.algorithm,
        };
        if fits { Ok(Self { algorithm, ..self }) } else { Err(other_key(algorithm, kind)) }
    }

    /// The public half.
    pub const fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// PKCS#8, wiped when dropped.
    pub fn to_pkcs8_der(&self) -> Result<Zeroizing<Vec<u8>>, PkiError> {
        let bytes = match &self.pair {
            Pair::Rsa(key) => key.as_der().map(|der| der.as_ref().to_vec()),
            Pair::Ecdsa(key) => key.to_pkcs8v1().map(|der| der.as_ref().to_vec()),
            Pair::Ed25519(key) => key.to_pkcs8v1().map(|der| der.as_ref().to_vec()),
        };
        bytes.map(Zeroizing::new).map_err(|_| PkiError::PrivateKey)
    }

    /// PKCS#8 as PEM, wiped when dropped.
    pub fn to_pkcs8_pem(&self) -> Result<Zeroizing<String>, PkiError> {
        let der = self.to_pkcs8_der()?;
        let pem = pem::encode_string("PRIVATE KEY", LineEnding::LF, &der);
        pem.map(Zeroizing::new).map_err(|_| PkiError::PrivateKey)
    }

    /// The signature over a digest that somebody else made, with the algorithm of this key: for a
    /// service that is sent digests. Whoever calls it answers for what was digested.
    ///
    /// # Errors
    /// [`PkiError::Signing`] for a digest of another length, and for Ed25519, which signs messages.
    pub fn sign_digest(&self, value: &[u8]) -> Result<Vec<u8>, PkiError> {
        let kind = match self.algorithm.digest() {
            DigestAlgorithm::Sha1 => return Err(PkiError::Signing),
            DigestAlgorithm::Sha256 => &digest::SHA256,
            DigestAlgorithm::Sha384 => &digest::SHA384,
            DigestAlgorithm::Sha512 => &digest::SHA512,
        };
        let failed = |_| PkiError::Signing;
        let value = digest::Digest::import_less_safe(value, kind).map_err(failed)?;
        match &self.pair {
            Pair::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                let encoding = rsa_encoding(self.algorithm).ok_or(PkiError::Signing)?;
                key.sign_digest(encoding, &value, &mut signature).map_err(failed)?;
                Ok(signature)
            }
            Pair::Ecdsa(key) => Ok(key.sign_digest(&value).map_err(failed)?.as_ref().to_vec()),
            Pair::Ed25519(_) => Err(PkiError::Signing),
        }
    }

    fn new(pair: Pair) -> Result<Self, PkiError> {
        let public = match &pair {
            Pair::Rsa(key) => key.public_key().as_der(),
            Pair::Ecdsa(key) => key.public_key().as_der(),
            Pair::Ed25519(key) => key.public_key().as_der(),
        };
        let public = public.map_err(|_| PkiError::PrivateKey)?;
        let public = PublicKey::from_der(public.as_ref())?;
        let algorithm = match public.kind() {
            KeyKind::Rsa { bits: 2048.., .. } => {
                SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256)
            }
            KeyKind::Rsa { .. } => return Err(PkiError::PrivateKey),
            KeyKind::P256 => SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256),
            KeyKind::P384 => SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384),
            KeyKind::P521 => SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha512),
            KeyKind::Ed25519 => SignatureAlgorithm::Ed25519,
        };
        Ok(Self { pair, public, algorithm })
    }
}

impl Signer for PrivateKey {
    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, PkiError> {
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                let encoding = rsa_encoding(self.algorithm).ok_or(PkiError::Signing)?;
                let signed = key.sign(encoding, &random, message, &mut signature);
                signed.map(|()| signature).map_err(|_| PkiError::Signing)
            }
            Pair::Ecdsa(key) => {
                let signed = key.sign(&random, message).map_err(|_| PkiError::Signing)?;
                Ok(signed.as_ref().to_vec())
            }
            Pair::Ed25519(key) => {
                let signed = key.try_sign(message).map_err(|_| PkiError::Signing)?;
                Ok(signed.as_ref().to_vec())
            }
        }
    }
}

fn ecdsa_pair(
    read: impl Fn(&'static EcdsaSigningAlgorithm) -> Option<EcdsaKeyPair>,
) -> Option<Pair> {
    let key = read(&ECDSA_P256_SHA256_ASN1_SIGNING)
        .or_else(|| read(&ECDSA_P384_SHA384_ASN1_SIGNING))
        .or_else(|| read(&ECDSA_P521_SHA512_ASN1_SIGNING))?;
    Some(Pair::Ecdsa(Box::new(key)))
}

fn rsa_encoding(algorithm: SignatureAlgorithm) -> Option<&'static dyn RsaEncoding> {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    match algorithm {
        SignatureAlgorithm::RsaPkcs1(Sha256) => Some(&RSA_PKCS1_SHA256),
        SignatureAlgorithm::RsaPkcs1(Sha384) => Some(&RSA_PKCS1_SHA384),
        SignatureAlgorithm::RsaPkcs1(Sha512) => Some(&RSA_PKCS1_SHA512),
        SignatureAlgorithm::RsaPss { digest: Sha256, .. } => Some(&RSA_PSS_SHA256),
        SignatureAlgorithm::RsaPss { digest: Sha384, .. } => Some(&RSA_PSS_SHA384),
        SignatureAlgorithm::RsaPss { digest: Sha512, .. } => Some(&RSA_PSS_SHA512),
        _ => None,
    }
}

/// `openssl ecparam -genkey` writes the curve into a block of its own before the key.
fn skip_parameters(text: &str) -> &str {
    const END: &str = "-----END EC PARAMETERS-----";
    match text.strip_prefix("-----BEGIN EC PARAMETERS-----").and_then(|_| text.find(END)) {
        Some(at) => text.get(at + END.len()..).unwrap_or_default(),
        None => text,
    }
}
