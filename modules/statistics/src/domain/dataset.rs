//! What a dataset is about: its dimensions and measures.

use std::collections::HashSet;

use base::{Decimal, Language, Result};
use cube::{ListName, Role, Text, Unit};
use serde::{Deserialize, Serialize};

use super::protection::Protection;
use super::refusal;

/// A dataset of the regency's list (daftar data).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dataset {
    /// `KEMISKINAN`: capital letters, digits and underscores, a letter first.
    pub id: String,
    /// The code of the perangkat daerah that produces it (produsen data).
    pub producer: String,
    pub description: Description,
}

/// What is told about a dataset; kept as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    pub title: Text,
    /// What it is, in a sentence or two.
    pub about: Text,
    /// Whose figures they are.
    pub source: Text,
    /// Under which heading it stands in the list: people, economy.
    #[serde(default)]
    pub theme: Option<Text>,
    /// Breakdowns and region in their order; time and measure are always there besides.
    #[serde(default)]
    pub axes: Vec<Axis>,
    pub measures: Vec<Measure>,
    #[serde(default)]
    pub notes: Vec<Text>,
}

/// A dimension over a list of codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// `WILAYAH`, `JENIS_KELAMIN`.
    pub id: String,
    pub title: Text,
    pub kind: AxisKind,
    /// The list of its codes.
    pub list: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AxisKind {
    Region,
    Breakdown,
}

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// `P0`
    pub id: String,
    pub title: Text,
    pub unit: UnitName,
    /// Decimals with which figures are published, at most.
    pub decimals: u8,
    pub values: Values,
    /// What it measures, where several sources or definitions measure the same: `PENDUDUK`.
    #[serde(default)]
    pub concept: Option<String>,
    /// What exactly is measured, in a sentence.
    #[serde(default)]
    pub about: Option<Text>,
    /// Which of its figures are left out when they are released; `None` for none.
    #[serde(default)]
    pub protection: Option<Protection>,
    /// Why this is the official figure of its concept; `None` for all others.
    #[serde(default)]
    pub official: Option<Text>,
    /// Whether the figures of parts make that of the whole: people do, people per km² do not.
    #[serde(default = "yes")]
    pub adds_up: bool,
}

const fn yes() -> bool {
    true
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitName {
    /// `PERSEN`
    pub id: String,
    pub title: Text,
}

/// Which figures a measure can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Values {
    /// From 0 to 100.
    Percent,
    /// Whole and not negative.
    Count,
    /// Not negative.
    Amount,
    Any,
}

/// The dimension of time of every dataset.
pub const TIME: &str = "PERIODE";
/// The dimension of measures of every dataset.
pub const MEASURE: &str = "UKURAN";

impl Dataset {
    /// A description that has been checked.
    ///
    /// # Errors
    /// `statistics/description` with what contradicts what.
    pub fn new(id: &str, producer: &str, description: Description) -> Result<Self> {
        let wrong = |problem: String| Err(refusal::description(id, problem));
        let ids = description.ids();
        if let Some(bad) = [id].iter().chain(&ids).find(|it| !is_identifier(it)) {
            return wrong(format!("`{bad}`: A-Z, 0-9, _"));
        }
        let mut seen = HashSet::from([TIME, MEASURE]);
        let mut measures = HashSet::new();
        let twice = description.axes.iter().find(|axis| !seen.insert(&axis.id));
        let again = description.measures.iter().find(|it| !measures.insert(&it.id));
        if let Some(id) = twice.map(|it| &it.id).or(again.map(|it| &it.id)) {
            return wrong(format!("`{id}` × 2"));
        }
        let regions = description.axes.iter().filter(|it| it.kind == AxisKind::Region).count();
        if regions > 1 || description.measures.is_empty() {
            return wrong(format!("regions: {regions}, measures: {}", measures.len()));
        }
        let too_fine = description.measures.iter().find(|it| it.decimals > 12);
        if let Some(it) = too_fine {
            return wrong(format!("`{}`: decimals {}", it.id, it.decimals));
        }
        description.check_protection(id)?;
        Ok(Self { id: id.to_owned(), producer: producer.to_owned(), description })
    }

    pub fn axis(&self, id: &str) -> Option<&Axis> {
        self.description.axes.iter().find(|it| it.id == id)
    }

    pub fn region(&self) -> Option<&Axis> {
        self.description.axes.iter().find(|it| it.kind == AxisKind::Region)
    }

    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.description.measures.iter().find(|it| it.id == id)
    }

    pub fn title(&self, language: Language) -> &str {
        self.description.title.said(language)
    }

    /// The dimensions in the order in which a series names its codes: the measure, breakdowns, and the
    /// region last, so that one measure over all regions stands together.
    pub fn series_order(&self) -> Vec<&str> {
        let of_kind = |kind| self.description.axes.iter().filter(move |it| it.kind == kind);
        let axes = of_kind(AxisKind::Breakdown).chain(of_kind(AxisKind::Region));
        std::iter::once(MEASURE).chain(axes.map(|it| it.id.as_str())).collect()
    }
}

impl Description {
    fn ids(&self) -> Vec<&str> {
        let axes = self.axes.iter().map(|it| it.id.as_str());
        let units = self.measures.iter().map(|it| it.unit.id.as_str());
        axes.chain(self.measures.iter().map(|it| it.id.as_str())).chain(units).collect()
    }
}

impl Axis {
    pub fn role(&self) -> Role {
        match self.kind {
            AxisKind::Region => Role::Region,
            AxisKind::Breakdown => Role::Breakdown,
        }
    }
}

impl Measure {
    /// Whether it can have a figure.
    pub fn can_be(&self, value: Decimal) -> bool {
        let negative = value < Decimal::whole(0);
        let fits = match self.values {
            Values::Percent => !negative && value <= Decimal::whole(100),
            Values::Count => !negative && value.at(0).is_ok(),
            Values::Amount => !negative,
            Values::Any => true,
        };
        fits && value.places() <= self.decimals
    }

    pub fn counted_in(&self) -> Unit {
        let UnitName { id, title } = self.unit.clone();
        Unit { id, title, decimals: self.decimals }
    }
}

/// The name of a list that stands in a cube.
pub fn list_name(id: &str, agency: &str) -> ListName {
    ListName { id: format!("CL_{id}"), agency: agency.to_owned(), version: "1.0".to_owned() }
}

/// Capital letters, digits and underscores, a letter first: what every interface takes as it is.
fn is_identifier(id: &str) -> bool {
    let begins = id.bytes().next().is_some_and(|b| b.is_ascii_uppercase());
    let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
    begins && id.len() <= 60 && id.bytes().all(fits)
}
