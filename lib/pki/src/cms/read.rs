//! Reading signed data strictly: DER, one signer, signed attributes, nothing that means two things.

use base::Instant;
use const_oid::ObjectIdentifier;
use der::Tag;
use der::asn1::AnyRef;

use super::attributes::time_stamps;
use super::reference::Reference;
use super::signer::{Departure, SignerInfo};
use crate::algorithm::same_identifier;
use crate::asn1::cms::{ContentInfo, SignedDataRef};
use crate::asn1::{RawSet, bytes, first, read, sequence_items};
use crate::{Certificate, CmsFault, DigestAlgorithm, PkiError, SignatureAlgorithm, oid};

const WHAT: &str = "signed data";

/// How many certificates, lists and answers may be enclosed.
const MOST_ENCLOSED: usize = 256;

/// CMS signed data with one signer. Reading it has checked its form; [`Self::verify_signature`] checks
/// what it says.
#[derive(Debug, Clone)]
pub struct SignedData {
    content_type: ObjectIdentifier,
    content: Option<Vec<u8>>,
    certificates: Vec<Certificate>,
    unreadable: usize,
    crls: Vec<Vec<u8>>,
    ocsp: Vec<Vec<u8>>,
    signer: SignerInfo,
}

/// The first DER element of `contents` when nothing but zeros follows it: `/Contents` of a PDF
/// signature without its padding.
pub fn without_padding(contents: &[u8]) -> Result<&[u8], PkiError> {
    let der = first(contents, WHAT)?;
    match contents.get(der.len()..) {
        Some(rest) if rest.iter().all(|byte| *byte == 0) => Ok(der),
        _ => Err(PkiError::TrailingBytes(WHAT)),
    }
}

impl SignedData {
    /// Reads a ContentInfo with SignedData, all of `der`.
    pub fn parse(der: &[u8]) -> Result<Self, PkiError> {
        let info: ContentInfo<'_> = read(der, WHAT)?;
        if info.content_type != oid::SIGNED_DATA {
            return Err(CmsFault::NotSignedData(info.content_type).into());
        }
        let data: SignedDataRef<'_> = info.content.decode_as().map_err(PkiError::der(WHAT))?;
        if !matches!(data.version, 1 | 3 | 4 | 5) {
            return Err(CmsFault::Version(data.version).into());
        }
        let signer = only_signer(data.signers, data.content.content_type)?;
        check_announced(data.digests, &signer)?;
        let mut parsed = Self {
            content_type: data.content.content_type,
            content: data.content.content.map(|content| content.as_bytes().to_vec()),
            certificates: Vec::new(),
            unreadable: 0,
            crls: Vec::new(),
            ocsp: Vec::new(),
            signer,
        };
        parsed.take_certificates(data.certificates)?;
        parsed.take_revocation(data.revocation)?;
        parsed.take_archival()?;
        parsed.signer.find(&parsed.certificates)?;
        Ok(parsed)
    }

    /// What kind of content is signed: id-data for a document.
    pub const fn content_type(&self) -> ObjectIdentifier {
        self.content_type
    }

    /// Whether the content is a document's (id-data), not a time-stamp or something else.
    pub fn is_data(&self) -> bool {
        self.content_type == oid::DATA
    }

    /// The enclosed content; none in a detached signature.
    pub fn content(&self) -> Option<&[u8]> {
        self.content.as_deref()
    }

    /// With which digest the content was digested.
    pub const fn digest_algorithm(&self) -> DigestAlgorithm {
        self.signer.digest
    }

    pub const fn signature_algorithm(&self) -> SignatureAlgorithm {
        self.signer.algorithm
    }

    /// The signature value: what a time-stamp covers.
    pub fn signature(&self) -> &[u8] {
        &self.signer.signature
    }

    /// The signer's certificate, which is always enclosed.
    pub fn signer_certificate(&self) -> Result<&Certificate, PkiError> {
        self.signer.find(&self.certificates)
    }

    /// All enclosed certificates, in their order. Nothing vouches for them yet.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// How many enclosed certificates could not be read; never the signer's.
    pub const fn unreadable_certificates(&self) -> usize {
        self.unreadable
    }

    /// Enclosed lists of revoked certificates, in DER, also those of Adobe's archival attribute.
    pub fn crls(&self) -> &[Vec<u8>] {
        &self.crls
    }

    /// Enclosed OCSP answers, in DER (OCSPResponse), also those of Adobe's archival attribute.
    pub fn ocsp_answers(&self) -> &[Vec<u8>] {
        &self.ocsp
    }

    /// Time-stamps over the signature value, in DER. They are unsigned: anybody can add one.
    pub fn signature_timestamps(&self) -> Vec<Vec<u8>> {
        time_stamps(&self.signer.unsigned)
    }

    /// The time the signer claims. No proof of anything.
    pub const fn signing_time(&self) -> Option<Instant> {
        self.signer.signing_time
    }

    /// How the signer's certificate is named among what is signed.
    pub fn reference(&self) -> Option<Reference> {
        self.signer.reference()
    }

    /// The kinds of signed attributes.
    pub fn signed_attributes(&self) -> Vec<ObjectIdentifier> {
        self.signer.signed.kinds().collect()
    }

    /// In what it differs from a PAdES baseline signature.
    pub fn departures(&self) -> Vec<Departure> {
        let mut departures = Vec::new();
        match self.reference() {
            None => departures.push(Departure::NoReference),
            Some(Reference::V1) => departures.push(Departure::OldReference),
            Some(Reference::V2) => {}
        }
        if self.signing_time().is_some() {
            departures.push(Departure::SigningTime);
        }
        if self.content.is_some() {
            departures.push(Departure::Enclosed);
        }
        departures
    }

    /// The signed digest of the content.
    pub fn message_digest(&self) -> &[u8] {
        &self.signer.message_digest
    }

    /// Checks that exactly this content was signed, by the key of [`Self::signer_certificate`].
    /// `content_digest` is made over the content with [`Self::digest_algorithm`].
    ///
    /// # Errors
    /// [`CmsFault::MessageDigest`] when the content is another one (said before anything else, also
    /// where the digest is weak), [`PkiError::Signature`] when the signature value is wrong,
    /// [`PkiError::Weak`], [`CmsFault::Detached`] when content is enclosed.
    pub fn verify_signature(&self, content_digest: &[u8]) -> Result<(), PkiError> {
        if self.content.is_some() {
            return Err(CmsFault::Detached.into());
        }
        self.verify_digest(content_digest)
    }

    /// Checks the enclosed content instead: a time-stamp, or `adbe.pkcs7.sha1`, whose content is the
    /// SHA-1 of the document.
    pub fn verify_enclosed(&self) -> Result<(), PkiError> {
        let content = self.content.as_ref().ok_or(CmsFault::Detached)?;
        self.verify_digest(&self.signer.digest.digest(&[content]))
    }

    fn verify_digest(&self, digest: &[u8]) -> Result<(), PkiError> {
        if self.signer.message_digest != digest {
            return Err(CmsFault::MessageDigest.into());
        }
        let key = self.signer_certificate()?.public_key()?;
        key.verify(self.signer.algorithm, &self.signer.signed.to_be_signed(), self.signature())
    }

    fn take_certificates(&mut self, set: Option<RawSet<'_>>) -> Result<(), PkiError> {
        for item in items(set)? {
            let any: AnyRef<'_> = read(item, WHAT)?;
            // The other choices of RFC 5652 §10.2.2 are attribute certificates.
            match Certificate::from_der(item) {
                Ok(certificate) if any.header().tag() == Tag::Sequence => {
                    self.certificates.push(certificate);
                }
                _ => self.unreadable += 1,
            }
        }
        Ok(())
    }

    /// RFC 5652 §10.2.1, RFC 5940 §3.
    fn take_revocation(&mut self, set: Option<RawSet<'_>>) -> Result<(), PkiError> {
        for item in items(set)? {
            let any: AnyRef<'_> = read(item, WHAT)?;
            if any.header().tag() == Tag::Sequence {
                self.crls.push(item.to_vec());
                continue;
            }
            let other = RawSet(any.value()).items().map_err(PkiError::der(WHAT))?;
            let ocsp = crate::asn1::write::oid(oid::OCSP_IN_CMS);
            if let [kind, answer] = other.as_slice()
                && *kind == ocsp.as_slice()
            {
                self.ocsp.push(answer.to_vec());
            }
        }
        Ok(())
    }

    /// RevocationInfoArchival (ISO 32000-1 §12.8.3.3.2), a signed attribute.
    fn take_archival(&mut self) -> Result<(), PkiError> {
        let name = "revocation-info-archival";
        let value = self.signer.signed.find(oid::REVOCATION_ARCHIVAL, name)?.map(<[u8]>::to_vec);
        let Some(value) = value else { return Ok(()) };
        for part in sequence_items(&value, name)? {
            let part: AnyRef<'_> = read(part, name)?;
            let kept = match bytes(part).first() {
                Some(0xa0) => &mut self.crls,
                Some(0xa1) => &mut self.ocsp,
                _ => continue,
            };
            let list = sequence_items(part.value(), name)?;
            kept.extend(list.into_iter().take(MOST_ENCLOSED).map(<[u8]>::to_vec));
        }
        Ok(())
    }
}

fn items(set: Option<RawSet<'_>>) -> Result<Vec<&[u8]>, PkiError> {
    let items = set.map(RawSet::items).transpose().map_err(PkiError::der(WHAT))?;
    let items = items.unwrap_or_default();
    if items.len() > MOST_ENCLOSED {
        return Err(PkiError::TooMany { what: WHAT, most: MOST_ENCLOSED });
    }
    Ok(items)
}

fn only_signer(
    signers: RawSet<'_>,
    content_type: ObjectIdentifier,
) -> Result<SignerInfo, PkiError> {
    match signers.items().map_err(PkiError::der(WHAT))?.as_slice() {
        [signer] => SignerInfo::read(signer, content_type),
        [] => Err(CmsFault::NoSigner.into()),
        several => Err(CmsFault::SeveralSigners(several.len()).into()),
    }
}

/// The digest of the signer is among those that stand in front (RFC 5652 §5.1).
fn check_announced(digests: RawSet<'_>, signer: &SignerInfo) -> Result<(), PkiError> {
    let announced = digests.items().map_err(PkiError::der(WHAT))?;
    let same = |identifier: &&[u8]| same_identifier(identifier, &signer.digest_identifier);
    if announced.iter().any(same) { Ok(()) } else { Err(CmsFault::DigestNotAnnounced.into()) }
}
