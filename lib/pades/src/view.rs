//! Looking objects up as of a revision.

use std::collections::HashSet;
use std::ops::Range;

use crate::container::Container;
use crate::document::Document;
use crate::ledger::Placed;
use crate::object::{Dict, Object, Ref, Stream};
use crate::parser::Parser;
use crate::xref::Location;
use crate::{Bound, Fault, PdfError, Revision};

/// A document as of one of its revisions.
#[derive(Debug, Clone, Copy)]
pub struct View<'d, 'a> {
    pub(crate) document: &'d Document<'a>,
    revision: &'d Revision<'a>,
    index: u32,
}

/// An object with the place it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<'d> {
    pub value: Object<'d>,
    pub location: Location,
    /// The revision that wrote it.
    pub revision: usize,
}

impl<'d, 'a> View<'d, 'a> {
    pub(crate) fn new(document: &'d Document<'a>, index: usize) -> Option<Self> {
        let revision = document.revisions().get(index)?;
        Some(Self { document, revision, index: u32::try_from(index).ok()? })
    }

    pub fn revision(&self) -> &'d Revision<'a> {
        self.revision
    }

    pub fn document(&self) -> &'d Document<'a> {
        self.document
    }

    /// Every object in use, by number.
    pub fn objects(&self) -> impl Iterator<Item = (Ref, Location)> + use<'d, 'a> {
        let index = self.index;
        let chunks = self.document.ledger.placed().chunk_by(|a, b| a.id.number == b.id.number);
        chunks.filter_map(move |of_number| {
            let known = of_number.iter().rfind(|placed| placed.revision <= index)?;
            (known.location != Location::Free).then_some((known.id, known.location))
        })
    }

    /// The object, or `Null` for one that is free or was never entered (§7.3.10). A reference with
    /// the wrong generation is a fault: some readers would follow it.
    pub fn get(&self, id: Ref) -> Result<Object<'d>, PdfError> {
        Ok(self.find(id)?.map_or(Object::Null, |found| found.value))
    }

    /// The object with its place; nothing for one that is free or was never entered.
    pub fn find(&self, id: Ref) -> Result<Option<Found<'d>>, PdfError> {
        let Some(placed) = self.placed(id)? else { return Ok(None) };
        let value = match placed.location {
            Location::Free => return Ok(None),
            Location::File { at } => self.in_file(placed.id, at)?,
            Location::Stream { container, index } => self.in_stream(placed.id, container, index)?,
        };
        let revision = usize::try_from(placed.revision).unwrap_or_default();
        Ok(Some(Found { value, location: placed.location, revision }))
    }

    fn placed(&self, id: Ref) -> Result<Option<Placed>, PdfError> {
        let placed = self.document.ledger.find(id.number, self.index);
        let Some(placed) = placed.filter(|p| p.location != Location::Free) else {
            return Ok(None);
        };
        if placed.id.generation != id.generation {
            return Err(self.fault(Fault::Generation(id)));
        }
        Ok(Some(*placed))
    }

    /// Follows references until there is a value.
    pub fn resolve(&self, value: &Object<'d>) -> Result<Object<'d>, PdfError> {
        let mut value = value.clone();
        for _ in 0..self.document.limits().hops {
            let Object::Reference(id) = value else { return Ok(value) };
            value = self.get(id)?;
        }
        Err(self.fault(Fault::Circle))
    }

    /// The value of an entry, references followed; `Null` when there is none.
    pub fn value(&self, dict: &Dict<'d>, key: &str) -> Result<Object<'d>, PdfError> {
        dict.get(key).map_or(Ok(Object::Null), |value| self.resolve(value))
    }

    /// A fault of this revision as a whole.
    pub(crate) fn fault(&self, what: Fault) -> PdfError {
        PdfError::new(what, self.revision.section_at)
    }

    /// The bytes an object may not reach beyond.
    pub(crate) fn window(&self, at: usize) -> &'a [u8] {
        let bytes = self.document.bytes();
        let end = self.document.ledger.next_start(at).unwrap_or(bytes.len());
        bytes.get(..end).unwrap_or(bytes)
    }

    fn in_file(&self, id: Ref, at: usize) -> Result<Object<'d>, PdfError> {
        let mut parser = Parser::new(self.window(at), at, self.document.limits());
        let read = parser.indirect()?;
        if read.id != id {
            return Err(PdfError::new(Fault::OtherObject(id), at));
        }
        let mut value = match (read.value, read.data_at) {
            (Object::Dict(dict), Some(_)) => {
                let length = self.length(&dict);
                Object::Stream(parser.stream(dict, length, true)?)
            }
            (value, _) => value,
        };
        if let Some(cipher) = &self.document.cipher {
            cipher.unlock(&mut value, id);
        }
        Ok(value)
    }

    /// The bytes of an object that stands in the file, from its number to `endobj`.
    pub(crate) fn extent(&self, id: Ref, at: usize) -> Result<Range<usize>, PdfError> {
        let mut parser = Parser::new(self.window(at), at, self.document.limits());
        let read = parser.indirect()?;
        if read.id != id {
            return Err(PdfError::new(Fault::OtherObject(id), at));
        }
        if let (Object::Dict(dict), Some(_)) = (read.value, read.data_at) {
            let length = self.length(&dict);
            parser.stream(dict, length, true)?;
        }
        Ok(at..parser.lexer.at)
    }

    /// `/Length`, which may be a reference, but only to a number and not to another reference.
    fn length(&self, dict: &Dict<'_>) -> Option<i64> {
        match dict.get("Length")? {
            Object::Integer(length) => Some(*length),
            Object::Reference(id) => match self.placed(*id).ok()??.location {
                Location::Free => None,
                Location::File { at } => self.plain(*id, at)?.as_integer(),
                Location::Stream { container, index } => {
                    self.in_stream(*id, container, index).ok()?.as_integer()
                }
            },
            _ => None,
        }
    }

    /// An object that is no stream.
    fn plain(&self, id: Ref, at: usize) -> Option<Object<'a>> {
        let mut parser = Parser::new(self.window(at), at, self.document.limits());
        let read = parser.indirect().ok()?;
        (read.id == id && read.data_at.is_none()).then_some(read.value)
    }

    fn in_stream(&self, id: Ref, container: u32, index: u32) -> Result<Object<'d>, PdfError> {
        let container = self.container(container)?;
        let window = container.window(index, id.number)?;
        let bytes = container.bytes.get(..window.end).unwrap_or_default();
        let mut parser = Parser::new(bytes, window.start, self.document.limits());
        let read = |parser: &mut Parser<'d>| {
            let value = parser.value()?;
            parser.lexer.skip();
            match parser.lexer.at == window.end {
                true => Ok(value),
                false => parser.lexer.fail(Fault::Value),
            }
        };
        read(&mut parser).map_err(|error| error.within(container.at))
    }

    pub(crate) fn container(&self, number: u32) -> Result<&'d Container, PdfError> {
        let fault = self.fault(Fault::ObjectStream(number));
        let placed = self.document.ledger.find(number, self.index).ok_or(fault)?;
        let Location::File { at } = placed.location else { return Err(fault) };
        if !self.document.is_readable() {
            return Err(PdfError::new(Fault::Encrypted, at));
        }
        let containers = &self.document.containers;
        let read = |placed: &Placed| {
            let index = usize::try_from(placed.revision).unwrap_or_default();
            View::new(self.document, index).ok_or(fault)?.object_stream(placed.id, at)
        };
        containers.get(at, self.document.limits(), read).unwrap_or(Err(fault))
    }

    /// The object stream at `at`. Its length must be right, and may not stand in an object stream.
    fn object_stream(&self, id: Ref, at: usize) -> Result<Stream<'a>, PdfError> {
        let fault = PdfError::new(Fault::ObjectStream(id.number), at);
        let mut parser = Parser::new(self.window(at), at, self.document.limits());
        let read = parser.indirect()?;
        let (Object::Dict(dict), Some(_)) = (read.value, read.data_at) else { return Err(fault) };
        if read.id != id || !dict.has_name("Type", "ObjStm") {
            return Err(fault);
        }
        let length = match dict.get("Length") {
            Some(Object::Integer(length)) => Some(*length),
            Some(Object::Reference(id)) => self.placed(*id)?.and_then(|p| match p.location {
                Location::File { at } => self.plain(p.id, at)?.as_integer(),
                _ => None,
            }),
            _ => None,
        };
        let mut stream = parser.stream(dict, length, false)?;
        stream.lock = self.document.cipher.as_ref().and_then(|c| c.lock(id, &stream.dict));
        Ok(stream)
    }

    /// The document catalogue with the reference that leads to it.
    pub fn catalog(&self) -> Result<(Ref, Dict<'d>), PdfError> {
        let fault = self.fault(Fault::Entry("Root"));
        let root = self.revision.trailer.get("Root").and_then(Object::as_reference);
        let root = root.ok_or(fault)?;
        match self.get(root)? {
            Object::Dict(dict) if dict.has_name("Type", "Catalog") => Ok((root, dict)),
            _ => Err(fault),
        }
    }
}

/// A tree of objects that is walked: each node is met once, and there are not too many.
pub struct Tree<'d, 'a> {
    view: View<'d, 'a>,
    met: HashSet<Ref>,
}

impl<'d, 'a> Tree<'d, 'a> {
    pub fn new(view: View<'d, 'a>) -> Self {
        Self { view, met: HashSet::new() }
    }

    pub fn meet(&mut self, id: Ref, level: usize) -> Result<(), PdfError> {
        let limits = self.view.document.limits();
        if level > limits.levels {
            return Err(self.view.fault(Fault::Limit(Bound::Levels)));
        }
        if !self.met.insert(id) {
            return Err(self.view.fault(Fault::Tree));
        }
        if self.met.len() > limits.nodes {
            return Err(self.view.fault(Fault::Limit(Bound::Nodes)));
        }
        Ok(())
    }

    /// The references in an array, which may be referred to itself; all of them are met.
    pub fn kids(
        &mut self,
        dict: &Dict<'d>,
        key: &'static str,
        level: usize,
    ) -> Result<Vec<Ref>, PdfError> {
        let fault = self.view.fault(Fault::Entry(key));
        let Object::Array(items) = self.view.value(dict, key)? else { return Err(fault) };
        let kid = |item: &Object<'d>| {
            let id = item.as_reference().ok_or(fault)?;
            self.meet(id, level).map(|()| id)
        };
        items.iter().map(kid).collect()
    }
}
