//! The signed reference to the signer's certificate, so that no other can be put in its place.

use der::asn1::{AnyRef, OctetStringRef};
use der::{Decode as _, Tag};
use x509_cert::ext::pkix::name::GeneralName;

use super::attributes::SignedSet;
use crate::asn1::cms::{CertificateId, IssuerSerial};
use crate::asn1::{read, sequence_items};
use crate::{Certificate, DigestAlgorithm, Name, PkiError, oid};

/// Which attribute names the certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// signing-certificate of RFC 2634: by SHA-1.
    V1,
    /// signing-certificate-v2 of RFC 5035.
    V2,
}

/// What a signed reference says of the certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CertificateRef {
    pub version: Reference,
    digest: DigestAlgorithm,
    hash: Vec<u8>,
    issuer: Option<(Option<Name>, Vec<u8>)>,
}

impl CertificateRef {
    /// All references that are signed: none, one, or one of each version.
    pub fn read_all(signed: &SignedSet) -> Result<Vec<Self>, PkiError> {
        let mut all = Vec::new();
        if let Some(value) = signed.find(oid::SIGNING_CERTIFICATE_V2, "signing-certificate-v2")? {
            all.push(Self::read(Reference::V2, value)?);
        }
        if let Some(value) = signed.find(oid::SIGNING_CERTIFICATE, "signing-certificate")? {
            all.push(Self::read(Reference::V1, value)?);
        }
        Ok(all)
    }

    /// The first certificate in the list is the signer's (RFC 5035 §4); further ones restrict the
    /// chain and are not looked at.
    fn read(version: Reference, value: &[u8]) -> Result<Self, PkiError> {
        let what = "a signed reference to a certificate";
        let rule = |rule| PkiError::Rule { what, rule };
        let list = *sequence_items(value, what)?.first().ok_or(rule("it lists certificates"))?;
        let id = *sequence_items(list, what)?.first().ok_or(rule("it lists one certificate"))?;
        let (digest, id) = match version {
            Reference::V1 => (DigestAlgorithm::Sha1, read(id, what)?),
            Reference::V2 => second_version(id)?,
        };
        let issuer = id.issuer.map(|issuer| issuer_of(&issuer)).transpose()?;
        Ok(Self { version, digest, hash: id.hash.as_bytes().to_vec(), issuer })
    }

    pub fn is_to(&self, certificate: &Certificate) -> bool {
        let issuer = self.issuer.as_ref().is_none_or(|(name, serial)| {
            name.as_ref().is_none_or(|name| name == certificate.issuer())
                && serial == certificate.serial()
        });
        issuer && self.hash == self.digest.digest(&[certificate.to_der()])
    }
}

/// ESSCertIDv2: as the first version, with a digest before it unless that is SHA-256.
fn second_version(id: &[u8]) -> Result<(DigestAlgorithm, CertificateId<'_>), PkiError> {
    let what = "a signed reference to a certificate";
    let items = sequence_items(id, what)?;
    let rule = || PkiError::Rule { what, rule: "digest, hash, issuer" };
    let first: AnyRef<'_> = read(items.first().ok_or_else(rule)?, what)?;
    let (digest, rest) = match (first.header().tag(), items.as_slice()) {
        (Tag::Sequence, [digest, rest @ ..]) => (DigestAlgorithm::from_identifier(digest)?, rest),
        (_, rest) => (DigestAlgorithm::Sha256, rest),
    };
    let (hash, issuer) = match rest {
        [hash] => (hash, None),
        [hash, issuer] => {
            (hash, Some(IssuerSerial::from_der(issuer).map_err(PkiError::der(what))?))
        }
        _ => return Err(rule()),
    };
    let hash = <&OctetStringRef>::from_der(hash).map_err(PkiError::der(what))?;
    Ok((digest, CertificateId { hash, issuer }))
}

fn issuer_of(issuer: &IssuerSerial<'_>) -> Result<(Option<Name>, Vec<u8>), PkiError> {
    let what = "a signed reference to a certificate";
    let names: Vec<GeneralName> = read(issuer.issuer.0, what)?;
    let name = match names.as_slice() {
        [GeneralName::DirectoryName(name)] => {
            let der = der::Encode::to_der(name).map_err(PkiError::der(what))?;
            Some(Name::from_der(&der)?)
        }
        _ => None,
    };
    Ok((name, issuer.serial.as_bytes().to_vec()))
}
