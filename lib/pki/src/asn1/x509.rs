//! The outer form of certificates and lists of revoked ones (RFC 5280 §4.1, §5.1), bytes kept.

use const_oid::ObjectIdentifier;
use der::Sequence;
use der::asn1::{AnyRef, BitStringRef, IntRef, OctetStringRef};
use x509_cert::time::{Time, Validity};

use crate::asn1::Raw;

/// What certificates, lists and OCSP answers have in common: content, algorithm, signature.
#[derive(Debug, Clone, Sequence)]
pub(crate) struct Signed<'a> {
    pub content: Raw<'a>,
    pub algorithm: Raw<'a>,
    pub signature: BitStringRef<'a>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct TbsCertificate<'a> {
    #[asn1(context_specific = "0", default = "Default::default")]
    pub version: u8,
    pub serial: IntRef<'a>,
    pub signature: Raw<'a>,
    pub issuer: Raw<'a>,
    pub validity: Validity,
    pub subject: Raw<'a>,
    pub public_key: Raw<'a>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub issuer_id: Option<BitStringRef<'a>>,
    #[asn1(context_specific = "2", tag_mode = "IMPLICIT", optional = "true")]
    pub subject_id: Option<BitStringRef<'a>>,
    #[asn1(context_specific = "3", optional = "true")]
    pub extensions: Option<Vec<ExtensionRef<'a>>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct ExtensionRef<'a> {
    pub oid: ObjectIdentifier,
    #[asn1(default = "Default::default")]
    pub critical: bool,
    pub value: &'a OctetStringRef,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct TbsCertList<'a> {
    #[asn1(optional = "true")]
    pub version: Option<u8>,
    pub signature: Raw<'a>,
    pub issuer: Raw<'a>,
    pub this_update: Time,
    #[asn1(optional = "true")]
    pub next_update: Option<Time>,
    #[asn1(optional = "true")]
    pub revoked: Option<Vec<RevokedRef<'a>>>,
    #[asn1(context_specific = "0", optional = "true")]
    pub extensions: Option<Vec<ExtensionRef<'a>>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct RevokedRef<'a> {
    pub serial: IntRef<'a>,
    pub at: Time,
    #[asn1(optional = "true")]
    pub extensions: Option<Vec<ExtensionRef<'a>>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct PublicKeyInfo<'a> {
    pub algorithm: Raw<'a>,
    pub key: BitStringRef<'a>,
}

/// RSASSA-PSS-params (RFC 4055 §3.1).
#[derive(Debug, Clone, Sequence)]
pub(crate) struct PssParameters<'a> {
    #[asn1(context_specific = "0", optional = "true")]
    pub hash: Option<AnyRef<'a>>,
    #[asn1(context_specific = "1", optional = "true")]
    pub mask: Option<AnyRef<'a>>,
    #[asn1(context_specific = "2", optional = "true")]
    pub salt: Option<u16>,
    #[asn1(context_specific = "3", optional = "true")]
    pub trailer: Option<u8>,
}
