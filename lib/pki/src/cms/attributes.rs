//! Attributes of a signer: each at most once, and the known ones with one value (RFC 5652 §5.3, §11).

use const_oid::ObjectIdentifier;

use crate::asn1::cms::AttributeRef;
use crate::asn1::{RawSet, read};
use crate::{CmsFault, PkiError, oid};

/// An attribute as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute {
    pub oid: ObjectIdentifier,
    pub values: Vec<Vec<u8>>,
}

/// Signed attributes in the order of DER, no kind twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedSet {
    attributes: Vec<Attribute>,
    /// The content of the SET OF as it stands.
    content: Vec<u8>,
}

impl SignedSet {
    pub fn read(set: RawSet<'_>) -> Result<Self, PkiError> {
        if !set.is_sorted() {
            return Err(CmsFault::AttributeOrder.into());
        }
        let attributes = attributes(set)?;
        for (index, attribute) in attributes.iter().enumerate() {
            if attributes.iter().take(index).any(|earlier| earlier.oid == attribute.oid) {
                return Err(CmsFault::Twice(attribute.oid).into());
            }
        }
        Ok(Self { attributes, content: set.0.to_vec() })
    }

    /// What was signed: the same bytes under the tag of a SET OF (RFC 5652 §5.4).
    pub fn to_be_signed(&self) -> Vec<u8> {
        crate::asn1::write::element(crate::asn1::write::SET, &[&self.content])
    }

    pub fn kinds(&self) -> impl Iterator<Item = ObjectIdentifier> {
        self.attributes.iter().map(|attribute| attribute.oid)
    }

    /// The one value of an attribute that may be absent.
    pub fn find(
        &self,
        kind: ObjectIdentifier,
        name: &'static str,
    ) -> Result<Option<&[u8]>, PkiError> {
        let Some(attribute) = self.attributes.iter().find(|attribute| attribute.oid == kind) else {
            return Ok(None);
        };
        match attribute.values.as_slice() {
            [value] => Ok(Some(value)),
            _ => Err(CmsFault::OneValue(name).into()),
        }
    }

    /// The one value of an attribute that must be there.
    pub fn get(&self, kind: ObjectIdentifier, name: &'static str) -> Result<&[u8], PkiError> {
        self.find(kind, name)?.ok_or(PkiError::Cms(CmsFault::Missing(name)))
    }
}

/// All attributes of a set.
pub(crate) fn attributes(set: RawSet<'_>) -> Result<Vec<Attribute>, PkiError> {
    let what = "an attribute of a signer";
    let items = set.items().map_err(PkiError::der(what))?;
    let attribute = |item| {
        let attribute: AttributeRef<'_> = read(item, what)?;
        let values = attribute.values.items().map_err(PkiError::der(what))?;
        let values = values.into_iter().map(<[u8]>::to_vec).collect();
        Ok(Attribute { oid: attribute.oid, values })
    };
    items.into_iter().map(attribute).collect()
}

/// The time-stamps over the signature value among the unsigned attributes.
pub(crate) fn time_stamps(unsigned: &[Attribute]) -> Vec<Vec<u8>> {
    let stamps = unsigned.iter().filter(|attribute| attribute.oid == oid::TIME_STAMP_TOKEN);
    stamps.flat_map(|attribute| attribute.values.clone()).collect()
}
