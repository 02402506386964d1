//! What a rule is, and what it says when it is broken.

use std::fmt;

use crate::tree::{File, Tree};

/// A rule of the house. `why` and `remedy` are printed with every failure, so that a failure
/// teaches.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Number in the design (`D1`) or nothing.
    pub number: &'static str,
    /// Short name, for the list and for the test.
    pub name: &'static str,
    /// Why the house has this rule.
    pub why: &'static str,
    /// What to do instead.
    pub remedy: &'static str,
    /// Finds what breaks it.
    pub check: fn(&Tree) -> Vec<Problem>,
}

/// One place where a rule is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub path: String,
    /// Line from 1; 0 when the whole file is meant.
    pub line: usize,
    pub what: String,
    /// A note is shown and does not fail.
    pub note: bool,
}

impl Problem {
    /// A broken rule at a line of a file.
    pub fn at(file: &File, line: usize, what: impl Into<String>) -> Self {
        Self::in_path(&file.path, line, what)
    }

    /// A broken rule somewhere in a file.
    pub fn in_path(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into(), note: false }
    }

    /// The same, as something to watch that does not fail yet.
    #[must_use]
    pub fn as_note(self) -> Self {
        Self { note: true, ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.what),
            line => write!(f, "{}:{line}: {}", self.path, self.what),
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({})", self.name)
    }
}
