//! Lists of codes, each code with the days in which it was in force.

use base::Date;
use cube::Text;

/// A list: the regions of the ministry, kinds of schools, sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeList {
    /// `KEMENDAGRI`: letters, digits and underscores.
    pub id: String,
    /// Who keeps it.
    pub agency: String,
    pub title: Text,
}

/// A code of a list during some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCode {
    pub code: String,
    pub title: Text,
    pub parent: Option<String>,
    pub valid_from: Date,
    /// The first day on which it is no longer in force.
    pub valid_to: Option<Date>,
}

impl ListedCode {
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day < end)
    }
}

/// How the codes of two lists were found to mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Matched {
    /// Same name below the same parent.
    Exact,
    /// Nearly the same name.
    Similar,
    /// Somebody said so.
    Manual,
}

impl Matched {
    pub const ALL: [Self; 3] = [Self::Exact, Self::Similar, Self::Manual];

    /// As it is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Similar => "similar",
            Self::Manual => "manual",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// The same thing in two lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bridge {
    pub code: String,
    pub other: String,
    pub matched: Matched,
}
