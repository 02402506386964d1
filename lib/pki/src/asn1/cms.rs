//! Cryptographic Message Syntax (RFC 5652 §5) and signed references to certificates (RFC 5035).

use const_oid::ObjectIdentifier;
use der::Sequence;
use der::asn1::{AnyRef, IntRef, OctetStringRef};

use crate::asn1::{Raw, RawSet};

#[derive(Debug, Clone, Sequence)]
pub(crate) struct ContentInfo<'a> {
    pub content_type: ObjectIdentifier,
    #[asn1(context_specific = "0")]
    pub content: AnyRef<'a>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct SignedDataRef<'a> {
    pub version: u8,
    pub digests: RawSet<'a>,
    pub content: EncapsulatedContent<'a>,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub certificates: Option<RawSet<'a>>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub revocation: Option<RawSet<'a>>,
    pub signers: RawSet<'a>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct EncapsulatedContent<'a> {
    pub content_type: ObjectIdentifier,
    #[asn1(context_specific = "0", optional = "true")]
    pub content: Option<&'a OctetStringRef>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct SignerInfoRef<'a> {
    pub version: u8,
    pub signer: AnyRef<'a>,
    pub digest: Raw<'a>,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub signed: Option<RawSet<'a>>,
    pub algorithm: Raw<'a>,
    pub signature: &'a OctetStringRef,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub unsigned: Option<RawSet<'a>>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct IssuerAndSerial<'a> {
    pub issuer: Raw<'a>,
    pub serial: IntRef<'a>,
}

#[derive(Debug, Clone, Sequence)]
pub(crate) struct AttributeRef<'a> {
    pub oid: ObjectIdentifier,
    pub values: RawSet<'a>,
}

/// CMSAlgorithmProtection (RFC 6211 §2).
#[derive(Debug, Clone, Sequence)]
pub(crate) struct AlgorithmProtection<'a> {
    pub digest: Raw<'a>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub signature: Option<RawSequence<'a>>,
    #[asn1(context_specific = "2", tag_mode = "IMPLICIT", optional = "true")]
    pub mac: Option<RawSequence<'a>>,
}

/// The content of a SEQUENCE whose tag was replaced.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawSequence<'a>(pub &'a [u8]);

impl der::FixedTag for RawSequence<'_> {
    const TAG: der::Tag = der::Tag::Sequence;
}

impl<'a> der::DecodeValue<'a> for RawSequence<'a> {
    type Error = der::Error;

    fn decode_value<R: der::Reader<'a>>(reader: &mut R, header: der::Header) -> der::Result<Self> {
        reader.read_slice(header.length()).map(Self)
    }
}

impl der::EncodeValue for RawSequence<'_> {
    fn value_len(&self) -> der::Result<der::Length> {
        der::Length::try_from(self.0.len())
    }

    fn encode_value(&self, writer: &mut impl der::Writer) -> der::Result<()> {
        writer.write(self.0)
    }
}

/// ESSCertID of RFC 2634 §5.4: always SHA-1.
#[derive(Debug, Clone, Sequence)]
pub(crate) struct CertificateId<'a> {
    pub hash: &'a OctetStringRef,
    #[asn1(optional = "true")]
    pub issuer: Option<IssuerSerial<'a>>,
}

/// IssuerSerial of RFC 5035 §5.4.1.
#[derive(Debug, Clone, Sequence)]
pub(crate) struct IssuerSerial<'a> {
    pub issuer: Raw<'a>,
    pub serial: IntRef<'a>,
}
