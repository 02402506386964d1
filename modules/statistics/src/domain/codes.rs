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

/// The code that somebody means who typed it, or a name, or both: `64.08.09 Kombeng`.
pub fn meant<'c>(all: &'c [ListedCode], typed: &str) -> Option<&'c str> {
    let typed = typed.trim();
    let first = typed.split_whitespace().next()?;
    let by_code = all.iter().find(|it| it.code == typed || it.code == first);
    let name = |it: &&ListedCode| {
        [&it.title.id, &it.title.en].iter().any(|name| name.eq_ignore_ascii_case(typed))
    };
    by_code.or_else(|| all.iter().find(name)).map(|it| it.code.as_str())
}

/// A code with its name, as [`meant`] takes it.
pub fn labelled(all: &[ListedCode], code: &str) -> String {
    let listed = all.iter().rev().find(|it| it.code == code);
    listed.map_or_else(|| code.to_owned(), |it| format!("{code} {}", it.title.id))
}

/// The short name of a code, and what it is in full where that is more: a source is listed as
/// `Katakaltim — 13 Jan 2026, …`.
pub fn name_parts(title: &str) -> (&str, Option<&str>) {
    title.split_once(" — ").map_or((title, None), |(short, rest)| (short, Some(rest)))
}
