//! Extensions of certificates and lists (RFC 5280 §4.2, §5.2): present, critical, decoded.

use const_oid::ObjectIdentifier;
use der::asn1::{BitStringRef, OctetStringRef};
use der::{Decode, Sequence};
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, BasicConstraints, CrlDistributionPoints, NameConstraints,
};

use crate::asn1::x509::ExtensionRef;
use crate::asn1::{Raw, read, sequence_items};
use crate::{PkiError, oid};

/// An extension as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Extension {
    pub oid: ObjectIdentifier,
    pub critical: bool,
    pub value: Vec<u8>,
}

/// Extensions, none of them twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Extensions(Vec<Extension>);

/// What a key may be used for (RFC 5280 §4.2.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyUsage(u16);

/// What the certificate is for, by extendedKeyUsage (RFC 5280 §4.2.1.12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purposes {
    /// Those that could be read; an unreadable one is none that is known here.
    pub list: Vec<ObjectIdentifier>,
    pub critical: bool,
}

/// AuthorityKeyIdentifier (RFC 5280 §4.2.1.1).
#[derive(Debug, Clone, Sequence)]
pub(crate) struct AuthorityKeyId<'a> {
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub key: Option<&'a OctetStringRef>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub issuer: Option<Vec<Raw<'a>>>,
    #[asn1(context_specific = "2", tag_mode = "IMPLICIT", optional = "true")]
    pub serial: Option<der::asn1::IntRef<'a>>,
}

impl KeyUsage {
    const fn has(self, bit: u16) -> bool {
        self.0 & (0x8000 >> bit) != 0
    }

    pub const fn digital_signature(self) -> bool {
        self.has(0)
    }

    /// Also called contentCommitment.
    pub const fn non_repudiation(self) -> bool {
        self.has(1)
    }

    pub const fn key_cert_sign(self) -> bool {
        self.has(5)
    }

    pub const fn crl_sign(self) -> bool {
        self.has(6)
    }

    /// Neither digitalSignature nor nonRepudiation nor a CA's: nothing else goes with time-stamps.
    pub(crate) const fn only_signs(self) -> bool {
        self.0 & !0xc000 == 0 && self.0 != 0
    }
}

impl Purposes {
    pub fn contains(&self, purpose: ObjectIdentifier) -> bool {
        self.list.contains(&purpose)
    }
}

impl Extensions {
    pub fn read(list: Option<Vec<ExtensionRef<'_>>>, what: &'static str) -> Result<Self, PkiError> {
        let mut all: Vec<Extension> = Vec::new();
        for extension in list.into_iter().flatten() {
            if all.iter().any(|known| known.oid == extension.oid) {
                return Err(PkiError::Rule { what, rule: "no extension stands there twice" });
            }
            let value = extension.value.as_bytes().to_vec();
            all.push(Extension { oid: extension.oid, critical: extension.critical, value });
        }
        Ok(Self(all))
    }

    pub fn get(&self, oid: ObjectIdentifier) -> Option<&Extension> {
        self.0.iter().find(|extension| extension.oid == oid)
    }

    pub fn has(&self, oid: ObjectIdentifier) -> bool {
        self.get(oid).is_some()
    }

    /// A critical one that is not among `known`.
    pub fn unknown_critical(&self, known: &[ObjectIdentifier]) -> Option<ObjectIdentifier> {
        let unknown =
            |extension: &&Extension| extension.critical && !known.contains(&extension.oid);
        self.0.iter().find(unknown).map(|extension| extension.oid)
    }

    fn decode<'a, T>(
        &'a self,
        oid: ObjectIdentifier,
        what: &'static str,
    ) -> Result<Option<T>, PkiError>
    where
        T: Decode<'a, Error = der::Error>,
    {
        self.get(oid).map(|extension| read(&extension.value, what)).transpose()
    }

    pub fn key_usage(&self) -> Result<Option<KeyUsage>, PkiError> {
        let bits: Option<BitStringRef<'_>> = self.decode(oid::KEY_USAGE, "keyUsage")?;
        let word = |bits: BitStringRef<'_>| {
            let byte = |at: usize| bits.raw_bytes().get(at).copied().unwrap_or(0);
            KeyUsage(u16::from_be_bytes([byte(0), byte(1)]))
        };
        Ok(bits.map(word))
    }

    pub fn purposes(&self) -> Result<Option<Purposes>, PkiError> {
        let Some(extension) = self.get(oid::EXTENDED_KEY_USAGE) else { return Ok(None) };
        let items = sequence_items(&extension.value, "extendedKeyUsage")?;
        let list = items.into_iter().filter_map(|item| ObjectIdentifier::from_der(item).ok());
        Ok(Some(Purposes { list: list.collect(), critical: extension.critical }))
    }

    pub fn basic_constraints(&self) -> Result<Option<BasicConstraints>, PkiError> {
        self.decode(oid::BASIC_CONSTRAINTS, "basicConstraints")
    }

    pub fn name_constraints(&self) -> Result<Option<NameConstraints>, PkiError> {
        self.decode(oid::NAME_CONSTRAINTS, "nameConstraints")
    }

    pub fn subject_key_id(&self) -> Result<Option<Vec<u8>>, PkiError> {
        let id: Option<&OctetStringRef> =
            self.decode(oid::SUBJECT_KEY_ID, "subjectKeyIdentifier")?;
        Ok(id.map(|id| id.as_bytes().to_vec()))
    }

    pub fn authority_key_id(&self) -> Result<Option<Vec<u8>>, PkiError> {
        let what = "authorityKeyIdentifier";
        let id: Option<AuthorityKeyId<'_>> = self.decode(oid::AUTHORITY_KEY_ID, what)?;
        Ok(id.and_then(|id| id.key).map(|key| key.as_bytes().to_vec()))
    }

    /// Where `method` of authorityInfoAccess is offered over HTTP.
    pub fn access(&self, method: ObjectIdentifier) -> Result<Vec<String>, PkiError> {
        let what = "authorityInfoAccess";
        let list: Option<AuthorityInfoAccessSyntax> = self.decode(oid::AUTHORITY_ACCESS, what)?;
        let list = list.map_or(Vec::new(), |list| list.0).into_iter();
        let list = list.filter(|access| access.access_method == method);
        Ok(list.filter_map(|access| uri(&access.access_location)).collect())
    }

    /// Where lists of revoked certificates are, of all reasons and of the issuer itself.
    pub fn crl_points(&self) -> Result<Vec<String>, PkiError> {
        let what = "cRLDistributionPoints";
        let list: Option<CrlDistributionPoints> = self.decode(oid::CRL_POINTS, what)?;
        let whole = list.map_or(Vec::new(), |list| list.0).into_iter();
        let whole = whole.filter(|point| point.reasons.is_none() && point.crl_issuer.is_none());
        Ok(whole.flat_map(|point| point_uris(point.distribution_point.as_ref())).collect())
    }

    /// The policies that could be read.
    pub fn policies(&self) -> Result<Vec<ObjectIdentifier>, PkiError> {
        let what = "certificatePolicies";
        let Some(extension) = self.get(oid::POLICIES) else { return Ok(Vec::new()) };
        let mut policies = Vec::new();
        for item in sequence_items(&extension.value, what)? {
            let first = sequence_items(item, what)?.into_iter().next();
            policies.extend(first.and_then(|first| ObjectIdentifier::from_der(first).ok()));
        }
        Ok(policies)
    }

    pub fn alternative_names(&self) -> Result<Vec<GeneralName>, PkiError> {
        let names = self.decode(oid::SUBJECT_ALT_NAME, "subjectAltName")?;
        Ok(names.unwrap_or_default())
    }
}

/// The addresses of a distribution point that is named in full.
pub(crate) fn point_uris(point: Option<&DistributionPointName>) -> Vec<String> {
    match point {
        Some(DistributionPointName::FullName(names)) => names.iter().filter_map(uri).collect(),
        _ => Vec::new(),
    }
}

/// An address, whatever its scheme; whoever fetches decides which schemes to follow.
fn uri(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::UniformResourceIdentifier(uri) => Some(uri.as_str().to_owned()),
        _ => None,
    }
}
