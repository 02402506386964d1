//! The values of PDF, borrowed from the bytes they stand in.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::cipher::Lock;

/// Number and generation of an indirect object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref {
    pub number: u32,
    pub generation: u16,
}

impl Ref {
    pub const fn new(number: u32, generation: u16) -> Self {
        Self { number, generation }
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number, self.generation)
    }
}

/// One value. Streams occur only as indirect objects, never inside another value.
#[derive(Debug, Clone, PartialEq)]
pub enum Object<'a> {
    Null,
    Bool(bool),
    Integer(i64),
    Real(Real<'a>),
    String(Text<'a>),
    Name(Name<'a>),
    Array(Vec<Object<'a>>),
    Dict(Dict<'a>),
    Reference(Ref),
    Stream(Stream<'a>),
}

impl<'a> Object<'a> {
    pub fn as_integer(&self) -> Option<i64> {
        if let Self::Integer(value) = self { Some(*value) } else { None }
    }

    /// An integer or a real; for rectangles, never for offsets.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            // Every whole number up to 2^53 is exact, and no page is larger.
            Self::Integer(value) => Some(*value as f64),
            Self::Real(real) => real.text().parse().ok(),
            _ => None,
        }
    }

    pub fn as_name(&self) -> Option<&Name<'a>> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    pub fn as_string(&self) -> Option<&Text<'a>> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    pub fn as_array(&self) -> Option<&[Object<'a>]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    pub fn as_reference(&self) -> Option<Ref> {
        if let Self::Reference(id) = self { Some(*id) } else { None }
    }

    /// The dictionary, a stream's own included.
    pub fn as_dict(&self) -> Option<&Dict<'a>> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub fn as_stream(&self) -> Option<&Stream<'a>> {
        if let Self::Stream(stream) = self { Some(stream) } else { None }
    }
}

/// A number with a point, or too large for 64 bits, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Real<'a>(pub(crate) &'a [u8]);

impl<'a> Real<'a> {
    /// Digits, sign and point.
    pub fn text(&self) -> &'a str {
        std::str::from_utf8(self.0).unwrap_or_default()
    }
}

/// A name without its slash, `#xx` resolved.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name<'a>(pub(crate) Cow<'a, [u8]>);

impl Name<'_> {
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl PartialEq<str> for Name<'_> {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other.as_bytes()
    }
}

impl PartialEq<&str> for Name<'_> {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", String::from_utf8_lossy(&self.0))
    }
}

/// A string as it is written between its delimiters.
#[derive(Clone, PartialEq, Eq)]
pub struct Text<'a> {
    pub(crate) raw: Cow<'a, [u8]>,
    pub(crate) is_hex: bool,
}

impl Text<'_> {
    /// What stands between `<` and `>` or between `(` and `)`; of an encrypted string, what would
    /// stand there without encryption, in digits.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    pub fn is_hex(&self) -> bool {
        self.is_hex
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (open, close) = if self.is_hex { ('<', '>') } else { ('(', ')') };
        write!(f, "{open}{}{close}", String::from_utf8_lossy(&self.raw))
    }
}

/// A dictionary in the order it is written; no key stands in it twice.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dict<'a> {
    pub(crate) entries: Vec<Entry<'a>>,
}

/// One entry, and where its value stands in the bytes it was read from: in the file, or in the
/// decoded bytes of an object stream.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    pub key: Name<'a>,
    pub value: Object<'a>,
    pub span: Range<usize>,
}

impl<'a> Dict<'a> {
    /// The value as it stands, references unresolved.
    pub fn get(&self, key: &str) -> Option<&Object<'a>> {
        self.entry(key).map(|entry| &entry.value)
    }

    pub fn entry(&self, key: &str) -> Option<&Entry<'a>> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    pub fn integer(&self, key: &str) -> Option<i64> {
        self.get(key)?.as_integer()
    }

    pub fn has_name(&self, key: &str, value: &str) -> bool {
        self.get(key).and_then(Object::as_name).is_some_and(|name| name == value)
    }
}

/// A stream: its dictionary and the bytes as they stand, still encoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream<'a> {
    pub dict: Dict<'a>,
    pub data: &'a [u8],
    /// Where `data` begins in the file.
    pub at: usize,
    pub length: Length,
    /// How to read `data` when the file is encrypted.
    pub(crate) lock: Option<Lock>,
}

/// How the end of a stream was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// By `/Length`, and `endstream` stands there.
    Declared,
    /// `/Length` is missing or wrong: up to the first `endstream`. Another reader may see other
    /// bytes, so nothing that decides over a document (cross-references, object streams) is read so.
    Searched,
}
