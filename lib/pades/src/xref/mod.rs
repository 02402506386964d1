//! Cross-reference sections: where objects stand (ISO 32000-1 §7.5.4, §7.5.8).

mod chain;
mod stream;
mod table;

use std::ops::Range;

use crate::lexer::Lexer;
use crate::object::Dict;
use crate::{Bound, Fault, Limits, PdfError};

pub use chain::{Section, read_chain, settle};

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// Nowhere: the number is free.
    Free,
    /// At this byte of the file.
    File { at: usize },
    /// In an object stream, at this place of its directory.
    Stream { container: u32, index: u32 },
}

/// One entry of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub number: u32,
    pub generation: u16,
    pub location: Location,
}

/// A section by itself: one table with its trailer, or one stream.
pub struct Part<'a> {
    pub span: Range<usize>,
    pub is_table: bool,
    pub entries: Vec<Entry>,
    pub trailer: Dict<'a>,
}

/// How many entries may still be read, and how many bytes decoded for them.
pub struct Allowance<'l> {
    pub limits: &'l Limits,
    pub entries: usize,
    pub decoded: usize,
}

impl Allowance<'_> {
    /// An entry of the object with this number, if it may be.
    fn number(&mut self, number: u64, at: usize) -> Result<u32, PdfError> {
        self.entries =
            self.entries.checked_sub(1).ok_or(PdfError::new(Fault::Limit(Bound::Entries), at))?;
        let number = u32::try_from(number).ok().filter(|n| *n <= self.limits.number);
        number.ok_or(PdfError::new(Fault::Limit(Bound::Number), at))
    }
}

/// The bytes of the section that stands here, trailer included.
pub fn extent(bytes: &[u8], at: usize, limits: &Limits) -> Result<Range<usize>, PdfError> {
    let (entries, decoded) = (limits.entries, limits.decoded_total);
    let part = read_part(bytes, settle(bytes, at), &mut Allowance { limits, entries, decoded })?;
    Ok(part.span)
}

/// Reads the section that stands here.
fn read_part<'a>(
    bytes: &'a [u8],
    at: usize,
    allowance: &mut Allowance<'_>,
) -> Result<Part<'a>, PdfError> {
    let mut lexer = Lexer::new(bytes, at);
    let part = if lexer.take_word(b"xref") {
        table::read(lexer, at, allowance)?
    } else {
        stream::read(bytes, at, allowance)?
    };
    match duplicate(&part.entries) {
        true => Err(PdfError::new(Fault::DuplicateEntry, at)),
        false => Ok(part),
    }
}

/// Which of two entries for one number counts is a matter of taste, so neither does.
fn duplicate(entries: &[Entry]) -> bool {
    let mut numbers: Vec<u32> = entries.iter().map(|entry| entry.number).collect();
    numbers.sort_unstable();
    numbers.windows(2).any(|pair| pair[0] == pair[1])
}
