//! Values that are to be written: new ones, and those of the base with something changed.

use crate::object::{Dict, Object, Ref};
use crate::write::serial::{Slot, write_number};

/// A value of PDF that owns its bytes.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    /// A name's bytes without slash; what must be escaped is escaped when it is written.
    Name(Vec<u8>),
    /// The bytes a string stands for.
    String(Vec<u8>),
    /// The same, written as hexadecimal digits.
    Hex(Vec<u8>),
    Array(Vec<Value>),
    Dict(Entries),
    Reference(Ref),
    /// Tokens as they stand in the base: numbers with a point and strings keep their spelling.
    Verbatim(Vec<u8>),
    /// Bytes that are filled in later, at a place that will be known.
    Slot(Slot, Vec<u8>),
}

impl Value {
    pub fn name(name: &str) -> Self {
        Self::Name(name.as_bytes().to_vec())
    }

    /// A text string (§7.9.2.2): ASCII as it is, all else as UTF-16BE.
    pub fn text(text: &str) -> Self {
        if text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n' | b'\t')) {
            return Self::String(text.as_bytes().to_vec());
        }
        let units = text.encode_utf16().flat_map(u16::to_be_bytes);
        Self::Hex([0xFE, 0xFF].into_iter().chain(units).collect())
    }

    /// A number, to a thousandth.
    pub fn number(number: f64) -> Self {
        let mut out = Vec::new();
        write_number(&mut out, number, 3);
        Self::Verbatim(out)
    }

    pub fn numbers(numbers: &[f64]) -> Self {
        Self::Array(numbers.iter().map(|number| Self::number(*number)).collect())
    }

    pub fn references(ids: &[Ref]) -> Self {
        Self::Array(ids.iter().copied().map(Self::Reference).collect())
    }

    pub fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }
}

impl From<&Object<'_>> for Value {
    fn from(object: &Object<'_>) -> Self {
        match object {
            // A stream is no value inside another one; the reader gives none.
            Object::Null | Object::Stream(_) => Self::Null,
            Object::Bool(value) => Self::Bool(*value),
            Object::Integer(value) => Self::Integer(*value),
            Object::Real(real) => Self::Verbatim(real.text().as_bytes().to_vec()),
            Object::String(text) => {
                let (open, close) = if text.is_hex() { (b"<", b">") } else { (b"(", b")") };
                Self::Verbatim([open, text.raw(), close].concat())
            }
            Object::Name(name) => Self::Name(name.bytes().to_vec()),
            Object::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Object::Dict(dict) => Self::Dict(Entries::from(dict)),
            Object::Reference(id) => Self::Reference(*id),
        }
    }
}

impl From<Entries> for Value {
    fn from(entries: Entries) -> Self {
        Self::Dict(entries)
    }
}

impl From<Ref> for Value {
    fn from(id: Ref) -> Self {
        Self::Reference(id)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

/// The entries of a dictionary in the order in which they are written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entries {
    list: Vec<(Vec<u8>, Value)>,
}

impl Entries {
    pub const fn new() -> Self {
        Self { list: Vec::new() }
    }

    /// A dictionary with this `/Type`.
    pub fn of_type(name: &str) -> Self {
        Self::new().with("Type", Value::name(name))
    }

    /// The same with one entry more, or another.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.set(key, value);
        self
    }

    /// Replaces a value where it stands, or adds it at the end.
    pub fn set(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        match self.list.iter_mut().find(|(known, _)| known == key.as_bytes()) {
            Some((_, old)) => *old = value,
            None => self.list.push((key.as_bytes().to_vec(), value)),
        }
    }

    pub fn remove(&mut self, key: &str) {
        self.list.retain(|(known, _)| known != key.as_bytes());
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.list.iter().find(|(known, _)| known == key.as_bytes()).map(|(_, value)| value)
    }

    pub(crate) fn list(&self) -> &[(Vec<u8>, Value)] {
        &self.list
    }
}

impl From<&Dict<'_>> for Entries {
    fn from(dict: &Dict<'_>) -> Self {
        let pair =
            |entry: &crate::Entry<'_>| (entry.key.bytes().to_vec(), Value::from(&entry.value));
        Self { list: dict.entries().iter().map(pair).collect() }
    }
}
