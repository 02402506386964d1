//! What is odd about a table that was brought, beyond single cells: the checks K04 and K06 to K10 of
//! the walidata, each as one function over all figures. The arithmetic is that of [`quality`].
//!
//! Whoever brought the table mends an error; a warning may be confirmed with a reason.

mod areas;
mod range;
mod sums;
mod time;
mod whole;

use std::collections::{BTreeMap, HashMap};

use cube::Cell;
use layout::Suggestion;
pub use whole::absent;

use super::codes::ListedCode;
use super::dataset::Dataset;
use super::figure::{Figure, Series};
use super::period::Period;

/// What is looked at.
pub struct Table<'t> {
    pub dataset: &'t Dataset,
    /// Each figure with the cell of the spreadsheet it was read from: `C12`.
    pub figures: &'t [(String, Figure)],
    /// What the last version says of the same series, in all periods.
    pub before: &'t HashMap<(Series, Period), Cell>,
    /// The code of the regency.
    pub home: &'t str,
    /// The codes of each axis.
    pub lists: &'t BTreeMap<String, Vec<ListedCode>>,
}

/// A check, by the number people know it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Check {
    K01,
    K02,
    K03,
    K04,
    K05,
    K06,
    K07,
    K08,
    K09,
    K10,
    K13,
    K14,
}

/// Whether it stops the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    Error,
    /// May be confirmed with a reason.
    Warning,
    /// Only said.
    Note,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub check: Check,
    pub severity: Severity,
    /// The cell of the spreadsheet, where it is about one: `C12`.
    pub at: Option<String>,
    /// The end of the key of its sentence: `k09-jump`.
    pub says: &'static str,
    /// What the sentence names.
    pub facts: BTreeMap<&'static str, String>,
    /// What is probably meant; taken when somebody says so.
    pub suggestion: Option<Suggestion>,
}

impl Check {
    /// `K04`
    pub const fn code(self) -> &'static str {
        match self {
            Self::K01 => "K01",
            Self::K02 => "K02",
            Self::K03 => "K03",
            Self::K04 => "K04",
            Self::K05 => "K05",
            Self::K06 => "K06",
            Self::K07 => "K07",
            Self::K08 => "K08",
            Self::K09 => "K09",
            Self::K10 => "K10",
            Self::K13 => "K13",
            Self::K14 => "K14",
        }
    }
}

impl Finding {
    pub fn error(check: Check, says: &'static str) -> Self {
        Self {
            check,
            severity: Severity::Error,
            at: None,
            says,
            facts: BTreeMap::new(),
            suggestion: None,
        }
    }

    pub fn warning(check: Check, says: &'static str) -> Self {
        Self { severity: Severity::Warning, ..Self::error(check, says) }
    }

    #[must_use]
    pub fn at(self, cell: impl Into<String>) -> Self {
        Self { at: Some(cell.into()), ..self }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, fact: impl ToString) -> Self {
        self.facts.insert(name, fact.to_string());
        self
    }

    /// By which it is confirmed; stays the same as long as the finding does.
    pub fn key(&self) -> String {
        let facts: Vec<String> = self.facts.values().cloned().collect();
        format!("{}|{}|{}", self.says, self.at.as_deref().unwrap_or_default(), facts.join("|"))
    }
}

impl From<layout::Finding> for Finding {
    fn from(it: layout::Finding) -> Self {
        let check = match it.check {
            layout::Check::K01 => Check::K01,
            layout::Check::K02 => Check::K02,
            layout::Check::K03 => Check::K03,
            layout::Check::K05 => Check::K05,
            layout::Check::K07 => Check::K07,
            layout::Check::K08 => Check::K08,
            layout::Check::K13 => Check::K13,
        };
        let severity = match it.severity {
            layout::Severity::Error => Severity::Error,
            layout::Severity::Warning => Severity::Warning,
            layout::Severity::Note => Severity::Note,
        };
        Self {
            check,
            severity,
            at: it.at.map(|at| at.to_string()),
            says: it.code,
            facts: it.facts.into_iter().collect(),
            suggestion: it.suggestion,
        }
    }
}

/// All that is odd, errors first.
pub fn examine(table: &Table<'_>) -> Vec<Finding> {
    let checks =
        [whole::completeness, range::possible, time::unit, sums::parts, time::odd, areas::odd];
    let mut all: Vec<Finding> = checks.iter().flat_map(|check| check(table)).collect();
    all.sort_by_key(|it| (it.severity, it.check));
    all
}

impl Table<'_> {
    /// How people call a code of an axis.
    fn name(&self, axis: &str, code: &str) -> String {
        let listed = self.lists.get(axis).and_then(|codes| codes.iter().find(|it| it.code == code));
        listed.map_or_else(|| code.to_owned(), |it| it.title.id.clone())
    }

    /// Where the codes of an axis stand in a series.
    fn place(&self, axis: &str) -> Option<usize> {
        self.dataset.series_order().iter().position(|it| *it == axis)
    }

    /// A series in words: the names of its codes but for the measure.
    fn names(&self, series: &Series) -> String {
        let order = self.dataset.series_order();
        let others = series.codes().iter().zip(order).skip(1);
        let named: Vec<String> = others.map(|(code, axis)| self.name(axis, code)).collect();
        named.join(", ")
    }
}
