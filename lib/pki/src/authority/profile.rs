//! What kinds of certificates there are, and the extensions of each.

use crate::asn1::write;
use crate::{ObjectIdentifier, oid};

/// Kinds of certificates (RFC 5280 §4.2, RFC 9336, RFC 3161 §2.3, RFC 6960 §4.2.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// An authority. `path_length` is how many authorities may stand below it.
    Authority { path_length: Option<u8> },
    /// A person who signs documents: nonRepudiation and digitalSignature, for documents.
    Person,
    /// An organisation that seals documents. Technically as a person's.
    Seal,
    /// A time-stamping authority's: for that alone, critically.
    TimeStamping,
    /// A responder for its issuer; it is never asked about itself.
    OcspResponder,
}

/// Where the issuer's answers are to be had; written into what it issues.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locations {
    pub ocsp: Option<String>,
    pub crl: Option<String>,
    /// The issuer's own certificate.
    pub issuer: Option<String>,
}

// Bits of keyUsage.
const DIGITAL_SIGNATURE: u8 = 0;
const NON_REPUDIATION: u8 = 1;
const KEY_CERT_SIGN: u8 = 5;
const CRL_SIGN: u8 = 6;

impl Profile {
    /// Extensions that depend on the kind alone.
    pub(super) fn extensions(self) -> Vec<Vec<u8>> {
        match self {
            Self::Authority { path_length } => vec![
                basic_constraints(path_length),
                key_usage(&[KEY_CERT_SIGN, CRL_SIGN, DIGITAL_SIGNATURE]),
            ],
            Self::Person | Self::Seal => vec![
                key_usage(&[DIGITAL_SIGNATURE, NON_REPUDIATION]),
                purposes(false, &[oid::DOCUMENT_SIGNING, oid::EMAIL_PROTECTION]),
            ],
            Self::TimeStamping => {
                vec![key_usage(&[DIGITAL_SIGNATURE]), purposes(true, &[oid::TIME_STAMPING])]
            }
            Self::OcspResponder => vec![
                key_usage(&[DIGITAL_SIGNATURE]),
                purposes(false, &[oid::OCSP_SIGNING]),
                extension(oid::OCSP_NO_CHECK, false, write::NULL),
            ],
        }
    }
}

impl Locations {
    pub(super) fn extensions(&self) -> Vec<Vec<u8>> {
        let access = |method, url: &Option<String>| {
            let url = url.as_ref()?;
            Some(write::sequence(&[write::oid(method), write::implicit(6, url.as_bytes())]))
        };
        let mut extensions = Vec::new();
        let list =
            [access(oid::ACCESS_OCSP, &self.ocsp), access(oid::ACCESS_ISSUERS, &self.issuer)];
        let list: Vec<Vec<u8>> = list.into_iter().flatten().collect();
        if !list.is_empty() {
            let value = write::sequence(&list);
            extensions.push(extension(oid::AUTHORITY_ACCESS, false, &value));
        }
        if let Some(url) = &self.crl {
            let name = write::explicit(0, &[write::implicit(6, url.as_bytes())]);
            let point = write::sequence(&[write::explicit(0, &[name])]);
            extensions.push(extension(oid::CRL_POINTS, false, &write::sequence(&[point])));
        }
        extensions
    }
}

/// One extension; DER leaves `critical` unsaid when it is not.
pub(super) fn extension(id: ObjectIdentifier, critical: bool, value: &[u8]) -> Vec<u8> {
    let mut parts = vec![write::oid(id)];
    parts.extend(critical.then(|| write::boolean(true)));
    parts.push(write::octets(value));
    write::sequence(&parts)
}

fn basic_constraints(path_length: Option<u8>) -> Vec<u8> {
    let mut parts = vec![write::boolean(true)];
    parts.extend(path_length.map(write::small));
    extension(oid::BASIC_CONSTRAINTS, true, &write::sequence(&parts))
}

fn key_usage(bits: &[u8]) -> Vec<u8> {
    extension(oid::KEY_USAGE, true, &write::named_bits(bits))
}

fn purposes(critical: bool, list: &[ObjectIdentifier]) -> Vec<u8> {
    let list: Vec<Vec<u8>> = list.iter().map(|purpose| write::oid(*purpose)).collect();
    extension(oid::EXTENDED_KEY_USAGE, critical, &write::sequence(&list))
}
