//! The parts in which the forms are filled in.

use super::fields::{self, Field};
use crate::domain::dataset::{AxisKind, Dataset};

/// A part of the forms that is filled in at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Section {
    /// A block of MS-Keg.
    Activity(Block),
    /// MS-Ind of a measure.
    Indicator(String),
    /// MS-Var of a measure or of a breakdown.
    Variable(String),
}

/// A block of MS-Keg, and the recommendation of BPS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Block {
    Identity,
    /// I
    Organiser,
    /// II
    Responsible,
    /// III
    Planning,
    /// IV
    Design,
    /// V, of surveys only.
    Sample,
    /// VI
    Quality,
    /// VII
    Processing,
    /// VIII
    Dissemination,
    Recommendation,
}

impl Block {
    pub const ALL: [Self; 10] = [
        Self::Identity,
        Self::Organiser,
        Self::Responsible,
        Self::Planning,
        Self::Design,
        Self::Sample,
        Self::Quality,
        Self::Processing,
        Self::Dissemination,
        Self::Recommendation,
    ];

    /// As it stands in addresses: the number of the form where it has one.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Identity => "identitas",
            Self::Organiser => "i",
            Self::Responsible => "ii",
            Self::Planning => "iii",
            Self::Design => "iv",
            Self::Sample => "v",
            Self::Quality => "vi",
            Self::Processing => "vii",
            Self::Dissemination => "viii",
            Self::Recommendation => "rekomendasi",
        }
    }

    const fn fields(self) -> &'static [Field] {
        match self {
            Self::Identity => fields::IDENTITY,
            Self::Organiser => fields::ORGANISER,
            Self::Responsible => fields::RESPONSIBLE,
            Self::Planning => fields::PLANNING,
            Self::Design => fields::DESIGN,
            Self::Sample => fields::SAMPLE,
            Self::Quality => fields::QUALITY,
            Self::Processing => fields::PROCESSING,
            Self::Dissemination => fields::DISSEMINATION,
            Self::Recommendation => fields::RECOMMENDATION,
        }
    }
}

impl Section {
    /// The parts of a dataset's forms in the order in which they are filled in.
    pub fn all(dataset: &Dataset) -> Vec<Self> {
        let measures = || dataset.description.measures.iter().map(|it| it.id.clone());
        let axes = dataset.description.axes.iter();
        let breakdowns = axes.filter(|it| it.kind == AxisKind::Breakdown).map(|it| it.id.clone());
        Block::ALL
            .into_iter()
            .map(Self::Activity)
            .chain(measures().map(Self::Indicator))
            .chain(measures().chain(breakdowns).map(Self::Variable))
            .collect()
    }

    /// The part of a dataset's forms with a [`code`](Self::code).
    pub fn parse(dataset: &Dataset, code: &str) -> Option<Self> {
        Self::all(dataset).into_iter().find(|it| it.code() == code)
    }

    /// As it stands in addresses: `keg-iv`, `ind-P0`, `var-P0`.
    pub fn code(&self) -> String {
        match self {
            Self::Activity(block) => format!("keg-{}", block.code()),
            Self::Indicator(id) => format!("ind-{id}"),
            Self::Variable(id) => format!("var-{id}"),
        }
    }

    pub const fn fields(&self) -> &'static [Field] {
        match self {
            Self::Activity(block) => block.fields(),
            Self::Indicator(_) => fields::INDICATOR,
            Self::Variable(_) => fields::VARIABLE,
        }
    }
}
