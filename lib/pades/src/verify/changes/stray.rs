//! Bytes of a later revision that its cross-references do not know. Readers that repair files look
//! for objects everywhere, so what nobody signed may not lie about.

use std::ops::Range;

use super::Step;
use crate::PdfError;
use crate::lexer::{Lexer, is_space};
use crate::verify::backwards::holds_object;
use crate::verify::finding::Finding;
use crate::verify::rule::Rule;
use crate::xref::{self, Location};

impl Step<'_, '_, '_> {
    pub(super) fn stray(&mut self) -> Result<(), PdfError> {
        let revision = self.new.revision();
        let mut known: Vec<Range<usize>> = Vec::new();
        for change in &revision.changes {
            match change.location {
                Location::File { at } if revision.range.contains(&at) => {
                    let extent = self.new.extent(change.id, at)?;
                    self.inside(extent.clone());
                    known.push(extent);
                }
                _ => {}
            }
        }
        let (bytes, limits) = (self.history.document.bytes(), self.history.document.limits());
        let hidden = revision.trailer.integer("XRefStm").and_then(|at| usize::try_from(at).ok());
        for at in hidden.into_iter().chain([revision.section_at]) {
            known.push(xref::extent(bytes, at, limits)?);
        }
        known.sort_unstable_by_key(|range| range.start);
        let mut at = revision.range.start;
        for range in known {
            self.between(at..range.start);
            at = at.max(range.end);
        }
        let end = revision.range.end;
        let ending = memchr::memmem::rfind(bytes.get(at..end).unwrap_or_default(), b"startxref");
        self.between(at..ending.map_or(end, |found| at + found));
        Ok(())
    }

    /// In the data or a string of an object no second one may stand: a reader that rebuilds a
    /// damaged file would find it there.
    fn inside(&mut self, extent: Range<usize>) {
        let bytes = self.history.document.bytes().get(extent.clone()).unwrap_or_default();
        let head = memchr::memmem::find(bytes, b"obj").map_or(0, |at| at + b"obj".len());
        if holds_object(bytes.get(head..).unwrap_or_default()) {
            self.add(Finding::new(Rule::Stray).bytes(extent).what("obj"));
        }
    }

    /// Between two objects stand white space and short remarks.
    fn between(&mut self, range: Range<usize>) {
        let gap = self.history.document.bytes().get(range.clone()).unwrap_or_default();
        let mut lexer = Lexer::new(gap, 0);
        lexer.skip();
        let words = [b"obj".as_slice(), b"xref", b"trailer", b"stream"];
        let speaks = || words.iter().any(|word| memchr::memmem::find(gap, word).is_some());
        let is_blank = gap.iter().all(|byte| is_space(*byte));
        if !is_blank && (!lexer.rest().is_empty() || speaks()) {
            self.add(Finding::new(Rule::Stray).bytes(range));
        }
    }
}
