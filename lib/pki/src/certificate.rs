//! Certificates: the exact bytes, and what they say.

use base::Instant;
use const_oid::ObjectIdentifier;
use std::sync::Arc;
use x509_cert::ext::pkix::NameConstraints;
use x509_cert::ext::pkix::name::GeneralName;

use crate::asn1::read;
use crate::asn1::x509::{Signed, TbsCertificate};
use crate::extensions::{Extensions, KeyUsage, Purposes};
use crate::{DigestAlgorithm, Name, PkiError, PublicKey, SignatureAlgorithm, oid, time};

const WHAT: &str = "a certificate";

/// An X.509 certificate (RFC 5280 §4). Cheap to clone; two are equal when their bytes are.
#[derive(Clone)]
pub struct Certificate(Arc<Inner>);

struct Inner {
    der: Vec<u8>,
    /// Length and place of what the issuer signed, inside `der`.
    tbs: std::ops::Range<usize>,
    algorithm: Vec<u8>,
    signature: Vec<u8>,
    version: u8,
    serial: Vec<u8>,
    subject: Name,
    issuer: Name,
    not_before: Instant,
    not_after: Instant,
    public_key: Result<PublicKey, PkiError>,
    public_key_bits: Vec<u8>,
    extensions: Extensions,
    known: Known,
}

/// Extensions decoded once, when the certificate is read.
struct Known {
    key_usage: Option<KeyUsage>,
    purposes: Option<Purposes>,
    ca: bool,
    path_length: Option<u8>,
    subject_key: Option<Vec<u8>>,
    authority_key: Option<Vec<u8>>,
    ocsp: Vec<String>,
    issuers: Vec<String>,
    crls: Vec<String>,
    policies: Vec<ObjectIdentifier>,
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.der == other.0.der
    }
}

impl Eq for Certificate {}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (subject, serial) = (self.subject(), self.serial_hex());
        f.debug_struct("Certificate").field("subject", subject).field("serial", &serial).finish()
    }
}

impl Certificate {
    /// Reads DER, all of it. A key of a kind that is not used here is no error before it is needed.
    pub fn from_der(der: &[u8]) -> Result<Self, PkiError> {
        let signed: Signed<'_> = read(der, WHAT)?;
        let tbs: TbsCertificate<'_> = read(signed.content.0, WHAT)?;
        let rule = |rule| PkiError::Rule { what: WHAT, rule };
        if tbs.signature != signed.algorithm {
            return Err(rule("the algorithm inside is that outside"));
        }
        if tbs.version > 2 || (tbs.extensions.is_some() && tbs.version != 2) {
            return Err(rule("extensions belong to version 3, and there is no later one"));
        }
        let signature = signed.signature.as_bytes().ok_or(rule("its signature has whole bytes"))?;
        let extensions = Extensions::read(tbs.extensions, WHAT)?;
        let info: crate::asn1::x509::PublicKeyInfo<'_> = read(tbs.public_key.0, WHAT)?;
        let start = der.len() - signed_length(&signed)?;
        Ok(Self(Arc::new(Inner {
            tbs: start..start + signed.content.0.len(),
            der: der.to_vec(),
            algorithm: signed.algorithm.0.to_vec(),
            signature: signature.to_vec(),
            version: tbs.version,
            serial: tbs.serial.as_bytes().to_vec(),
            subject: Name::from_der(tbs.subject.0)?,
            issuer: Name::from_der(tbs.issuer.0)?,
            not_before: time::instant(tbs.validity.not_before),
            not_after: time::instant(tbs.validity.not_after),
            public_key: PublicKey::from_der(tbs.public_key.0),
            public_key_bits: info.key.raw_bytes().to_vec(),
            known: Known::read(&extensions)?,
            extensions,
        })))
    }

    /// Its exact DER.
    pub fn to_der(&self) -> &[u8] {
        &self.0.der
    }

    pub fn subject(&self) -> &Name {
        &self.0.subject
    }

    pub fn issuer(&self) -> &Name {
        &self.0.issuer
    }

    /// Whom to show: the common name, else the organisation, else the whole subject.
    pub fn shown_name(&self) -> String {
        let subject = self.subject();
        let name = subject.common_name().or_else(|| subject.organisation());
        name.map_or_else(|| subject.to_string(), str::to_owned)
    }

    /// The bytes of the serial number, as the INTEGER has them.
    pub fn serial(&self) -> &[u8] {
        &self.0.serial
    }

    /// The serial number in lowercase hexadecimal, a leading zero byte left out.
    pub fn serial_hex(&self) -> String {
        let serial = self.serial();
        let digits = serial.strip_prefix(&[0]).filter(|rest| !rest.is_empty()).unwrap_or(serial);
        hex(digits)
    }

    /// Valid from here on, this instant included.
    pub fn not_before(&self) -> Instant {
        self.0.not_before
    }

    /// Valid up to here, this instant included (RFC 5280 §4.1.2.5).
    pub fn not_after(&self) -> Instant {
        self.0.not_after
    }

    /// Whether `at` lies in the validity. The last second counts to its end.
    pub fn is_valid_at(&self, at: Instant) -> bool {
        self.not_before() <= at && at < self.not_after().plus_seconds(1)
    }

    /// SHA-256 over the whole certificate.
    pub fn fingerprint(&self) -> [u8; 32] {
        let digest = DigestAlgorithm::Sha256.digest(&[self.to_der()]);
        digest.try_into().unwrap_or_default()
    }

    /// The fingerprint in lowercase hexadecimal.
    pub fn fingerprint_hex(&self) -> String {
        hex(&self.fingerprint())
    }

    /// # Errors
    /// When the key is of a kind that is not used here, or damaged.
    pub fn public_key(&self) -> Result<&PublicKey, PkiError> {
        self.0.public_key.as_ref().map_err(Clone::clone)
    }

    /// SHA-1 over the key's bits: how OCSP and many key identifiers name a key. No signature rests
    /// on it.
    pub fn key_hash(&self, digest: DigestAlgorithm) -> Vec<u8> {
        digest.digest(&[&self.0.public_key_bits])
    }

    pub fn key_usage(&self) -> Option<KeyUsage> {
        self.0.known.key_usage
    }

    pub fn purposes(&self) -> Option<&Purposes> {
        self.0.known.purposes.as_ref()
    }

    /// basicConstraints say that it is an authority's.
    pub fn is_ca(&self) -> bool {
        self.0.known.ca
    }

    /// How many authorities may stand between this one and a person.
    pub fn path_length(&self) -> Option<u8> {
        self.0.known.path_length
    }

    pub fn subject_key_id(&self) -> Option<&[u8]> {
        self.0.known.subject_key.as_deref()
    }

    pub fn authority_key_id(&self) -> Option<&[u8]> {
        self.0.known.authority_key.as_deref()
    }

    /// Where its status can be asked (RFC 6960).
    pub fn ocsp_urls(&self) -> &[String] {
        &self.0.known.ocsp
    }

    /// Where its issuer's certificate can be fetched.
    pub fn issuer_urls(&self) -> &[String] {
        &self.0.known.issuers
    }

    /// Where the list on which it would stand can be fetched.
    pub fn crl_urls(&self) -> &[String] {
        &self.0.known.crls
    }

    pub fn policies(&self) -> &[ObjectIdentifier] {
        &self.0.known.policies
    }

    /// A responder's certificate that is never asked about (RFC 6960 §4.2.2.2.1).
    pub fn has_ocsp_nocheck(&self) -> bool {
        self.0.extensions.has(oid::OCSP_NO_CHECK)
    }

    /// Its issuer says that nothing is ever revoked (RFC 9608 §2; not for authorities).
    pub fn has_no_revocation(&self) -> bool {
        self.0.extensions.has(oid::NO_REVOCATION) && !self.is_ca()
    }

    /// Subject and issuer are the same name.
    pub fn is_self_issued(&self) -> bool {
        self.subject() == self.issuer()
    }

    /// How its issuer signed it.
    pub fn signature_algorithm(&self) -> Result<SignatureAlgorithm, PkiError> {
        SignatureAlgorithm::from_der(&self.0.algorithm)
    }

    /// Checks the issuer's signature with the issuer's key, and nothing else: no name, no time.
    pub fn verify_signed_by(&self, key: &PublicKey) -> Result<(), PkiError> {
        let tbs = self.0.der.get(self.0.tbs.clone()).unwrap_or_default();
        key.verify(self.signature_algorithm()?, tbs, &self.0.signature)
    }

    /// Names and key identifiers do not speak against `issuer` as its issuer.
    pub(crate) fn may_be_issued_by(&self, issuer: &Self) -> bool {
        let ids = (self.authority_key_id(), issuer.subject_key_id());
        let other_key = matches!(ids, (Some(wanted), Some(has)) if wanted != has);
        self.issuer() == issuer.subject() && !other_key
    }

    pub(crate) fn version(&self) -> u8 {
        self.0.version
    }

    pub(crate) fn extensions(&self) -> &Extensions {
        &self.0.extensions
    }

    pub(crate) fn name_constraints(&self) -> Result<Option<NameConstraints>, PkiError> {
        self.0.extensions.name_constraints()
    }

    pub(crate) fn alternative_names(&self) -> Result<Vec<GeneralName>, PkiError> {
        self.0.extensions.alternative_names()
    }
}

impl Known {
    fn read(extensions: &Extensions) -> Result<Self, PkiError> {
        let basic = extensions.basic_constraints()?;
        Ok(Self {
            key_usage: extensions.key_usage()?,
            purposes: extensions.purposes()?,
            ca: basic.as_ref().is_some_and(|basic| basic.ca),
            path_length: basic.and_then(|basic| basic.path_len_constraint),
            subject_key: extensions.subject_key_id()?,
            authority_key: extensions.authority_key_id()?,
            ocsp: extensions.access(oid::ACCESS_OCSP)?,
            issuers: extensions.access(oid::ACCESS_ISSUERS)?,
            crls: extensions.crl_points()?,
            policies: extensions.policies()?,
        })
    }
}

/// How many bytes content, algorithm and signature take.
fn signed_length(signed: &Signed<'_>) -> Result<usize, PkiError> {
    use der::Encode as _;
    let signature = signed.signature.encoded_len().map_err(PkiError::der(WHAT))?;
    let signature = usize::try_from(signature).map_err(|_| PkiError::TrailingBytes(WHAT))?;
    Ok(signed.content.0.len() + signed.algorithm.0.len() + signature)
}

/// Lowercase hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
