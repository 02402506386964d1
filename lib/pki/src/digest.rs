//! Digests, by their names in certificates and signatures.

use const_oid::ObjectIdentifier;
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use crate::algorithm::AlgorithmRef;
use crate::asn1::write;
use crate::{PkiError, Weakness, oid};

/// A digest that a signature may name. SHA-1 is known so that old documents can be told what is
/// wrong with them; nothing is ever signed or believed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DigestAlgorithm {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl DigestAlgorithm {
    /// The digest of `parts` as if they were one.
    pub fn digest<P: AsRef<[u8]>>(self, parts: &[P]) -> Vec<u8> {
        match self {
            Self::Sha1 => run::<Sha1, P>(parts),
            Self::Sha256 => run::<Sha256, P>(parts),
            Self::Sha384 => run::<Sha384, P>(parts),
            Self::Sha512 => run::<Sha512, P>(parts),
        }
    }

    /// How many bytes a digest has.
    pub const fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// As people write it: `SHA-256`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// Why nothing may be believed that rests on it; none for a good one.
    pub const fn weakness(self) -> Option<Weakness> {
        match self {
            Self::Sha1 => Some(Weakness::Sha1),
            Self::Sha256 | Self::Sha384 | Self::Sha512 => None,
        }
    }

    pub(crate) fn strong(self) -> Result<Self, PkiError> {
        self.weakness().map_or(Ok(self), |weakness| Err(PkiError::Weak(weakness)))
    }

    pub(crate) fn from_oid(id: ObjectIdentifier) -> Result<Self, PkiError> {
        match id {
            oid::SHA1 => Ok(Self::Sha1),
            oid::SHA256 => Ok(Self::Sha256),
            oid::SHA384 => Ok(Self::Sha384),
            oid::SHA512 => Ok(Self::Sha512),
            oid::MD5 => Err(PkiError::Weak(Weakness::Md5)),
            other => Err(PkiError::UnknownAlgorithm(other)),
        }
    }

    /// Reads an AlgorithmIdentifier; parameters are absent or NULL (RFC 5754 §2).
    pub(crate) fn from_identifier(identifier: &[u8]) -> Result<Self, PkiError> {
        let algorithm = AlgorithmRef::read(identifier)?;
        let digest = Self::from_oid(algorithm.oid)?;
        algorithm.parameters_absent_or_null()?;
        Ok(digest)
    }

    pub(crate) const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha1 => oid::SHA1,
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
            Self::Sha512 => oid::SHA512,
        }
    }

    /// The AlgorithmIdentifier, parameters absent.
    pub(crate) fn identifier(self) -> Vec<u8> {
        write::sequence(&[write::oid(self.oid())])
    }
}

fn run<D: sha2::Digest, P: AsRef<[u8]>>(parts: &[P]) -> Vec<u8> {
    let mut digest = D::new();
    for part in parts {
        digest.update(part.as_ref());
    }
    digest.finalize().to_vec()
}
