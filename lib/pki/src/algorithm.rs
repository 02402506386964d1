//! Signature algorithms: their names, their parameters, and to which keys they belong.

use const_oid::ObjectIdentifier;
use der::asn1::AnyRef;
use der::{Decode as _, Sequence};

use crate::asn1::x509::PssParameters;
use crate::asn1::{bytes, read, write};
use crate::{DigestAlgorithm, PkiError, Weakness, oid};

/// How bytes are signed. The identifier, its parameters and the key must fit each other exactly;
/// nothing is guessed from the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    RsaPkcs1(DigestAlgorithm),
    /// RSASSA-PSS with MGF1 over the same digest (RFC 4055 §3.1); `salt` in bytes.
    RsaPss { digest: DigestAlgorithm, salt: u16 },
    /// ECDSA (RFC 5758 §3.2); values are a DER SEQUENCE of two numbers.
    Ecdsa(DigestAlgorithm),
    /// Ed25519 over the whole message (RFC 8410).
    Ed25519,
}

/// An AlgorithmIdentifier before anybody knows what it names.
#[derive(Debug, Clone, Copy, Sequence)]
pub(crate) struct AlgorithmRef<'a> {
    pub oid: ObjectIdentifier,
    #[asn1(optional = "true")]
    pub parameters: Option<AnyRef<'a>>,
}

impl<'a> AlgorithmRef<'a> {
    pub fn read(identifier: &'a [u8]) -> Result<Self, PkiError> {
        read(identifier, "an algorithm identifier")
    }

    pub fn parameters_absent(&self) -> Result<(), PkiError> {
        self.parameters.map_or(Ok(()), |_| Err(PkiError::Parameters(self.oid)))
    }

    pub fn parameters_absent_or_null(&self) -> Result<(), PkiError> {
        match self.parameters {
            None => Ok(()),
            Some(parameters) if parameters.is_null() => Ok(()),
            Some(_) => Err(PkiError::Parameters(self.oid)),
        }
    }
}

impl SignatureAlgorithm {
    /// The digest over which it signs. Ed25519 goes with SHA-512 in CMS (RFC 8419 §2.3).
    pub const fn digest(self) -> DigestAlgorithm {
        match self {
            Self::RsaPkcs1(digest) | Self::RsaPss { digest, .. } | Self::Ecdsa(digest) => digest,
            Self::Ed25519 => DigestAlgorithm::Sha512,
        }
    }

    /// As people write it: `RSA`, `RSASSA-PSS`, `ECDSA`, `Ed25519`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RsaPkcs1(_) => "RSA",
            Self::RsaPss { .. } => "RSASSA-PSS",
            Self::Ecdsa(_) => "ECDSA",
            Self::Ed25519 => "Ed25519",
        }
    }

    /// Reads the DER of an AlgorithmIdentifier as certificates, lists and OCSP answers carry it.
    pub fn from_der(identifier: &[u8]) -> Result<Self, PkiError> {
        use DigestAlgorithm::{Sha1, Sha256, Sha384, Sha512};
        let algorithm = AlgorithmRef::read(identifier)?;
        let rsa = |digest| algorithm.parameters_absent_or_null().map(|()| Self::RsaPkcs1(digest));
        let ecdsa = |digest| algorithm.parameters_absent().map(|()| Self::Ecdsa(digest));
        match algorithm.oid {
            oid::MD5_RSA => Err(PkiError::Weak(Weakness::Md5)),
            oid::SHA1_RSA => rsa(Sha1),
            oid::SHA256_RSA => rsa(Sha256),
            oid::SHA384_RSA => rsa(Sha384),
            oid::SHA512_RSA => rsa(Sha512),
            oid::ECDSA_SHA1 => ecdsa(Sha1),
            oid::ECDSA_SHA256 => ecdsa(Sha256),
            oid::ECDSA_SHA384 => ecdsa(Sha384),
            oid::ECDSA_SHA512 => ecdsa(Sha512),
            oid::ED25519 => algorithm.parameters_absent().map(|()| Self::Ed25519),
            oid::RSA_PSS => pss(&algorithm),
            other => Err(PkiError::UnknownAlgorithm(other)),
        }
    }

    /// As [`Self::from_der`], and `rsaEncryption` for PKCS#1 v1.5 with the digest that is named
    /// beside it, as CMS allows (RFC 3370 §3.2).
    pub fn from_cms(identifier: &[u8], digest: DigestAlgorithm) -> Result<Self, PkiError> {
        let algorithm = AlgorithmRef::read(identifier)?;
        if algorithm.oid == oid::RSA {
            algorithm.parameters_absent_or_null()?;
            return Ok(Self::RsaPkcs1(digest));
        }
        Self::from_der(identifier)
    }

    /// The DER of its AlgorithmIdentifier.
    pub fn to_der(self) -> Vec<u8> {
        use DigestAlgorithm::{Sha1, Sha256, Sha384, Sha512};
        let rsa = |id| write::sequence(&[write::oid(id), write::NULL.to_vec()]);
        let bare = |id| write::sequence(&[write::oid(id)]);
        match self {
            Self::RsaPkcs1(Sha1) => rsa(oid::SHA1_RSA),
            Self::RsaPkcs1(Sha256) => rsa(oid::SHA256_RSA),
            Self::RsaPkcs1(Sha384) => rsa(oid::SHA384_RSA),
            Self::RsaPkcs1(Sha512) => rsa(oid::SHA512_RSA),
            Self::Ecdsa(Sha1) => bare(oid::ECDSA_SHA1),
            Self::Ecdsa(Sha256) => bare(oid::ECDSA_SHA256),
            Self::Ecdsa(Sha384) => bare(oid::ECDSA_SHA384),
            Self::Ecdsa(Sha512) => bare(oid::ECDSA_SHA512),
            Self::Ed25519 => bare(oid::ED25519),
            Self::RsaPss { digest, salt } => pss_identifier(digest, salt),
        }
    }
}

/// RFC 4055 §3.1: what is absent means SHA-1 or a salt of 20 bytes.
fn pss(algorithm: &AlgorithmRef<'_>) -> Result<SignatureAlgorithm, PkiError> {
    let wrong = || PkiError::Parameters(algorithm.oid);
    let parameters = algorithm.parameters.ok_or_else(wrong)?;
    let parameters: PssParameters<'_> = parameters.decode_as().map_err(|_| wrong())?;
    let digest = match parameters.hash {
        None => DigestAlgorithm::Sha1,
        Some(identifier) => DigestAlgorithm::from_identifier(&bytes(identifier))?,
    };
    let mask = match parameters.mask {
        None => DigestAlgorithm::Sha1,
        Some(identifier) => mask_digest(&bytes(identifier))?,
    };
    if mask != digest || parameters.trailer.unwrap_or(1) != 1 {
        return Err(wrong());
    }
    Ok(SignatureAlgorithm::RsaPss { digest, salt: parameters.salt.unwrap_or(20) })
}

fn mask_digest(identifier: &[u8]) -> Result<DigestAlgorithm, PkiError> {
    let mask = AlgorithmRef::read(identifier)?;
    if mask.oid != oid::MGF1 {
        return Err(PkiError::UnknownAlgorithm(mask.oid));
    }
    let inner = mask.parameters.ok_or(PkiError::Parameters(mask.oid))?;
    DigestAlgorithm::from_identifier(&bytes(inner))
}

fn pss_identifier(digest: DigestAlgorithm, salt: u16) -> Vec<u8> {
    let hash = write::sequence(&[write::oid(digest.oid()), write::NULL.to_vec()]);
    let mask = write::sequence(&[write::oid(oid::MGF1), hash.clone()]);
    let parameters = write::sequence(&[
        write::explicit(0, &[hash]),
        write::explicit(1, &[mask]),
        write::explicit(2, &[write::unsigned(&salt.to_be_bytes())]),
    ]);
    write::sequence(&[write::oid(oid::RSA_PSS), parameters])
}

/// Whether two AlgorithmIdentifiers name the same, NULL and absent parameters being one.
pub(crate) fn same_identifier(one: &[u8], other: &[u8]) -> bool {
    let read = |identifier| AlgorithmRef::from_der(identifier).ok();
    let bare = |parameters: Option<AnyRef<'_>>| parameters.is_none_or(AnyRef::is_null);
    match (read(one), read(other)) {
        (Some(one), Some(other)) if one.oid == other.oid => {
            one.parameters == other.parameters || (bare(one.parameters) && bare(other.parameters))
        }
        _ => false,
    }
}
