//! The one signer of signed data: who, with which algorithms, over which attributes.

use base::Instant;
use const_oid::ObjectIdentifier;
use der::asn1::OctetStringRef;
use der::{Decode as _, Tag, TagNumber};
use x509_cert::time::Time;

use super::attributes::{Attribute, SignedSet, attributes};
use super::reference::{CertificateRef, Reference};
use crate::algorithm::same_identifier;
use crate::asn1::cms::{AlgorithmProtection, IssuerAndSerial, SignerInfoRef};
use crate::asn1::{read, write};
use crate::{
    Certificate, CmsFault, DigestAlgorithm, Name, PkiError, SignatureAlgorithm, oid, time,
};

/// How a signature departs from a PAdES baseline one (EN 319 142-1 §6.3) without being false. Old and
/// foreign signatures are named by this, not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Departure {
    /// No reference to the certificate is signed: PKCS#7 as `adbe.pkcs7.detached` allows it.
    NoReference,
    /// The reference is by SHA-1.
    OldReference,
    /// A time of signing is signed, which the signer could set at will.
    SigningTime,
    /// The content is enclosed: `adbe.pkcs7.sha1`.
    Enclosed,
}

#[derive(Debug, Clone)]
pub(crate) struct SignerInfo {
    pub id: SignerId,
    pub digest: DigestAlgorithm,
    pub digest_identifier: Vec<u8>,
    pub algorithm: SignatureAlgorithm,
    pub signed: SignedSet,
    pub message_digest: Vec<u8>,
    pub references: Vec<CertificateRef>,
    pub signing_time: Option<Instant>,
    pub signature: Vec<u8>,
    pub unsigned: Vec<Attribute>,
}

/// How the signer's certificate is found among the enclosed ones.
#[derive(Debug, Clone)]
pub(crate) enum SignerId {
    IssuerAndSerial(Name, Vec<u8>),
    KeyId(Vec<u8>),
}

impl SignerId {
    fn read(info: &SignerInfoRef<'_>) -> Result<Self, PkiError> {
        let what = "the signer of signed data";
        let key_id = Tag::ContextSpecific { constructed: false, number: TagNumber(0) };
        let (id, version) = match info.signer.header().tag() {
            Tag::Sequence => {
                let id: IssuerAndSerial<'_> =
                    info.signer.decode_as().map_err(PkiError::der(what))?;
                let serial = id.serial.as_bytes().to_vec();
                (Self::IssuerAndSerial(Name::from_der(id.issuer.0)?, serial), 1)
            }
            tag if tag == key_id => (Self::KeyId(info.signer.value().to_vec()), 3),
            _ => return Err(PkiError::Rule { what, rule: "issuer and serial, or a key id" }),
        };
        if info.version != version {
            return Err(CmsFault::SignerVersion.into());
        }
        Ok(id)
    }

    pub fn names(&self, certificate: &Certificate) -> bool {
        match self {
            Self::IssuerAndSerial(issuer, serial) => {
                issuer == certificate.issuer() && serial == certificate.serial()
            }
            Self::KeyId(id) => certificate.subject_key_id() == Some(id),
        }
    }
}

impl SignerInfo {
    /// Reads it and checks all that can be checked without certificate and content.
    pub fn read(der: &[u8], content_type: ObjectIdentifier) -> Result<Self, PkiError> {
        let info: SignerInfoRef<'_> = read(der, "the signer of signed data")?;
        let id = SignerId::read(&info)?;
        let digest = DigestAlgorithm::from_identifier(info.digest.0)?;
        let algorithm = SignatureAlgorithm::from_cms(info.algorithm.0, digest)?;
        if algorithm.digest() != digest {
            return Err(CmsFault::OtherDigest.into());
        }
        let signed = info.signed.ok_or(CmsFault::NoSignedAttributes)?;
        let signed = SignedSet::read(signed)?;
        check_content_type(&signed, content_type)?;
        check_protection(&signed, &info)?;
        let unsigned = info.unsigned.map(attributes).transpose()?.unwrap_or_default();
        Ok(Self {
            id,
            digest,
            digest_identifier: info.digest.0.to_vec(),
            algorithm,
            message_digest: message_digest(&signed)?,
            references: CertificateRef::read_all(&signed)?,
            signing_time: signing_time(&signed)?,
            signed,
            signature: info.signature.as_bytes().to_vec(),
            unsigned,
        })
    }

    /// Which of the enclosed certificates is the signer's: named by the id, and by every reference.
    pub fn find<'c>(&self, enclosed: &'c [Certificate]) -> Result<&'c Certificate, PkiError> {
        let mut named = enclosed.iter().filter(|certificate| self.id.names(certificate)).peekable();
        named.peek().ok_or(CmsFault::SignerCertificate)?;
        let referred =
            named.find(|certificate| self.references.iter().all(|to| to.is_to(certificate)));
        referred.ok_or(PkiError::Cms(CmsFault::OtherCertificate))
    }

    pub fn reference(&self) -> Option<Reference> {
        self.references.first().map(|reference| reference.version)
    }
}

fn check_content_type(signed: &SignedSet, content_type: ObjectIdentifier) -> Result<(), PkiError> {
    let value = signed.get(oid::CONTENT_TYPE, "content-type")?;
    if value == write::oid(content_type) { Ok(()) } else { Err(CmsFault::ContentType.into()) }
}

fn message_digest(signed: &SignedSet) -> Result<Vec<u8>, PkiError> {
    let value = signed.get(oid::MESSAGE_DIGEST, "message-digest")?;
    let digest: &OctetStringRef = read(value, "message-digest")?;
    Ok(digest.as_bytes().to_vec())
}

fn signing_time(signed: &SignedSet) -> Result<Option<Instant>, PkiError> {
    let value = signed.find(oid::SIGNING_TIME, "signing-time")?;
    let read = |value| Time::from_der(value).map_err(PkiError::der("signing-time"));
    Ok(value.map(read).transpose()?.map(time::instant))
}

/// RFC 6211 §3: when the algorithms are signed too, they are those that are used.
fn check_protection(signed: &SignedSet, info: &SignerInfoRef<'_>) -> Result<(), PkiError> {
    let name = "algorithm-protection";
    let Some(value) = signed.find(oid::ALGORITHM_PROTECTION, name)? else { return Ok(()) };
    let protection: AlgorithmProtection<'_> = read(value, name)?;
    let signature = protection.signature.map(|content| write::sequence(&[content.0]));
    let same = same_identifier(protection.digest.0, info.digest.0)
        && protection.mac.is_none()
        && signature.is_some_and(|signature| same_identifier(&signature, info.algorithm.0));
    if same { Ok(()) } else { Err(CmsFault::AlgorithmProtection.into()) }
}
