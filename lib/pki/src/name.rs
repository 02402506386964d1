//! Distinguished names: as they stand, as people read them, and when two are the same.

use const_oid::ObjectIdentifier;
use der::Decode as _;
use der::asn1::{AnyRef, SetOfVec};
use std::sync::Arc;
use x509_cert::attr::AttributeTypeAndValue;

use crate::asn1::{read, write};
use crate::{PkiError, oid};

/// A distinguished name (RFC 5280 §4.1.2.4).
///
/// Two names are equal when RFC 5280 §7.1 says so: letters of any case, spaces counted once, whatever
/// the kind of string.
#[derive(Clone)]
pub struct Name {
    der: Arc<[u8]>,
    /// RDNs in their order; in each its attributes sorted, values folded.
    folded: Arc<[Rdn]>,
    parts: Arc<[(ObjectIdentifier, String)]>,
    text: Arc<str>,
}

type Rdn = Vec<(ObjectIdentifier, Vec<u8>)>;

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for Name {}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Name({})", self.text)
    }
}

/// The string form of RFC 4514, the most special part first.
impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl Name {
    /// Reads the DER of a Name.
    pub fn from_der(der: &[u8]) -> Result<Self, PkiError> {
        let what = "a distinguished name";
        let rdns: Vec<SetOfVec<AttributeTypeAndValue>> = read(der, what)?;
        let mut folded = Vec::new();
        let mut parts = Vec::new();
        for rdn in &rdns {
            let mut attributes: Rdn = Vec::new();
            for attribute in rdn.iter() {
                let value = AnyRef::from(&attribute.value);
                attributes.push((attribute.oid, fold(value)));
                parts.extend(text(value).map(|text| (attribute.oid, text)));
            }
            attributes.sort();
            folded.push(attributes);
        }
        let text = x509_cert::name::Name::from_der(der).map_err(PkiError::der(what))?.to_string();
        let (folded, parts) = (folded.into(), parts.into());
        Ok(Self { der: der.into(), folded, parts, text: text.into() })
    }

    /// Its exact DER.
    pub fn to_der(&self) -> &[u8] {
        &self.der
    }

    /// No part at all.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// The last common name: whom a signature shows.
    pub fn common_name(&self) -> Option<&str> {
        self.attribute(oid::COMMON_NAME)
    }

    /// The last organisation.
    pub fn organisation(&self) -> Option<&str> {
        self.attribute(oid::ORGANISATION)
    }

    /// The last `serialNumber`, where some authorities write a NIK or NIP.
    pub fn serial_number(&self) -> Option<&str> {
        self.attribute(oid::SERIAL_NUMBER)
    }

    pub(crate) fn attribute(&self, kind: ObjectIdentifier) -> Option<&str> {
        self.parts.iter().rev().find(|(oid, _)| *oid == kind).map(|(_, text)| text.as_str())
    }

    /// Whether this name lies in the subtree that `base` heads (RFC 5280 §4.2.1.10).
    pub(crate) fn is_within(&self, base: &Self) -> bool {
        self.folded.starts_with(&base.folded)
    }
}

/// Writes a name, the most general part first.
///
/// ```
/// let name = pki::NameBuilder::new().country("ID").organisation("Diskominfo").common_name("Uji");
/// assert_eq!(name.build()?.to_string(), "CN=Uji,O=Diskominfo,C=ID");
/// # Ok::<(), pki::PkiError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct NameBuilder {
    rdns: Vec<Vec<u8>>,
}

impl NameBuilder {
    pub fn new() -> Self {
        Self::default()
    }

    /// Two letters of ISO 3166, `ID`.
    #[must_use]
    pub fn country(self, code: &str) -> Self {
        let value = write::element(0x13, &[code.as_bytes()]);
        self.with(oid::COUNTRY, value)
    }

    #[must_use]
    pub fn province(self, text: &str) -> Self {
        self.with(oid::PROVINCE, write::utf8(text))
    }

    #[must_use]
    pub fn locality(self, text: &str) -> Self {
        self.with(oid::LOCALITY, write::utf8(text))
    }

    #[must_use]
    pub fn organisation(self, text: &str) -> Self {
        self.with(oid::ORGANISATION, write::utf8(text))
    }

    #[must_use]
    pub fn unit(self, text: &str) -> Self {
        self.with(oid::UNIT, write::utf8(text))
    }

    /// The office held, such as `Kepala Dinas`.
    #[must_use]
    pub fn title(self, text: &str) -> Self {
        self.with(oid::TITLE, write::utf8(text))
    }

    #[must_use]
    pub fn common_name(self, text: &str) -> Self {
        self.with(oid::COMMON_NAME, write::utf8(text))
    }

    fn with(mut self, kind: ObjectIdentifier, value: Vec<u8>) -> Self {
        let attribute = write::sequence(&[write::oid(kind), value]);
        self.rdns.push(write::element(write::SET, &[attribute]));
        self
    }

    /// The name. A country that is no PrintableString is refused.
    pub fn build(self) -> Result<Name, PkiError> {
        Name::from_der(&write::sequence(&self.rdns))
    }
}

/// The text of a value that is a string.
fn text(value: AnyRef<'_>) -> Option<String> {
    use der::Tag;
    match value.header().tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString => {
            String::from_utf8(value.value().to_vec()).ok()
        }
        // T.61 is used as Latin-1 by everybody who still uses it.
        Tag::TeletexString => Some(value.value().iter().map(|byte| char::from(*byte)).collect()),
        Tag::BmpString => {
            let units =
                value.value().as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair));
            String::from_utf16(&units.collect::<Vec<_>>()).ok()
        }
        _ => None,
    }
}

/// What is compared. A value that is no string is compared byte by byte.
fn fold(value: AnyRef<'_>) -> Vec<u8> {
    match text(value) {
        Some(text) => {
            let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
            [b"t".as_slice(), words.join(" ").as_bytes()].concat()
        }
        None => [format!("v{}:", value.header().tag()).as_bytes(), value.value()].concat(),
    }
}
