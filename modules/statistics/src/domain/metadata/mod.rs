//! What is told of a dataset by the three forms of BPS Regulation 5/2020: MS-Keg of the activity, MS-Ind
//! of each indicator, MS-Var of each variable.
//!
//! A measure of a dataset is an indicator; its measures and breakdowns are the variables. A form is
//! filled in section by section, and may be left with gaps: only a release needs all of it (K14).

mod fields;
mod gaps;
mod proposals;
mod public;
pub mod recommendation;
mod section;

use std::collections::BTreeMap;

use base::Instant;
use serde::{Deserialize, Serialize};

pub use fields::{COMPILATION, Field, FieldKind, NO, SURVEY, YES};
pub use gaps::{Gap, gaps, is_asked, is_needed};
pub use proposals::{Known, proposed};
pub use public::{Producer, published};
pub use section::{Block, Section};

/// What somebody wrote, by the names of the fields on the wire; several choices stand as `a; b`.
pub type Record = BTreeMap<String, String>;

/// The three forms of a dataset.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// MS-Keg.
    #[serde(default)]
    pub activity: Record,
    /// MS-Ind of each measure.
    #[serde(default)]
    pub indicators: BTreeMap<String, Record>,
    /// MS-Var of each measure and breakdown.
    #[serde(default)]
    pub variables: BTreeMap<String, Record>,
}

/// The forms as they were after somebody saved a part of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// 1 for the first.
    pub number: i64,
    pub metadata: Metadata,
    pub saved_by: String,
    pub saved_name: String,
    pub saved_at: Instant,
}

/// What stands between several choices.
pub const BETWEEN: &str = "; ";

impl Metadata {
    /// What was written in the record to which a section belongs.
    pub fn record(&self, section: &Section) -> Option<&Record> {
        match section {
            Section::Activity(_) => Some(&self.activity),
            Section::Indicator(id) => self.indicators.get(id),
            Section::Variable(id) => self.variables.get(id),
        }
    }

    /// What stands in a field; empty where nobody wrote anything.
    pub fn value(&self, section: &Section, wire: &str) -> &str {
        self.record(section).and_then(|it| it.get(wire)).map_or("", String::as_str)
    }

    /// The same with what was written in a section; fields of other sections stay as they are.
    #[must_use]
    pub fn with(mut self, section: &Section, written: &Record) -> Self {
        let record = match section {
            Section::Activity(_) => &mut self.activity,
            Section::Indicator(id) => self.indicators.entry(id.clone()).or_default(),
            Section::Variable(id) => self.variables.entry(id.clone()).or_default(),
        };
        for field in section.fields() {
            match written.get(field.wire).map(|it| it.trim()).filter(|it| !it.is_empty()) {
                Some(text) => record.insert(field.wire.to_owned(), text.to_owned()),
                None => record.remove(field.wire),
            };
        }
        self
    }
}
