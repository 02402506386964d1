//! ASN.1 as it stands in the file: pieces that keep their exact bytes, and pieces written anew.
//!
//! A signature covers bytes, so nothing that is signed may be read and printed again. [`Raw`] and
//! [`RawSet`] stand in the derived structures where the bytes themselves are needed.

pub(crate) mod cms;
pub(crate) mod ocsp;
pub(crate) mod tsp;
pub(crate) mod write;
pub(crate) mod x509;

use der::asn1::AnyRef;
use der::{
    Decode, DecodeValue, Encode, EncodeValue, FixedTag, Header, Length, Reader, SliceReader, Tag,
    Writer,
};

use crate::PkiError;

/// One element with tag and length, as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Raw<'a>(pub &'a [u8]);

impl<'a> Decode<'a> for Raw<'a> {
    type Error = der::Error;

    fn decode<R: Reader<'a>>(reader: &mut R) -> der::Result<Self> {
        reader.tlv_bytes().map(Self)
    }
}

impl Encode for Raw<'_> {
    fn encoded_len(&self) -> der::Result<Length> {
        Length::try_from(self.0.len())
    }

    fn encode(&self, writer: &mut impl Writer) -> der::Result<()> {
        writer.write(self.0)
    }
}

/// The content of a SET OF, in the order in which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawSet<'a>(pub &'a [u8]);

impl<'a> RawSet<'a> {
    /// Its elements, none of them looked into.
    pub fn items(self) -> der::Result<Vec<&'a [u8]>> {
        let mut reader = SliceReader::new(self.0)?;
        let mut items = Vec::new();
        while !reader.is_finished() {
            items.push(reader.tlv_bytes()?);
        }
        Ok(items)
    }

    /// Whether the elements stand as X.690 §11.6 wants them in DER: ascending, as strings of bytes.
    pub fn is_sorted(self) -> bool {
        self.items().is_ok_and(|items| items.is_sorted())
    }
}

impl FixedTag for RawSet<'_> {
    const TAG: Tag = Tag::Set;
}

impl<'a> DecodeValue<'a> for RawSet<'a> {
    type Error = der::Error;

    fn decode_value<R: Reader<'a>>(reader: &mut R, header: Header) -> der::Result<Self> {
        reader.read_slice(header.length()).map(Self)
    }
}

impl EncodeValue for RawSet<'_> {
    fn value_len(&self) -> der::Result<Length> {
        Length::try_from(self.0.len())
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        writer.write(self.0)
    }
}

/// Reads the whole of `bytes` as one value.
pub(crate) fn read<'a, T>(bytes: &'a [u8], what: &'static str) -> Result<T, PkiError>
where
    T: Decode<'a, Error = der::Error>,
{
    if first(bytes, what)?.len() < bytes.len() {
        return Err(PkiError::TrailingBytes(what));
    }
    T::from_der(bytes).map_err(PkiError::der(what))
}

/// The first element of `bytes`, tag and length included.
pub(crate) fn first<'a>(bytes: &'a [u8], what: &'static str) -> Result<&'a [u8], PkiError> {
    let read = || SliceReader::new(bytes)?.tlv_bytes();
    read().map_err(PkiError::der(what))
}

/// The elements of a SEQUENCE OF, none of them looked into.
pub(crate) fn sequence_items<'a>(
    bytes: &'a [u8],
    what: &'static str,
) -> Result<Vec<&'a [u8]>, PkiError> {
    let any: AnyRef<'a> = read(bytes, what)?;
    if any.header().tag() != Tag::Sequence {
        return Err(PkiError::Rule { what, rule: "a SEQUENCE was expected" });
    }
    RawSet(any.value()).items().map_err(PkiError::der(what))
}

/// The exact bytes of an element whose tag and content were read: in DER there is only one form.
pub(crate) fn bytes(any: AnyRef<'_>) -> Vec<u8> {
    any.to_der().unwrap_or_default()
}
