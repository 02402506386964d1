//! A new revision behind a file that stays as it is, byte for byte.

use std::collections::BTreeMap;
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::document::Document;
use crate::object::{Object, Ref};
use crate::revision::{Revision, XrefForm};
use crate::view::View;
use crate::write::WriteError;
use crate::write::section::{Place, carried, write_stream, write_table};
use crate::write::serial::{Serial, Slot};
use crate::write::value::{Entries, Value};
use crate::{Fault, PdfError};

/// What an indirect object holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    Value(Value),
    /// `/Length` is added.
    Stream(Entries, Vec<u8>),
}

impl From<Entries> for Body {
    fn from(entries: Entries) -> Self {
        Self::Value(Value::Dict(entries))
    }
}

/// An increment in the making: new objects behind all that any revision entered, changed ones under
/// their old number and generation.
#[derive(Debug)]
pub struct Increment<'d, 'a> {
    view: View<'d, 'a>,
    revision: &'d Revision<'a>,
    objects: BTreeMap<u32, (u16, Body)>,
    next: u32,
}

/// A file with its new revision.
#[derive(Debug)]
pub struct Written {
    pub bytes: Vec<u8>,
    /// Where slots stand in `bytes`.
    pub slots: Vec<(Slot, Range<usize>)>,
}

impl<'d, 'a> Increment<'d, 'a> {
    /// Begins a revision.
    ///
    /// # Errors
    /// `Encrypted`: strings would have to be encrypted with a key nobody here has.
    pub fn new(document: &'d Document<'a>) -> Result<Self, WriteError> {
        if document.is_encrypted() {
            return Err(WriteError::Encrypted);
        }
        let none = PdfError::new(Fault::StartXref, 0);
        let view = document.newest().ok_or(none)?;
        let revision = view.revision();
        let size = revision.trailer.integer("Size").and_then(|size| u32::try_from(size).ok());
        // A size beyond every number that may be is a mistake of the base, not a reason to go there.
        let size = size.filter(|size| *size <= document.limits().number).unwrap_or(0);
        let next = document.highest_number().saturating_add(1).max(size);
        Ok(Self { view, revision, objects: BTreeMap::new(), next })
    }

    /// The base as its newest revision shows it.
    pub const fn base(&self) -> View<'d, 'a> {
        self.view
    }

    /// A number for an object that is put later.
    pub const fn reserve(&mut self) -> Ref {
        let id = Ref::new(self.next, 0);
        self.next += 1;
        id
    }

    /// A new object.
    pub fn add(&mut self, body: impl Into<Body>) -> Ref {
        let id = self.reserve();
        self.put(id, body);
        id
    }

    /// Gives a reserved or an existing object this content.
    pub fn put(&mut self, id: Ref, body: impl Into<Body>) {
        self.objects.insert(id.number, (id.generation, body.into()));
    }

    /// A dictionary as it will stand after this increment.
    ///
    /// # Errors
    /// `NotADictionary`, or what the reader says of it.
    pub fn dict(&self, id: Ref) -> Result<Entries, WriteError> {
        if let Some((_, body)) = self.objects.get(&id.number) {
            return match body {
                Body::Value(Value::Dict(entries)) => Ok(entries.clone()),
                _ => Err(WriteError::NotADictionary(id)),
            };
        }
        match self.view.get(id)? {
            Object::Dict(dict) => Ok(Entries::from(&dict)),
            _ => Err(WriteError::NotADictionary(id)),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// The base and behind it the objects and their section.
    pub fn finish(mut self) -> Written {
        let base = self.view.document().bytes();
        let own: usize = self.objects.values().map(|(_, body)| body.room()).sum();
        let mut bytes = Vec::with_capacity(base.len() + own + 4_096);
        bytes.extend_from_slice(base);
        let mut serial = Serial::after(bytes);
        if !base.ends_with(b"\n") && !base.ends_with(b"\r") {
            serial.raw(b"\n");
        }
        let mut places = Vec::with_capacity(self.objects.len());
        for (number, (generation, body)) in &self.objects {
            let id = Ref::new(*number, *generation);
            places.push(Place { id, at: serial.out.len() });
            write_object(&mut serial, id, body);
        }
        let added = serial.out.get(base.len()..).unwrap_or_default();
        let mut trailer = self.trailer(added);
        // A hybrid's newest table is followed by a plain one: what its stream hides stays hidden
        // for old readers and is found through /Prev by the others.
        if self.revision.form == XrefForm::Stream {
            let id = self.reserve();
            trailer.set("Size", i64::from(self.next));
            write_stream(&mut serial, &places, &trailer, id);
        } else {
            write_table(&mut serial, &places, &trailer);
        }
        Written { bytes: serial.out, slots: serial.slots }
    }

    fn trailer(&self, added: &[u8]) -> Entries {
        let mut trailer = carried(&self.revision.trailer);
        if let Some(Value::Array(parts)) = trailer.get("ID")
            && let [first, second] = parts.as_slice()
        {
            let changed = changed_id(second, added);
            trailer.set("ID", Value::Array(vec![first.clone(), changed]));
        }
        trailer.set("Size", i64::from(self.next));
        trailer.set("Prev", i64::try_from(self.revision.section_at).unwrap_or(0));
        trailer
    }
}

impl Body {
    /// About how many bytes it takes, so that a large file is copied once.
    fn room(&self) -> usize {
        match self {
            Self::Stream(_, data) => data.len() + 512,
            Self::Value(Value::Dict(entries)) => {
                let slots = entries.list().iter().map(|(_, value)| match value {
                    Value::Slot(_, blank) => blank.len(),
                    _ => 48,
                });
                slots.sum::<usize>() + 128
            }
            Self::Value(_) => 512,
        }
    }
}

/// The second part of `/ID` names this state of the file (§14.4): a hash of the one before and of
/// what is added, so the same work gives the same file.
fn changed_id(before: &Value, added: &[u8]) -> Value {
    let mut hash = Sha256::new();
    let mut old = Serial::default();
    old.value(before);
    hash.update(&old.out);
    hash.update(added);
    Value::Hex(hash.finalize().iter().take(16).copied().collect())
}

/// PDF/A-2 §6.1.9: `obj` and `endobj` each end a line.
fn write_object(serial: &mut Serial, id: Ref, body: &Body) {
    serial.raw(format!("{id} obj\n"));
    match body {
        Body::Value(value) => serial.value(value),
        Body::Stream(dict, data) => {
            let length = i64::try_from(data.len()).unwrap_or(0);
            serial.dict(&dict.clone().with("Length", length));
            serial.raw(b"\nstream\n");
            serial.raw(data);
            serial.raw(b"\nendstream");
        }
    }
    serial.raw(b"\nendobj\n");
}
