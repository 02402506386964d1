//! Object streams (ISO 32000-1 §7.5.7): decoded once, when first asked for.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::ledger::{Ledger, Placed};
use crate::lexer::Lexer;
use crate::object::Stream;
use crate::xref::Location;
use crate::{Bound, Fault, Limits, PdfError};

/// The object streams of a file by the byte where each stands.
#[derive(Debug)]
pub struct Containers {
    slots: HashMap<usize, Slot>,
    /// Decoded bytes that are still granted.
    left: AtomicUsize,
}

#[derive(Debug)]
struct Slot {
    placed: Placed,
    decoded: OnceLock<Result<Container, PdfError>>,
}

/// An object stream, decoded.
#[derive(Debug)]
pub struct Container {
    /// Where its object stands in the file.
    pub at: usize,
    pub bytes: Vec<u8>,
    /// Number and place of each object, in the order of the directory.
    directory: Vec<(u32, u32)>,
}

impl Containers {
    /// A place for every object that some entry calls an object stream.
    pub fn new(ledger: &Ledger, limits: &Limits) -> Self {
        let numbers: HashSet<u32> = ledger
            .placed()
            .iter()
            .filter_map(|placed| match placed.location {
                Location::Stream { container, .. } => Some(container),
                _ => None,
            })
            .collect();
        let slot = |placed: &Placed| match placed.location {
            Location::File { at } if numbers.contains(&placed.id.number) => {
                Some((at, Slot { placed: *placed, decoded: OnceLock::new() }))
            }
            _ => None,
        };
        let slots = ledger.placed().iter().filter_map(slot).collect();
        Self { slots, left: AtomicUsize::new(limits.decoded_total) }
    }

    /// The object stream that stands at this byte. `read` gives its stream when it is first asked
    /// for; it is handed the entry, so that the answer does not depend on who asks first.
    pub fn get<'s, 'r>(
        &'s self,
        at: usize,
        limits: &Limits,
        read: impl FnOnce(&Placed) -> Result<Stream<'r>, PdfError>,
    ) -> Option<Result<&'s Container, PdfError>> {
        let slot = self.slots.get(&at)?;
        let decode = || self.decode(at, &read(&slot.placed)?, limits);
        Some(slot.decoded.get_or_init(decode).as_ref().map_err(|error| *error))
    }

    fn decode(
        &self,
        at: usize,
        stream: &Stream<'_>,
        limits: &Limits,
    ) -> Result<Container, PdfError> {
        let decoded = self.left.load(Ordering::Relaxed).min(limits.decoded);
        let granted = Limits { decoded, ..*limits };
        let read = || {
            let bytes = stream.decode(&granted)?.into_owned();
            let directory = directory(stream, &bytes, at)?;
            Ok(Container { at, bytes, directory })
        };
        let container = read();
        // What fails costs as much as it could have: many failures are no way round the bound.
        let taken = container.as_ref().map_or(stream.most(&granted), Container::size);
        let charge = |left: usize| left.checked_sub(taken);
        match self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, charge) {
            Ok(_) => container,
            Err(_) => {
                self.left.store(0, Ordering::Relaxed);
                Err(PdfError::new(Fault::Limit(Bound::Decoded), at))
            }
        }
    }
}

impl Container {
    fn size(&self) -> usize {
        self.bytes.len() + size_of_val(self.directory.as_slice())
    }

    /// The bytes of the object at this place of the directory: up to where the next one begins.
    pub fn window(&self, index: u32, number: u32) -> Result<Range<usize>, PdfError> {
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        match self.directory.get(index) {
            Some((found, start)) if *found == number => {
                let next = index.checked_add(1).and_then(|i| self.directory.get(i));
                let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
                let end = next.map_or(self.bytes.len(), |(_, start)| place(*start));
                Ok(place(*start)..end)
            }
            _ => Err(PdfError::new(Fault::Directory, self.at)),
        }
    }
}

/// Reads `/N` pairs of number and place. Places must rise, as the standard says: two objects at
/// one place, or one inside another, would be read differently by different readers.
fn directory(stream: &Stream<'_>, bytes: &[u8], at: usize) -> Result<Vec<(u32, u32)>, PdfError> {
    let fault = PdfError::new(Fault::Directory, at);
    let positive = |key| stream.dict.integer(key).and_then(|value| u32::try_from(value).ok());
    let (Some(count), Some(first)) = (positive("N"), positive("First")) else { return Err(fault) };
    let head = usize::try_from(first).ok().and_then(|first| bytes.get(..first)).ok_or(fault)?;
    let mut lexer = Lexer::new(head, 0);
    let mut next = || {
        lexer.skip();
        lexer.take_unsigned().and_then(|value| u32::try_from(value).ok())
    };
    let mut directory: Vec<(u32, u32)> = Vec::new();
    for _ in 0..count {
        let (Some(number), Some(offset)) = (next(), next()) else { return Err(fault) };
        let start = first.checked_add(offset).ok_or(fault)?;
        let rises = directory.last().is_none_or(|(_, last)| *last < start);
        if !rises || usize::try_from(start).map_or(true, |start| start > bytes.len()) {
            return Err(fault);
        }
        directory.push((number, start));
    }
    Ok(directory)
}
