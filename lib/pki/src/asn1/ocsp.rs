//! Answers about one certificate (RFC 6960 §4.1, §4.2).

use const_oid::ObjectIdentifier;
use der::Sequence;
use der::asn1::{AnyRef, BitStringRef, IntRef, OctetStringRef};

use crate::asn1::Raw;
use crate::asn1::x509::ExtensionRef;

#[derive(Debug, Clone, Sequence)]
pub(crate) struct ResponseRef<'a> {
    pub status: AnyRef<'a>,
    #[asn1(context_specific = "0", optional = "true")]
    pub body: Option<BodyRef<'a>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct BodyRef<'a> {
    pub kind: ObjectIdentifier,
    pub content: &'a OctetStringRef,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct BasicRef<'a> {
    pub data: Raw<'a>,
    pub algorithm: Raw<'a>,
    pub signature: BitStringRef<'a>,
    #[asn1(context_specific = "0", optional = "true")]
    pub certificates: Option<Vec<Raw<'a>>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct DataRef<'a> {
    #[asn1(context_specific = "0", default = "Default::default")]
    pub version: u8,
    pub responder: AnyRef<'a>,
    pub produced_at: AnyRef<'a>,
    pub answers: Vec<SingleRef<'a>>,
    #[asn1(context_specific = "1", optional = "true")]
    pub extensions: Option<Vec<ExtensionRef<'a>>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct SingleRef<'a> {
    pub id: CertIdRef<'a>,
    pub status: AnyRef<'a>,
    pub this_update: AnyRef<'a>,
    #[asn1(context_specific = "0", optional = "true")]
    pub next_update: Option<AnyRef<'a>>,
    #[asn1(context_specific = "1", optional = "true")]
    pub extensions: Option<Vec<ExtensionRef<'a>>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct CertIdRef<'a> {
    pub digest: Raw<'a>,
    pub issuer_name: &'a OctetStringRef,
    pub issuer_key: &'a OctetStringRef,
    pub serial: IntRef<'a>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct RequestRef<'a> {
    pub tbs: TbsRequestRef<'a>,
    #[asn1(context_specific = "0", optional = "true")]
    pub signature: Option<AnyRef<'a>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct TbsRequestRef<'a> {
    #[asn1(context_specific = "0", default = "Default::default")]
    pub version: u8,
    #[asn1(context_specific = "1", optional = "true")]
    pub requestor: Option<AnyRef<'a>>,
    pub list: Vec<SingleRequestRef<'a>>,
    #[asn1(context_specific = "2", optional = "true")]
    pub extensions: Option<Vec<ExtensionRef<'a>>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct SingleRequestRef<'a> {
    pub id: CertIdRef<'a>,
    #[asn1(context_specific = "0", optional = "true")]
    pub extensions: Option<Vec<ExtensionRef<'a>>>,
}
