//! The chain of sections, newest first, along `/Prev`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Allowance, Entry, Location, Part, read_part};
use crate::lexer::is_space;
use crate::object::{Dict, Object};
use crate::{Bound, Fault, Limits, PdfError};

/// A link of the chain: a section, with the stream that a hybrid file adds to a table.
pub struct Section<'a> {
    pub span: Range<usize>,
    pub is_table: bool,
    pub is_hybrid: bool,
    pub trailer: Dict<'a>,
    /// In the order in which they count.
    pub entries: Vec<Entry>,
}

/// Reads the chain that begins at `newest`.
pub fn read_chain<'a>(
    bytes: &'a [u8],
    newest: usize,
    limits: &Limits,
) -> Result<Vec<Section<'a>>, PdfError> {
    let mut chain = Chain {
        bytes,
        allowance: Allowance { limits, entries: limits.entries, decoded: limits.decoded_total },
        claimed: BTreeMap::new(),
        begun: BTreeSet::new(),
    };
    let mut sections = Vec::new();
    let mut next = Some(newest);
    while let Some(at) = next {
        let section = chain.section(at)?;
        next = offset(&section.trailer, "Prev", section.span.start)?;
        sections.push(section);
    }
    Ok(sections)
}

struct Chain<'a, 'l> {
    bytes: &'a [u8],
    allowance: Allowance<'l>,
    /// Bytes that belong to a section, by their beginning. Since none is read twice, the whole
    /// chain costs no more than the file is long.
    claimed: BTreeMap<usize, usize>,
    begun: BTreeSet<usize>,
}

impl<'a> Chain<'a, '_> {
    fn section(&mut self, at: usize) -> Result<Section<'a>, PdfError> {
        let part = self.part(at)?;
        let extra =
            if part.is_table { offset(&part.trailer, "XRefStm", part.span.start)? } else { None };
        let Some(extra) = extra else {
            let Part { span, is_table, entries, trailer } = part;
            return Ok(Section { span, is_table, is_hybrid: false, trailer, entries });
        };
        let stream = self.part(extra)?;
        if stream.is_table {
            return Err(PdfError::new(Fault::Xref, extra));
        }
        // Some readers go on from what the stream names, others from what the trailer names.
        for key in ["Root", "Prev", "Encrypt"] {
            let named = stream.trailer.get(key);
            if named.is_some() && named != part.trailer.get(key) {
                return Err(PdfError::new(Fault::Trailer, extra));
            }
        }
        // The stream gives what the table hides as free, so the table's free entries come last.
        let is_used = |entry: &Entry| entry.location != Location::Free;
        let (mut entries, free): (Vec<_>, Vec<_>) = part.entries.into_iter().partition(is_used);
        entries.extend(stream.entries);
        entries.extend(free);
        let Part { span, trailer, .. } = part;
        Ok(Section { span, is_table: true, is_hybrid: true, trailer, entries })
    }

    fn part(&mut self, at: usize) -> Result<Part<'a>, PdfError> {
        let at = settle(self.bytes, at);
        if at >= self.bytes.len() {
            return Err(PdfError::new(Fault::Outside, at));
        }
        if self.is_claimed(at) || !self.begun.insert(at) {
            return Err(PdfError::new(Fault::Overlap, at));
        }
        if self.begun.len() > self.allowance.limits.sections {
            return Err(PdfError::new(Fault::Limit(Bound::Sections), at));
        }
        let part = read_part(self.bytes, at, &mut self.allowance)?;
        let next = self.claimed.range(at..).next().map(|(start, _)| *start);
        if next.is_some_and(|start| start < part.span.end) {
            return Err(PdfError::new(Fault::Overlap, at));
        }
        self.claimed.insert(part.span.start, part.span.end);
        Ok(part)
    }

    fn is_claimed(&self, at: usize) -> bool {
        self.claimed.range(..=at).next_back().is_some_and(|(_, end)| at < *end)
    }
}

/// An offset in a trailer; absent, or a number inside the file.
fn offset(trailer: &Dict<'_>, key: &str, at: usize) -> Result<Option<usize>, PdfError> {
    match trailer.get(key) {
        None | Some(Object::Null) => Ok(None),
        Some(Object::Integer(value)) => match usize::try_from(*value) {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(PdfError::new(Fault::Outside, at)),
        },
        Some(_) => Err(PdfError::new(Fault::Trailer, at)),
    }
}

/// White space that may stand before a section.
const BEFORE: usize = 32;

/// Offsets of sections are compared after white space: some writers point to the line before.
pub fn settle(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take(BEFORE).take_while(|b| is_space(**b)).count()
}
