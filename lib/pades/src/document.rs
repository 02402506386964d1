//! A file as the chain of its revisions.

use std::ops::Range;

use crate::cipher::Cipher;
use crate::container::Containers;
use crate::ledger::Ledger;
use crate::lexer::is_space;
use crate::revision::{Revision, XrefForm, cut};
use crate::terminator::Terminators;
use crate::view::View;
use crate::xref::read_chain;
use crate::{Bound, Fault, Limits, PdfError};

/// A PDF file, read but not copied. Cross-references are read when it is opened, objects when they
/// are asked for.
#[derive(Debug)]
pub struct Document<'a> {
    bytes: &'a [u8],
    limits: Limits,
    revisions: Vec<Revision<'a>>,
    pub(crate) ledger: Ledger,
    pub(crate) containers: Containers,
    /// What opens an encrypted file that needs no password.
    pub(crate) cipher: Option<Cipher>,
}

impl<'a> Document<'a> {
    /// Reads the revisions of a file.
    pub fn open(bytes: &'a [u8]) -> Result<Self, PdfError> {
        Self::open_within(bytes, Limits::default())
    }

    /// The same with other limits.
    pub fn open_within(bytes: &'a [u8], limits: Limits) -> Result<Self, PdfError> {
        if bytes.len() > limits.file {
            return Err(PdfError::new(Fault::Limit(Bound::File), limits.file));
        }
        if !bytes.starts_with(b"%PDF-") {
            return Err(PdfError::new(Fault::Header, 0));
        }
        let terminators = Terminators::find(bytes)?;
        let last = terminators.last().ok_or(PdfError::new(Fault::StartXref, bytes.len()))?;
        let sections = read_chain(bytes, last.target, &limits)?;
        let drafts = cut(bytes, sections, &terminators, &limits)?;
        let (ledger, revisions) = Ledger::build(drafts)?;
        let containers = Containers::new(&ledger, &limits);
        let mut document = Self { bytes, limits, revisions, ledger, containers, cipher: None };
        document.cipher = Cipher::of(&document);
        Ok(document)
    }

    /// The whole file.
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The revisions, oldest first; there is at least one.
    pub fn revisions(&self) -> &[Revision<'a>] {
        &self.revisions
    }

    /// What follows the newest revision. In an untouched file it is empty; white space in it may be
    /// covered by a signature.
    pub fn tail(&self) -> Range<usize> {
        let end = self.revisions.last().map_or(0, |revision| revision.range.end);
        end..self.bytes.len()
    }

    /// Whether the newest trailer names an encryption. A file that needs no password is read like any
    /// other; of one that does revisions can be listed, strings and streams not be read.
    pub fn is_encrypted(&self) -> bool {
        self.revisions.last().is_some_and(|revision| revision.trailer.get("Encrypt").is_some())
    }

    /// The file as somebody sees it who has only the bytes up to the end of this revision.
    pub fn as_of(&self, revision: usize) -> Option<View<'_, 'a>> {
        View::new(self, revision)
    }

    /// The file as its newest revision shows it.
    pub fn newest(&self) -> Option<View<'_, 'a>> {
        self.as_of(self.revisions.len().checked_sub(1)?)
    }

    /// Whether strings and streams can be read.
    pub fn is_readable(&self) -> bool {
        self.cipher.is_some() || !self.is_encrypted()
    }

    /// The revision whose end this byte is, if a signature over all before it covers one whole.
    /// White space behind the revision may be covered as well: nothing can hide in it.
    pub fn revision_ending_at(&self, end: usize) -> Option<usize> {
        let after = self.revisions.partition_point(|revision| revision.marker_end <= end);
        let index = after.checked_sub(1)?;
        let behind = self.bytes.get(self.revisions.get(index)?.marker_end..end)?;
        behind.iter().all(|byte| is_space(*byte)).then_some(index)
    }

    /// The highest object number that any revision entered; an increment goes on behind it.
    pub fn highest_number(&self) -> u32 {
        self.ledger.placed().last().map_or(0, |placed| placed.id.number)
    }

    /// Whether the first revision has a table that leaves numbers out (§7.5.4 wants every one).
    pub(crate) fn has_gaps(&self) -> bool {
        let is_table = self.revisions.first().is_some_and(|first| first.form != XrefForm::Stream);
        let numbers = self.ledger.placed().iter().filter(|placed| placed.revision == 0);
        is_table && !numbers.map(|placed| placed.id.number).eq(0..=self.highest_in_first())
    }

    fn highest_in_first(&self) -> u32 {
        let mut first = self.ledger.placed().iter().filter(|placed| placed.revision == 0);
        first.next_back().map_or(0, |placed| placed.id.number)
    }
}
