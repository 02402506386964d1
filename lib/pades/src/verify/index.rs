//! One pass over every object of every revision: who refers to whom, and what looks like a
//! signature.

use std::collections::HashSet;

use super::backwards::Backwards;
use crate::document::Document;
use crate::ledger::Placed;
use crate::object::{Dict, Entry, Object, Ref};
use crate::view::View;
use crate::work::Work;
use crate::xref::Location;
use crate::{Change, PdfError};

/// References to the objects that later revisions touched, and signatures wherever they stand.
#[derive(Debug, Default)]
pub struct Index {
    /// By target, then source, then revision of the source.
    edges: Vec<Edge>,
    pub sightings: Vec<Sighting>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    target: u32,
    source: u32,
    /// The revision that wrote this version of the source.
    revision: u32,
}

/// A dictionary with `/ByteRange` and `/Contents`, or of a signature's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sighting {
    pub id: Ref,
    /// The revision that wrote it.
    pub revision: usize,
}

/// The source that stands for a trailer: no object has this number.
pub const TRAILER: u32 = 0;

/// What a cross-reference stream says as a trailer, and is counted there.
const OF_TRAILERS: [&str; 4] = ["Root", "Info", "Encrypt", "ID"];

impl Index {
    pub fn build(document: &Document<'_>, work: &Work) -> Result<Self, PdfError> {
        let later = document.revisions().iter().skip(1);
        let targets: HashSet<u32> =
            later.flat_map(|r| r.changes.iter().map(|change: &Change| change.id.number)).collect();
        let mut pass = Pass { targets, index: Self::default(), work, met: HashSet::new() };
        for placed in document.ledger.placed() {
            if placed.location == Location::Free {
                continue;
            }
            let revision = usize::try_from(placed.revision).unwrap_or_default();
            let Some(view) = document.as_of(revision) else { continue };
            let source = Source { id: placed.id, revision, number: placed.id.number };
            match view.get(placed.id) {
                Ok(value) => pass.value(&value, &source)?,
                Err(_) => pass.unread(view, placed)?,
            }
        }
        for (revision, trailer) in document.revisions().iter().map(|r| &r.trailer).enumerate() {
            let source = Source { id: Ref::new(0, 0), revision, number: TRAILER };
            pass.dict(trailer, &source)?;
        }
        pass.index.edges.sort_unstable();
        Ok(pass.index)
    }

    /// The objects that refer to this one as of a revision, each as often as it does.
    pub fn referrers(
        &self,
        target: u32,
        document: &Document<'_>,
        revision: usize,
        work: &Work,
    ) -> Result<Vec<u32>, PdfError> {
        let from = self.edges.partition_point(|edge| edge.target < target);
        let until = self.edges.partition_point(|edge| edge.target <= target);
        let edges = self.edges.get(from..until).unwrap_or_default();
        work.charge(u64::try_from(edges.len()).unwrap_or(u64::MAX))?;
        let as_of = u32::try_from(revision).unwrap_or(u32::MAX);
        let counts = |edge: &&Edge| match edge.source {
            TRAILER => edge.revision == as_of,
            source => {
                let known = document.ledger.find(source, as_of);
                known.is_some_and(|placed| placed.revision == edge.revision)
            }
        };
        Ok(edges.iter().filter(counts).map(|edge| edge.source).collect())
    }
}

struct Source {
    id: Ref,
    revision: usize,
    number: u32,
}

struct Pass<'w> {
    targets: HashSet<u32>,
    index: Index,
    work: &'w Work,
    /// Unreadable objects, with where they stand.
    met: HashSet<(u32, usize)>,
}

impl Pass<'_> {
    /// What is refused here some other reader repairs, and follows. So whatever looks like a
    /// reference in it counts as one; that it is unreadable is found where it matters.
    fn unread(&mut self, view: View<'_, '_>, placed: &Placed) -> Result<(), PdfError> {
        self.work.charge(1)?;
        let document = view.document();
        let known = |number: &u32| self.targets.contains(number);
        // In an object stream the whole stream speaks, once.
        let (source, found) = match placed.location {
            Location::File { at } if self.met.insert((placed.id.number, at)) => {
                (placed, references(view.window(at).get(at..).unwrap_or_default()))
            }
            Location::Stream { container, .. } if document.is_readable() => {
                let Some(holder) = document.ledger.find(container, placed.revision) else {
                    return Ok(());
                };
                let Location::File { at } = holder.location else { return Ok(()) };
                if !self.met.insert((container, at)) {
                    return Ok(());
                }
                let unpacked = view.container(container).map(|held| references(&held.bytes));
                (holder, unpacked.unwrap_or_else(|_| self.targets.iter().copied().collect()))
            }
            _ => return Ok(()),
        };
        let found: Vec<u32> = found.into_iter().filter(known).collect();
        self.work.charge(u64::try_from(found.len()).unwrap_or(u64::MAX))?;
        let (source, revision) = (source.id.number, source.revision);
        self.index.edges.extend(found.into_iter().map(|target| Edge { target, source, revision }));
        Ok(())
    }

    /// Nesting was bounded when the value was read.
    fn value(&mut self, value: &Object<'_>, source: &Source) -> Result<(), PdfError> {
        self.work.charge(1)?;
        match value {
            Object::Reference(id) if self.targets.contains(&id.number) => {
                let revision = u32::try_from(source.revision).unwrap_or(u32::MAX);
                let (target, source) = (id.number, source.number);
                self.index.edges.push(Edge { target, source, revision });
                Ok(())
            }
            Object::Array(items) => items.iter().try_for_each(|item| self.value(item, source)),
            Object::Dict(dict) => self.dict(dict, source),
            Object::Stream(stream) if stream.dict.has_name("Type", "XRef") => {
                let own = |entry: &&Entry<'_>| !OF_TRAILERS.iter().any(|key| entry.key == *key);
                let entries = stream.dict.entries().iter().filter(own);
                entries.into_iter().try_for_each(|entry| self.value(&entry.value, source))
            }
            Object::Stream(stream) => self.dict(&stream.dict, source),
            _ => Ok(()),
        }
    }

    fn dict(&mut self, dict: &Dict<'_>, source: &Source) -> Result<(), PdfError> {
        if is_signature(dict) {
            let sighting = Sighting { id: source.id, revision: source.revision };
            if self.index.sightings.last() != Some(&sighting) {
                self.index.sightings.push(sighting);
            }
        }
        dict.entries().iter().try_for_each(|entry| self.value(&entry.value, source))
    }
}

/// A byte range makes a signature, whatever the dictionary calls itself.
fn is_signature(dict: &Dict<'_>) -> bool {
    dict.get("ByteRange").is_some() && dict.get("Contents").is_some()
}

/// Numbers of whatever looks like `n g R`.
fn references(bytes: &[u8]) -> Vec<u32> {
    let number = |at: usize| {
        let mut left = Backwards { bytes, at };
        left.spaces()?;
        left.digits()?;
        left.spaces()?;
        std::str::from_utf8(left.digits()?).ok()?.parse().ok()
    };
    memchr::memchr_iter(b'R', bytes).filter_map(number).collect()
}
