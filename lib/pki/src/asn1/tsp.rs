//! Time-stamps (RFC 3161 §2.4).

use der::Sequence;
use der::asn1::{AnyRef, BitStringRef, IntRef, OctetStringRef};

use crate::asn1::Raw;
use crate::asn1::x509::ExtensionRef;

#[derive(Debug, Clone, Sequence)]
pub(crate) struct Imprint<'a> {
    pub digest: Raw<'a>,
    pub value: &'a OctetStringRef,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct RequestRef<'a> {
    pub version: u8,
    pub imprint: Imprint<'a>,
    #[asn1(optional = "true")]
    pub policy: Option<der::asn1::ObjectIdentifier>,
    #[asn1(optional = "true")]
    pub nonce: Option<IntRef<'a>>,
    #[asn1(default = "Default::default")]
    pub certificate: bool,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub extensions: Option<Vec<ExtensionRef<'a>>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct ResponseRef<'a> {
    pub status: StatusRef<'a>,
    #[asn1(optional = "true")]
    pub token: Option<AnyRef<'a>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct StatusRef<'a> {
    pub status: u8,
    #[asn1(optional = "true")]
    pub text: Option<Vec<AnyRef<'a>>>,
    #[asn1(optional = "true")]
    pub failure: Option<BitStringRef<'a>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct TstInfo<'a> {
    pub version: u8,
    pub policy: Raw<'a>,
    pub imprint: Imprint<'a>,
    pub serial: IntRef<'a>,
    pub time: AnyRef<'a>,
    #[asn1(optional = "true")]
    pub accuracy: Option<Accuracy<'a>>,
    #[asn1(default = "Default::default")]
    pub ordering: bool,
    #[asn1(optional = "true")]
    pub nonce: Option<IntRef<'a>>,
    #[asn1(context_specific = "0", optional = "true")]
    pub authority: Option<AnyRef<'a>>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub extensions: Option<Vec<ExtensionRef<'a>>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct Accuracy<'a> {
    #[asn1(optional = "true")]
    pub seconds: Option<u32>,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub millis: Option<IntRef<'a>>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub micros: Option<IntRef<'a>>,
}
