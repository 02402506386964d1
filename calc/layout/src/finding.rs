//! What is wrong or worth saying, at which cell. The sentences are made elsewhere.

use std::collections::HashMap;

use serde::Serialize;

use crate::sheet::At;

/// What a sentence needs, by name.
pub type Facts = Vec<(&'static str, String)>;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub check: Check,
    pub severity: Severity,
    /// A stable code of what was found: `name-near`, `blank`.
    pub code: &'static str,
    /// As a spreadsheet names it, `B5`; `None` for what is about the whole sheet.
    #[serde(serialize_with = "shown")]
    pub at: Option<At>,
    pub facts: Facts,
    pub suggestion: Option<Suggestion>,
}

/// The checks of an upload that need the form of a table. The others are in `quality`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Check {
    /// Heads and columns.
    K01,
    /// Codes and names.
    K02,
    /// The same place twice.
    K03,
    /// Numbers as they are written.
    K05,
    /// Units.
    K07,
    /// Sums.
    K08,
    /// Missing kinds: a blank cell is no answer.
    K13,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The figure is not taken.
    Error,
    /// Somebody has to look, and may go on with a reason.
    Warning,
    /// Only said.
    Note,
}

/// What is probably meant. Nothing of it is taken until somebody says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Suggestion {
    /// One code of a dimension.
    Code { dimension: String, code: String },
    /// One of several codes, the nearest first.
    Codes { dimension: String, codes: Vec<String> },
    /// What should stand in the cell.
    Text(String),
    /// One of two numbers, by how numbers are written.
    Either { dots_group: String, commas_group: String },
}

fn shown<S: serde::Serializer>(at: &Option<At>, to: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => to.collect_str(at),
        None => to.serialize_none(),
    }
}

/// Findings of one code that are kept; whoever has made a mistake 500 times made it everywhere.
const KEPT: usize = 500;

/// Gathers findings, of each code only so many.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    kept: Vec<Finding>,
    counts: HashMap<&'static str, usize>,
}

impl Findings {
    /// Whether one more of this code would be kept.
    pub(crate) fn push(&mut self, finding: Finding) {
        let count = self.counts.entry(finding.code).or_default();
        *count += 1;
        if *count <= KEPT {
            self.kept.push(finding);
        }
    }

    /// By their places, those about the whole sheet first; and how many were left out.
    pub(crate) fn sorted(mut self) -> (Vec<Finding>, usize) {
        self.kept.sort_by_key(|it| (it.at, it.check));
        let over = self.counts.values().map(|count| count.saturating_sub(KEPT));
        (self.kept, over.sum())
    }
}

impl Finding {
    pub(crate) fn new(
        check: Check,
        severity: Severity,
        code: &'static str,
        at: impl Into<Option<At>>,
    ) -> Self {
        Self { check, severity, code, at: at.into(), facts: Vec::new(), suggestion: None }
    }

    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, fact: impl ToString) -> Self {
        self.facts.push((name, shortened(&fact.to_string())));
        self
    }

    #[must_use]
    pub(crate) fn suggesting(mut self, it: impl Into<Option<Suggestion>>) -> Self {
        self.suggestion = it.into();
        self
    }
}

/// A cell may hold a book.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 120;
    let text = text.trim();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
