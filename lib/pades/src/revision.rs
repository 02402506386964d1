//! Revisions: what each saving of the file added, changed or freed.

use std::ops::Range;

use crate::lexer::Lexer;
use crate::object::{Dict, Object, Ref};
use crate::parser::Parser;
use crate::terminator::{Terminator, Terminators};
use crate::xref::{self, Location, Section};
use crate::{Fault, Limits, PdfError};

/// How a revision writes its cross-references. An increment must use the form of what it follows,
/// or Acrobat finds fault with earlier signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XrefForm {
    Table,
    Stream,
    /// A table, and a stream that old readers do not see.
    Hybrid,
}

/// One saving of the file: the bytes from the end of the one before to behind its own `%%EOF`.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision<'a> {
    /// From the end of the revision before to the end of the line with `%%EOF`.
    pub range: Range<usize>,
    /// Behind `%%EOF`, without the end of the line: what a signature covers may end here.
    pub marker_end: usize,
    /// Where `startxref` points to: the newest section of this revision.
    pub section_at: usize,
    pub form: XrefForm,
    pub is_linearized: bool,
    pub trailer: Dict<'a>,
    /// By object number.
    pub changes: Vec<Change>,
}

/// What a revision did to one object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub id: Ref,
    pub kind: ChangeKind,
    pub location: Location,
}

/// Entered anew with the same place is no change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    Added,
    Changed,
    Freed,
}

/// A revision before its changes are known, with its entries by number, each once.
pub struct Draft<'a> {
    pub revision: Revision<'a>,
    pub entries: Vec<xref::Entry>,
}

/// Cuts the chain (newest first) into revisions (oldest first). A section that no terminator of
/// its own follows belongs to the next newer one: the two sections of a linearised file do.
pub fn cut<'a>(
    bytes: &[u8],
    sections: Vec<Section<'a>>,
    terminators: &Terminators,
    limits: &Limits,
) -> Result<Vec<Draft<'a>>, PdfError> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for section in sections {
        let own = terminators.first_for(section.span.start, section.span.end);
        match (groups.last_mut(), own) {
            (Some(group), None) => group.sections.push(section),
            (None, None) => return Err(PdfError::new(Fault::StartXref, section.span.end)),
            (_, Some(_)) => groups.push(Group { sections: vec![section] }),
        }
    }
    groups.reverse();
    let mut start = 0;
    let mut drafts = Vec::with_capacity(groups.len());
    for group in groups {
        let draft = group.draft(bytes, start, terminators, limits)?;
        start = draft.revision.range.end;
        drafts.push(draft);
    }
    Ok(drafts)
}

/// Sections of one revision, newest first.
struct Group<'a> {
    sections: Vec<Section<'a>>,
}

impl<'a> Group<'a> {
    fn draft(
        self,
        bytes: &[u8],
        start: usize,
        terminators: &Terminators,
        limits: &Limits,
    ) -> Result<Draft<'a>, PdfError> {
        let spans = || self.sections.iter().map(|section| &section.span);
        let first = spans().map(|span| span.start).min().unwrap_or(start);
        let end = spans().map(|span| span.end).max().unwrap_or(start);
        // Only the sections of a linearised file stand in the order in which they count less.
        let is_ordered =
            self.sections.is_sorted_by(|newer, older| newer.span.start > older.span.start);
        let is_linearized = !is_ordered && start == 0 && is_linearized(bytes, limits);
        if first < start || !(is_ordered || is_linearized) {
            return Err(PdfError::new(Fault::Order, first));
        }
        let mut sections = self.sections.into_iter();
        let Some(head) = sections.next() else {
            return Err(PdfError::new(Fault::Order, start));
        };
        let section_at = head.span.start;
        let Some(terminator) = terminators.first_for(section_at, end) else {
            return Err(PdfError::new(Fault::StartXref, end));
        };
        let form = form(&head);
        let mut entries = head.entries;
        entries.extend(sections.flat_map(|section| section.entries));
        // Stable, so the first of each number, which counts, stays the first.
        entries.sort_by_key(|entry| entry.number);
        entries.dedup_by_key(|entry| entry.number);
        let Terminator { marker_end, end, .. } = *terminator;
        let revision = Revision {
            range: start..end,
            marker_end,
            section_at,
            form,
            is_linearized,
            trailer: head.trailer,
            changes: Vec::new(),
        };
        Ok(Draft { revision, entries })
    }
}

const fn form(section: &Section<'_>) -> XrefForm {
    match (section.is_table, section.is_hybrid) {
        (false, _) => XrefForm::Stream,
        (true, true) => XrefForm::Hybrid,
        (true, false) => XrefForm::Table,
    }
}

/// Whether the first object of the file is a linearisation dictionary (annex F.3.3).
fn is_linearized(bytes: &[u8], limits: &Limits) -> bool {
    let mut lexer = Lexer::new(bytes, 0);
    lexer.skip();
    let first = Parser::new_at(lexer, limits).indirect();
    first.is_ok_and(|object| match object.value {
        Object::Dict(dict) => dict.get("Linearized").is_some(),
        _ => false,
    })
}
