//! Dimensions and the codes along them.

use base::Language;

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Text {
    pub id: String,
    pub en: String,
}

impl Text {
    pub fn new(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self { id: id.into(), en: en.into() }
    }

    /// A proper name, the same in both languages.
    pub fn name(name: impl Into<String>) -> Self {
        let name = name.into();
        Self { id: name.clone(), en: name }
    }

    pub fn said(&self, language: Language) -> &str {
        match language {
            Language::Id => &self.id,
            Language::En => &self.en,
        }
    }
}

/// What a dimension is to those who read the cube.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Years, quarters, months: `2024`, `2024-Q1`, `2024-03`, as SDMX writes periods.
    Time,
    /// Regions by a code system.
    Region,
    /// What is measured; its codes carry units.
    Measure,
    /// Any other breakdown: sex, age, kind of school.
    Breakdown,
}

/// Which list of codes a dimension is over. Lists change, and a version never does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListName {
    /// `CL_WILAYAH`: letters, digits and underscores, as SDMX allows.
    pub id: String,
    /// Who keeps it: `KEMENDAGRI`, `BPS`.
    pub agency: String,
    /// `1.0`
    pub version: String,
}

/// What figures of a measure are counted in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Unit {
    /// `PERSEN`, `JIWA`, `KM2`
    pub id: String,
    pub title: Text,
    /// Decimals with which figures are published.
    pub decimals: u8,
}

/// One place along a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Text on every path: `64.10` is not 64.1.
    pub id: String,
    pub title: Text,
    /// The code of the same dimension that it is a part of.
    pub parent: Option<String>,
    /// For measures.
    pub unit: Option<Unit>,
}

impl Code {
    pub fn new(id: impl Into<String>, title: Text) -> Self {
        Self { id: id.into(), title, parent: None, unit: None }
    }

    #[must_use]
    pub fn below(mut self, parent: impl Into<String>) -> Self {
        self.parent = Some(parent.into());
        self
    }

    #[must_use]
    pub fn counted_in(mut self, unit: Unit) -> Self {
        self.unit = Some(unit);
        self
    }
}

/// An axis of a cube.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// `WILAYAH`: letters, digits and underscores, beginning with a letter.
    pub id: String,
    pub title: Text,
    pub role: Role,
    pub list: ListName,
    pub codes: Vec<Code>,
}

impl Dimension {
    /// Where a code stands.
    pub fn place(&self, code: &str) -> Option<usize> {
        self.codes.iter().position(|it| it.id == code)
    }
}
