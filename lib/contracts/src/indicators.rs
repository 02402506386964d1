//! What modules count anyway, offered to the regional statistics: a table of a year, region by region.
//! The statistics take it as they take the table of any office, so that it is checked, examined and
//! released like every other.

use std::sync::Arc;

use db::Tx;

use crate::Answer;

/// A table of figures that a module offers.
#[derive(Clone)]
pub struct Indicators {
    /// The dataset that it becomes: `PBB_DESA`; capital letters, digits and underscores.
    pub id: &'static str,
    /// The code of the perangkat daerah whose figures they are (produsen data).
    pub producer: &'static str,
    pub title: Words,
    /// What is counted, and how, in a sentence or two.
    pub about: Words,
    /// Whose figures they are.
    pub source: Words,
    /// Under which heading of the list of data it stands.
    pub theme: Words,
    pub measures: &'static [Measure],
    pub counts: Arc<dyn Counts>,
}

/// One column of figures. They are whole and not negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// `PENERIMAAN`
    pub id: &'static str,
    pub title: Words,
    /// What exactly is counted.
    pub about: Words,
    /// `RUPIAH`
    pub unit_id: &'static str,
    pub unit: Words,
}

/// The same words in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    pub id: &'static str,
    pub en: &'static str,
}

/// The figures of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The code of Kemendagri where it is known, else the name with its kind: `Desa Singa Gembara`.
    pub region: String,
    /// One per measure, in their order; `None` for what must not be known, since too few stand behind it.
    pub values: Vec<Option<i64>>,
}

/// Counts.
pub trait Counts: Send + Sync + 'static {
    /// What is so far counted for a year, each region once; empty when there is nothing.
    fn of_year<'a>(&'a self, tx: &'a mut Tx, year: u16) -> Answer<'a, Vec<Counted>>;
}
