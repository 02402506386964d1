//! `startxref`, a number, `%%EOF`: what ends a revision (ISO 32000-1 §7.5.5).

use std::collections::HashMap;

use crate::lexer::{Lexer, is_space};
use crate::xref::settle;
use crate::{Fault, PdfError};

/// One end of a revision that the file writes down, true or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminator {
    /// Where `startxref` stands.
    pub at: usize,
    /// Where it says the section stands, white space before it skipped.
    pub target: usize,
    /// Behind `%%EOF`.
    pub marker_end: usize,
    /// Behind the end of that line.
    pub end: usize,
}

/// Every terminator of the file, in its order.
pub struct Terminators {
    all: Vec<Terminator>,
    /// Indexes into `all` by target, ascending.
    by_target: HashMap<usize, Vec<usize>>,
}

impl Terminators {
    /// Finds them in one pass. The last `startxref` of a file must be whole: a reader that starts
    /// at it and one that skips it would see two different documents.
    pub fn find(bytes: &[u8]) -> Result<Self, PdfError> {
        let mut all = Vec::new();
        let mut broken = None;
        for at in memchr::memmem::find_iter(bytes, b"startxref") {
            let before = at.checked_sub(1).and_then(|i| bytes.get(i));
            if before.is_some_and(|b| !is_space(*b)) {
                continue;
            }
            match read(bytes, at) {
                Some(terminator) => {
                    all.push(terminator);
                    broken = None;
                }
                None => broken = Some(at),
            }
        }
        if let Some(at) = broken {
            return Err(PdfError::new(Fault::StartXref, at));
        }
        let mut by_target: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, terminator) in all.iter().enumerate() {
            by_target.entry(terminator.target).or_default().push(index);
        }
        Ok(Self { all, by_target })
    }

    pub fn last(&self) -> Option<&Terminator> {
        self.all.last()
    }

    /// The first one that points to `target` and stands at `from` or later.
    pub fn first_for(&self, target: usize, from: usize) -> Option<&Terminator> {
        let indexes = self.by_target.get(&target)?;
        let after = indexes.partition_point(|i| self.all.get(*i).is_some_and(|t| t.at < from));
        self.all.get(*indexes.get(after)?)
    }
}

fn read(bytes: &[u8], at: usize) -> Option<Terminator> {
    let mut lexer = Lexer::new(bytes, at + b"startxref".len());
    few_spaces(&mut lexer)?;
    let target = usize::try_from(lexer.take_unsigned()?).ok()?;
    few_spaces(&mut lexer)?;
    if !lexer.take(b"%%EOF") {
        return None;
    }
    let marker_end = lexer.at;
    lexer.take_line_end();
    Some(Terminator { at, target: settle(bytes, target), marker_end, end: lexer.at })
}

/// Some white space, and not so much that many of these could cost more than the file is long.
fn few_spaces(lexer: &mut Lexer<'_>) -> Option<()> {
    let from = lexer.at;
    let few = lexer.rest().iter().take(FEW).take_while(|b| is_space(**b)).count();
    lexer.at += few;
    (lexer.at > from).then_some(())
}

const FEW: usize = 64;
