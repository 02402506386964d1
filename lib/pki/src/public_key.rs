//! Public keys as certificates carry them, and checking a signature with one.

use aws_lc_rs::signature as aws;
use aws_lc_rs::signature::{RsaPssSaltLength, VerificationAlgorithm};
use der::asn1::{AnyRef, UintRef};
use der::{Decode as _, SliceReader};

use crate::algorithm::AlgorithmRef;
use crate::asn1::x509::PublicKeyInfo;
use crate::asn1::{Raw, read};
use crate::{DigestAlgorithm, PkiError, SignatureAlgorithm, Weakness, oid};

/// A public key: the exact SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    info: Box<[u8]>,
    /// The content of the BIT STRING.
    bits: Box<[u8]>,
    kind: KeyKind,
}

/// What kind of key it is. A kind that is not listed cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// RSA; how many bits the modulus has. `pss_only` when the key says so (RFC 4055 §1.2).
    Rsa {
        bits: u32,
        pss_only: bool,
    },
    P256,
    P384,
    P521,
    Ed25519,
}

impl KeyKind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rsa { .. } => "RSA",
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Ed25519 => "Ed25519",
        }
    }
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo.
    pub fn from_der(info: &[u8]) -> Result<Self, PkiError> {
        let parts: PublicKeyInfo<'_> = read(info, "a public key")?;
        let rule = PkiError::Rule { what: "a public key", rule: "it has whole bytes" };
        let bits = parts.key.as_bytes().ok_or(rule)?;
        let kind = kind(&AlgorithmRef::read(parts.algorithm.0)?, bits)?;
        Ok(Self { info: info.into(), bits: bits.into(), kind })
    }

    /// The exact SubjectPublicKeyInfo.
    pub fn to_der(&self) -> &[u8] {
        &self.info
    }

    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// What key identifiers and OCSP hash: the key without its algorithm.
    pub(crate) fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// Checks that `signature` was made over `message` with the private half.
    ///
    /// # Errors
    /// [`PkiError::Weak`] for SHA-1, MD5 and RSA below 2048 bits, whatever the arithmetic says;
    /// [`PkiError::OtherKey`] when the algorithm is not one of this key;
    /// [`PkiError::Signature`] when it is simply wrong.
    pub fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), PkiError> {
        algorithm.digest().strong()?;
        if let KeyKind::Rsa { bits: bits @ ..2048, .. } = self.kind {
            return Err(PkiError::Weak(Weakness::Rsa(bits)));
        }
        let check = |with: &dyn VerificationAlgorithm| {
            with.verify_sig(&self.bits, message, signature).map_err(|_| PkiError::Signature)
        };
        match (algorithm, self.kind) {
            (SignatureAlgorithm::RsaPkcs1(digest), KeyKind::Rsa { pss_only: false, .. }) => {
                check(pkcs1(digest)?)
            }
            (SignatureAlgorithm::RsaPss { digest, salt }, KeyKind::Rsa { .. }) => {
                check(&pss(digest)?.with_pss_salt_length(RsaPssSaltLength::Custom(salt)))
            }
            (SignatureAlgorithm::Ed25519, KeyKind::Ed25519) => check(&aws::ED25519),
            (SignatureAlgorithm::Ecdsa(digest), kind) => check(ecdsa(digest, kind)?),
            (algorithm, kind) => Err(other_key(algorithm, kind)),
        }
    }
}

pub(crate) const fn other_key(algorithm: SignatureAlgorithm, kind: KeyKind) -> PkiError {
    PkiError::OtherKey { algorithm: algorithm.name(), key: kind.name() }
}

fn pkcs1(digest: DigestAlgorithm) -> Result<&'static aws::RsaParameters, PkiError> {
    match digest {
        DigestAlgorithm::Sha1 => Err(PkiError::Weak(Weakness::Sha1)),
        DigestAlgorithm::Sha256 => Ok(&aws::RSA_PKCS1_2048_8192_SHA256),
        DigestAlgorithm::Sha384 => Ok(&aws::RSA_PKCS1_2048_8192_SHA384),
        DigestAlgorithm::Sha512 => Ok(&aws::RSA_PKCS1_2048_8192_SHA512),
    }
}

const fn pss(digest: DigestAlgorithm) -> Result<aws::RsaParameters, PkiError> {
    match digest {
        DigestAlgorithm::Sha1 => Err(PkiError::Weak(Weakness::Sha1)),
        DigestAlgorithm::Sha256 => Ok(aws::RSA_PSS_2048_8192_SHA256),
        DigestAlgorithm::Sha384 => Ok(aws::RSA_PSS_2048_8192_SHA384),
        DigestAlgorithm::Sha512 => Ok(aws::RSA_PSS_2048_8192_SHA512),
    }
}

fn ecdsa(
    digest: DigestAlgorithm,
    kind: KeyKind,
) -> Result<&'static dyn VerificationAlgorithm, PkiError> {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    match (kind, digest) {
        (KeyKind::P256, Sha256) => Ok(&aws::ECDSA_P256_SHA256_ASN1),
        (KeyKind::P256, Sha384) => Ok(&aws::ECDSA_P256_SHA384_ASN1),
        (KeyKind::P256, Sha512) => Ok(&aws::ECDSA_P256_SHA512_ASN1),
        (KeyKind::P384, Sha256) => Ok(&aws::ECDSA_P384_SHA256_ASN1),
        (KeyKind::P384, Sha384) => Ok(&aws::ECDSA_P384_SHA384_ASN1),
        (KeyKind::P384, Sha512) => Ok(&aws::ECDSA_P384_SHA512_ASN1),
        (KeyKind::P521, Sha256) => Ok(&aws::ECDSA_P521_SHA256_ASN1),
        (KeyKind::P521, Sha384) => Ok(&aws::ECDSA_P521_SHA384_ASN1),
        (KeyKind::P521, Sha512) => Ok(&aws::ECDSA_P521_SHA512_ASN1),
        _ => Err(other_key(SignatureAlgorithm::Ecdsa(digest), kind)),
    }
}

fn kind(algorithm: &AlgorithmRef<'_>, bits: &[u8]) -> Result<KeyKind, PkiError> {
    match algorithm.oid {
        oid::RSA => {
            algorithm.parameters_absent_or_null()?;
            Ok(KeyKind::Rsa { bits: modulus_bits(bits)?, pss_only: false })
        }
        // RFC 4055 §1.2: parameters restrict the key. Only an unrestricted one is understood.
        oid::RSA_PSS => {
            algorithm.parameters_absent()?;
            Ok(KeyKind::Rsa { bits: modulus_bits(bits)?, pss_only: true })
        }
        oid::EC => curve(algorithm),
        oid::ED25519 => algorithm.parameters_absent().map(|()| KeyKind::Ed25519),
        other => Err(PkiError::UnknownAlgorithm(other)),
    }
}

fn curve(algorithm: &AlgorithmRef<'_>) -> Result<KeyKind, PkiError> {
    let wrong = || PkiError::Parameters(algorithm.oid);
    let curve: der::asn1::ObjectIdentifier =
        algorithm.parameters.ok_or_else(wrong)?.decode_as().map_err(|_| wrong())?;
    match curve {
        oid::P256 => Ok(KeyKind::P256),
        oid::P384 => Ok(KeyKind::P384),
        oid::P521 => Ok(KeyKind::P521),
        other => Err(PkiError::UnknownAlgorithm(other)),
    }
}

/// RSAPublicKey (RFC 8017 §A.1.1): how many bits the modulus has.
fn modulus_bits(key: &[u8]) -> Result<u32, PkiError> {
    let what = "an RSA key";
    let key: AnyRef<'_> = read(key, what)?;
    let mut reader = SliceReader::new(key.value()).map_err(PkiError::der(what))?;
    let Raw(modulus) = Raw::decode(&mut reader).map_err(PkiError::der(what))?;
    let modulus: UintRef<'_> = read(modulus, what)?;
    let bytes = modulus.as_bytes();
    let leading = bytes.first().map_or(0, |byte| byte.leading_zeros());
    let rule = PkiError::Rule { what, rule: "its modulus has at most 16384 bits" };
    let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= 2_048).ok_or(rule)?;
    Ok((length * 8).saturating_sub(leading))
}
