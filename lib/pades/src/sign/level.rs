//! Signatures of the baseline levels B-B, B-T, B-LT, B-LTA (EN 319 142-1 §6), in one step or two.

use pki::cms::{SignedAttributes, SignedData, without_padding};
use pki::timestamp::TimestampToken;
use pki::{Certificate, DigestAlgorithm, SignatureAlgorithm, Signer};

use crate::document::Document;
use crate::sign::dss::{Evidence, extend_dss};
use crate::sign::prepare::{Prepared, prepare_timestamp, prepare_within};
use crate::sign::request::{SignatureRequest, Warning};
use crate::write::WriteError;

/// Asks for a time-stamp over bytes with this digest; nothing when none is to be had. The caller
/// bounds how long that may take.
pub type Stamper<'s> = &'s mut dyn FnMut(DigestAlgorithm, &[u8]) -> Option<TimestampToken>;

/// Which level a signature has when it is made; the two above are reached later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// B-B: the signer's own word on when.
    Basic,
    /// B-T: a time-stamp proves that the signature existed.
    Timed,
}

/// A signed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub bytes: Vec<u8>,
    /// The field, by its full name.
    pub field: String,
    pub level: Level,
    pub warnings: Vec<Warning>,
}

/// Bytes of a CMS besides certificates and time-stamp: attributes, names, a value of RSA-8192.
const FRAME: usize = 2_048;
/// Bytes of a time-stamp with the chain of its authority.
const STAMP: usize = 8_192;

/// Signs a file at once, with a key at hand.
///
/// # Errors
/// See [`WriteError`]. A missing time-stamp is none: the signature is B-B then, with a warning.
pub fn sign(
    bytes: &[u8],
    request: &SignatureRequest<'_>,
    signer: &dyn Signer,
    certificate: &Certificate,
    chain: &[Certificate],
    stamper: Option<Stamper<'_>>,
) -> Result<Signed, WriteError> {
    let certificates: usize = chain.iter().map(|link| link.to_der().len()).sum();
    let stamp = if stamper.is_some() { STAMP } else { 0 };
    let room = certificate.to_der().len() + certificates + FRAME + stamp;
    let reserve = request.reserve.unwrap_or(room.next_multiple_of(256));
    if !certificate.is_valid_at(request.time) {
        return Err(WriteError::Validity);
    }
    let prepared = prepare_within(&Document::open(bytes)?, request, reserve)?;
    let pending = prepared.for_signer(signer.algorithm(), certificate, chain)?;
    let signature = signer.sign(&pending.to_be_signed())?;
    pending.finish(&signature, stamper)
}

/// A prepared file and what its signer is asked to sign: the second of three steps, for a signer
/// that is far away. Nothing in it is chance: it can be made again from the prepared file.
#[derive(Debug, Clone)]
pub struct Pending<'c> {
    prepared: Prepared,
    attributes: SignedAttributes,
    algorithm: SignatureAlgorithm,
    certificate: &'c Certificate,
    chain: &'c [Certificate],
}

impl Prepared {
    /// The digest of what is signed.
    pub fn digest(&self, algorithm: DigestAlgorithm) -> Vec<u8> {
        algorithm.digest(&self.covered())
    }

    /// Goes on for somebody who signs like this.
    ///
    /// # Errors
    /// `SeedValue` when the field insists on another digest.
    pub fn for_signer<'c>(
        self,
        algorithm: SignatureAlgorithm,
        certificate: &'c Certificate,
        chain: &'c [Certificate],
    ) -> Result<Pending<'c>, WriteError> {
        let digest = algorithm.digest();
        let plain = |name: &str| name.replace('-', "").to_ascii_uppercase();
        let is_named = |known: &String| plain(known) == plain(digest.name());
        if !self.digests.is_empty() && !self.digests.iter().any(is_named) {
            return Err(WriteError::SeedValue { field: self.field, what: "another digest" });
        }
        let attributes = SignedAttributes::new(digest, &self.digest(digest), certificate);
        Ok(Pending { prepared: self, attributes, algorithm, certificate, chain })
    }
}

impl Pending<'_> {
    /// What is signed: the signed attributes as a DER SET OF.
    pub fn to_be_signed(&self) -> Vec<u8> {
        self.attributes.to_be_signed()
    }

    /// Its digest, for a service that signs digests.
    pub fn to_be_signed_digest(&self) -> Vec<u8> {
        self.attributes.to_be_signed_digest()
    }

    /// Puts the signature in, with a time-stamp if there is one. A signature is dear (somebody was
    /// asked for it), so a stamp that is missing, wrong or too long only lowers the level.
    ///
    /// # Errors
    /// `Pki` when the value was not made by the certificate's key over these bytes.
    pub fn finish(
        self,
        signature: &[u8],
        stamper: Option<Stamper<'_>>,
    ) -> Result<Signed, WriteError> {
        let key = self.certificate.public_key()?;
        key.verify(self.algorithm, &self.to_be_signed(), signature)?;
        let wants_stamp = stamper.is_some();
        let mut cms = None;
        if let Some(token) = stamper.and_then(|stamper| self.stamp(signature, stamper)) {
            let stamped = self.cms(signature, Some(&token))?;
            cms = (stamped.len() <= self.prepared.reserve()).then_some(stamped);
        }
        let level = if cms.is_some() { Level::Timed } else { Level::Basic };
        let cms = cms.map_or_else(|| self.cms(signature, None), Ok)?;
        let (field, mut warnings) = (self.prepared.field.clone(), self.prepared.warnings.clone());
        if wants_stamp && level == Level::Basic {
            warnings.push(Warning::NoTimestamp);
        }
        Ok(Signed { bytes: self.prepared.finish(&cms)?, field, level, warnings })
    }

    /// A token over the signature value that really is one.
    fn stamp(&self, signature: &[u8], stamper: Stamper<'_>) -> Option<TimestampToken> {
        let digest = DigestAlgorithm::Sha256;
        let token = stamper(digest, &digest.digest(&[signature]))?;
        token.verify_over(&[signature]).is_ok().then_some(token)
    }

    fn cms(&self, signature: &[u8], token: Option<&TimestampToken>) -> Result<Vec<u8>, WriteError> {
        let token = token.map(TimestampToken::to_der);
        Ok(self.attributes.finish(signature, self.algorithm, self.chain, token)?)
    }
}

/// Adds what a verifier will need offline (B-LT): the certificates of every signature and
/// time-stamp in the file, and the evidence that is given. Nothing when all of it is there already.
///
/// # Errors
/// `Pki` when a signature in the file is no CMS, see [`extend_dss`] for the rest.
pub fn extend_lt(bytes: &[u8], evidence: &[Evidence]) -> Result<Option<Vec<u8>>, WriteError> {
    let document = Document::open(bytes)?;
    let mut all = enclosed(&document)?;
    all.extend_from_slice(evidence);
    extend_dss(&document, &all)
}

/// What stands inside the signatures themselves.
fn enclosed(document: &Document<'_>) -> Result<Vec<Evidence>, WriteError> {
    let Some(view) = document.newest() else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for found in view.signature_fields()? {
        let Some(contents) = found.signature.as_ref().and_then(|it| it.contents()) else {
            continue;
        };
        let field = Some(found.field.name.to_string());
        let mut evidence = Evidence { field, ..Evidence::default() };
        let data = SignedData::parse(without_padding(&contents.bytes())?)?;
        collect(&data, &mut evidence);
        for token in data.signature_timestamps() {
            collect(TimestampToken::from_der(&token)?.signed_data(), &mut evidence);
        }
        all.push(evidence);
    }
    Ok(all)
}

fn collect(data: &SignedData, evidence: &mut Evidence) {
    let certificates = data.certificates().iter().map(|known| known.to_der().to_vec());
    evidence.certificates.extend(certificates);
    evidence.crls.extend_from_slice(data.crls());
    evidence.ocsps.extend_from_slice(data.ocsp_answers());
}

/// Puts a document time-stamp over everything there is (B-LTA); to be repeated before the authority's
/// certificate expires.
///
/// # Errors
/// `NoTimestamp` when none is to be had, `Pki` when it is for other bytes.
pub fn extend_lta(bytes: &[u8], stamper: Stamper<'_>) -> Result<Vec<u8>, WriteError> {
    let document = Document::open(bytes)?;
    let prepared = prepare_timestamp(&document, None, SignatureRequest::RESERVE)?;
    let digest = DigestAlgorithm::Sha256;
    let token = stamper(digest, &prepared.digest(digest)).ok_or(WriteError::NoTimestamp)?;
    token.verify_over(&prepared.covered())?;
    prepared.finish(token.to_der())
}
