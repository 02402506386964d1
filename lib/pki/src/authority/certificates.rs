//! Issuing certificates (RFC 5280 §4).

use base::{Instant, Random};

use super::profile::extension;
use super::{Authority, Locations, Profile, sign};
use crate::asn1::write;
use crate::{Certificate, DigestAlgorithm, Name, PkiError, PublicKey, Signer, oid};

/// A serial number: positive, at most 20 bytes as an INTEGER (RFC 5280 §4.1.2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serial(Vec<u8>);

impl Serial {
    /// 126 bits of chance: nobody can guess the next one, and two never meet.
    pub fn random(random: &dyn Random) -> Self {
        let mut bytes = [0_u8; 16];
        random.fill(&mut bytes);
        if let Some(first) = bytes.first_mut() {
            *first = (*first & 0x3f) | 0x40;
        }
        Self(bytes.to_vec())
    }

    /// These bytes, as a positive number: where it follows from something that was signed.
    pub fn exactly(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// A number that somebody counts.
    pub fn number(number: u64) -> Self {
        Self(number.to_be_bytes().to_vec())
    }

    pub(super) fn to_der(&self) -> Vec<u8> {
        write::unsigned(&self.0)
    }
}

/// Everything that goes into a certificate and is not the issuer's.
#[derive(Debug, Clone)]
pub struct CertificateRequest<'a> {
    pub subject: &'a Name,
    pub public_key: &'a PublicKey,
    pub serial: &'a Serial,
    /// First and last instant of validity, both included; parts of a second are cut off.
    pub validity: (Instant, Instant),
    pub profile: Profile,
    /// Where the issuer answers; a root has no use for it.
    pub locations: &'a Locations,
}

impl CertificateRequest<'_> {
    /// A certificate signed by the key it is about: a root.
    ///
    /// # Errors
    /// When `signer` has another key, or cannot sign.
    pub fn self_signed(&self, signer: &dyn Signer) -> Result<Certificate, PkiError> {
        let content = self.content(self.subject, None, signer);
        let certificate = issue(content, signer)?;
        certificate.verify_signed_by(self.public_key)?;
        Ok(certificate)
    }

    fn content(&self, issuer: &Name, above: Option<&Certificate>, signer: &dyn Signer) -> Vec<u8> {
        let (from, until) = self.validity;
        let mut extensions = self.profile.extensions();
        extensions.push(subject_key_id(self.public_key));
        extensions.extend(above.map(authority_key_id));
        extensions.extend(self.locations.extensions());
        write::sequence(&[
            write::explicit(0, &[write::small(2)]),
            self.serial.to_der(),
            signer.algorithm().to_der(),
            issuer.to_der().to_vec(),
            write::sequence(&[write::time(from), write::time(until)]),
            self.subject.to_der().to_vec(),
            self.public_key.to_der().to_vec(),
            write::explicit(3, &[write::sequence(&extensions)]),
        ])
    }
}

impl Authority<'_> {
    /// Issues a certificate.
    ///
    /// # Errors
    /// When the signer's key is not that of the authority's certificate, or cannot sign.
    pub fn issue(&self, request: &CertificateRequest<'_>) -> Result<Certificate, PkiError> {
        let issuer = self.certificate.subject();
        let content = request.content(issuer, Some(self.certificate), self.signer);
        let certificate = issue(content, self.signer)?;
        certificate.verify_signed_by(self.certificate.public_key()?)?;
        Ok(certificate)
    }
}

fn issue(content: Vec<u8>, signer: &dyn Signer) -> Result<Certificate, PkiError> {
    Certificate::from_der(&write::sequence(&sign(content, signer)?))
}

/// RFC 5280 §4.2.1.2, method (1): SHA-1 over the key's bits. It names a key and protects nothing.
fn key_id(key: &PublicKey) -> Vec<u8> {
    DigestAlgorithm::Sha1.digest(&[key.bits()])
}

fn subject_key_id(key: &PublicKey) -> Vec<u8> {
    extension(oid::SUBJECT_KEY_ID, false, &write::octets(&key_id(key)))
}

fn authority_key_id(issuer: &Certificate) -> Vec<u8> {
    let computed = || issuer.key_hash(DigestAlgorithm::Sha1);
    let id = issuer.subject_key_id().map_or_else(computed, <[u8]>::to_vec);
    let value = write::sequence(&[write::implicit(0, &id)]);
    extension(oid::AUTHORITY_KEY_ID, false, &value)
}
