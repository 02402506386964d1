//! How a sheet is laid out, as plain data that a person may change, and how sure the proposal is.

use std::collections::BTreeMap;

use quality::numbers;
use serde::{Deserialize, Serialize};

use crate::finding::{Facts, Finding};

/// How a sheet is laid out. Rows from 1, columns from 0, both ends within.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The rows with the heads of the columns.
    pub heads: (u32, u32),
    /// From the first row with figures, or the name of a group above it, to the last one.
    pub body: (u32, u32),
    pub columns: Vec<Column>,
    /// What no column says.
    #[serde(default)]
    pub fixed: Place,
    /// How numbers are written that were typed as texts.
    #[serde(default)]
    pub convention: Option<Convention>,
    /// The region whose figures stand in rows named *Jumlah* or *Total*; such rows are left out without.
    #[serde(default)]
    pub total: Option<String>,
    /// Texts that name no code by themselves, with the code somebody said they mean, per dimension.
    #[serde(default)]
    pub names: BTreeMap<String, BTreeMap<String, String>>,
    /// Rows that are not read.
    #[serde(default)]
    pub skipped: Vec<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// From 0.
    pub column: u16,
    pub role: Role,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Nobody has said yet: figures below heads that match nothing.
    Unknown,
    /// Not read: remarks, sums of other columns.
    Ignored,
    /// The running number of the row.
    Number,
    /// Names or codes of regions of a level (0 province … 3 villages). Rows of higher levels in the same column are
    /// groups over those below them.
    Region {
        level: u8,
    },
    /// The code of the region that another column names.
    RegionCode,
    Period,
    /// Codes or names of the dimension with this id.
    Breakdown(String),
    /// Which measure the row is about.
    Measure,
    /// Figures.
    Value(Value),
}

/// A column of figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// What its heads say.
    #[serde(flatten)]
    pub place: Place,
    /// Figures are ten to this power times what is written: 3 for thousands.
    #[serde(default)]
    pub power: i8,
    /// The mark of all its figures: `*` for provisional ones, as in `2024*`.
    #[serde(default)]
    pub mark: Mark,
}

/// Where figures belong, as far as it is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    #[serde(default)]
    pub measure: Option<String>,
    /// `2024`, `2024-S1`, `2024-Q1`, `2024-03`
    #[serde(default)]
    pub period: Option<String>,
    /// Codes by dimension, that of regions included.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
}

/// How final a figure is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    #[default]
    Final,
    /// `*`
    Provisional,
    /// `**`
    VeryProvisional,
    /// `r`
    Revised,
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Convention {
    /// `1.234,5`
    DotsGroup,
    /// `1,234.5`
    CommasGroup,
}

impl From<numbers::Convention> for Convention {
    fn from(it: numbers::Convention) -> Self {
        match it {
            numbers::Convention::DotsGroup => Self::DotsGroup,
            numbers::Convention::CommasGroup => Self::CommasGroup,
        }
    }
}

impl From<Convention> for numbers::Convention {
    fn from(it: Convention) -> Self {
        match it {
            Convention::DotsGroup => Self::DotsGroup,
            Convention::CommasGroup => Self::CommasGroup,
        }
    }
}

/// A layout with the reasons for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub layout: Layout,
    /// One per column, and one per thing that is said once for all of them.
    pub reasons: Vec<Reason>,
    /// What the sheet holds besides: other tables, hidden rows.
    pub findings: Vec<Finding>,
}

/// Why something is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub about: About,
    pub sure: Sure,
    /// A stable code: `head-matches`, `running-number`.
    pub code: &'static str,
    pub facts: Facts,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Column(u16),
    /// What no column says; the id of a dimension.
    Dimension(String),
    Measure,
    Period,
    Total,
    Convention,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sure {
    /// Somebody has to say.
    Guess,
    Likely,
    Certain,
}

impl Proposal {
    /// As sure as the least sure of its parts.
    pub fn sure(&self) -> Sure {
        self.reasons.iter().map(|it| it.sure).min().unwrap_or(Sure::Certain)
    }
}

impl Layout {
    pub fn role(&self, column: u16) -> Option<&Role> {
        self.columns.iter().find(|it| it.column == column).map(|it| &it.role)
    }

    /// Notes what a text means. Returns whether the text meant something else before.
    pub fn call(&mut self, dimension: &str, text: &str, code: &str) -> bool {
        let names = self.names.entry(dimension.to_owned()).or_default();
        names.insert(text.trim().to_owned(), code.to_owned()).is_some_and(|it| it != code)
    }
}
