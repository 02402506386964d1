//! Positions (jabatan) and who holds them.
//!
//! A letter is signed by a position; who holds it on a day is told by a [`Tenure`]. Nobody is ever
//! two things at once by accident: [`Basis::excludes`] says which tenures cannot stand side by side.

use base::{Date, Error, Id, Kind};

use crate::Account;

/// A post of a perangkat daerah.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    pub id: Id<Self>,
    /// Code of the perangkat daerah.
    pub agency: String,
    /// Its superior, also in another perangkat daerah.
    pub parent: Option<Id<Self>>,
    /// As it stands over a signature: `Kepala Dinas Komunikasi dan Informatika`.
    pub title: String,
    /// As it stands in a number: `KADIS`. May be empty.
    pub abbreviation: String,
    pub rank: Rank,
    /// Nobody holds it any more; letters still name it.
    pub abolished: bool,
}

/// What sort of post it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Leads a perangkat daerah, or the region.
    Head,
    /// Pejabat struktural or administrator below the head.
    Structural,
    /// Jabatan fungsional.
    Functional,
    /// Pelaksana.
    Staff,
    /// Arsiparis, tata usaha.
    Records,
    /// Ajudan: serves the position above it.
    Adjutant,
}

impl Rank {
    pub const ALL: [Self; 6] = [
        Self::Head,
        Self::Structural,
        Self::Functional,
        Self::Staff,
        Self::Records,
        Self::Adjutant,
    ];

    /// The word that is stored, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Structural => "structural",
            Self::Functional => "functional",
            Self::Staff => "staff",
            Self::Records => "records",
            Self::Adjutant => "adjutant",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rank| rank.as_str() == text)
    }
}

/// In what capacity somebody holds a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    Definitif,
    /// Pelaksana tugas: the holder is gone for good (UU 30/2014 art. 14).
    Plt,
    /// Pelaksana harian: the holder is away for a while (UU 30/2014 art. 14).
    Plh,
    /// Penjabat.
    Pj,
    /// Penjabat sementara.
    Pjs,
}

impl Basis {
    pub const ALL: [Self; 5] = [Self::Definitif, Self::Plt, Self::Plh, Self::Pj, Self::Pjs];

    /// The word that is stored, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Definitif => "definitif",
            Self::Plt => "plt",
            Self::Plh => "plh",
            Self::Pj => "pj",
            Self::Pjs => "pjs",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.as_str() == text)
    }

    /// What stands before the title under a letter; empty for whoever holds it for good.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Definitif => "",
            Self::Plt => "Plt. ",
            Self::Plh => "Plh. ",
            Self::Pj => "Pj. ",
            Self::Pjs => "Pjs. ",
        }
    }

    /// Whether two people cannot hold one position so on the same day: it has one holder, and beside
    /// the holder at most one Plh.
    pub fn excludes(self, other: Self) -> bool {
        (self == Self::Plh) == (other == Self::Plh)
    }
}

/// Somebody's time in a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    pub id: Id<Self>,
    pub position: Id<Position>,
    pub account: Id<Account>,
    /// The person's name now.
    pub name: String,
    /// Digits of the NIP, where there is one.
    pub nip: Option<String>,
    pub basis: Basis,
    pub from: Date,
    /// The last day; `None` while it has no end.
    pub until: Option<Date>,
    /// Number of the decree (SK) or order.
    pub decree: String,
    /// Pangkat, as it stands under a signature; may be empty.
    pub grade: String,
}

impl Tenure {
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|last| day <= last)
    }

    pub(crate) fn overlaps(&self, from: Date, until: Option<Date>) -> bool {
        self.until.is_none_or(|last| from <= last) && until.is_none_or(|last| self.from <= last)
    }
}

/// A position somebody holds on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub position: Position,
    pub basis: Basis,
    pub grade: String,
}

impl Held {
    /// The title with its basis: `Plt. Kepala Dinas …`.
    pub fn capacity(&self) -> String {
        format!("{}{}", self.basis.prefix(), self.position.title)
    }
}

/// What the administrator writes about a position.
#[derive(Debug, Clone, Default)]
pub struct PositionForm {
    pub agency: String,
    /// Id of the superior; empty when there is none.
    pub parent: String,
    pub title: String,
    pub abbreviation: String,
    pub rank: String,
}

/// What the administrator writes about a tenure.
#[derive(Debug, Clone)]
pub struct TenureForm {
    pub position: Id<Position>,
    pub account: Id<Account>,
    pub basis: Basis,
    pub from: Date,
    pub until: Option<Date>,
    pub decree: String,
    pub grade: String,
}

/// At most so many characters of a title, a decree, a pangkat.
const LONGEST: usize = 160;

impl PositionForm {
    pub(crate) fn check(&self) -> Result<(String, String, Rank), Error> {
        let title = self.title.trim();
        if title.is_empty() || title.chars().count() > LONGEST {
            return Err(refused("identity/position-title", "title"));
        }
        let short = self.abbreviation.trim();
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._ ".contains(c);
        if short.len() > 24 || !short.chars().all(plain) {
            return Err(refused("identity/position-abbreviation", "abbreviation"));
        }
        let rank = Rank::parse(self.rank.trim());
        let rank = rank.ok_or_else(|| refused("identity/position-rank", "rank"))?;
        Ok((title.to_owned(), short.to_owned(), rank))
    }
}

impl TenureForm {
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.until.is_some_and(|last| last < self.from) {
            return Err(refused("identity/tenure-days", "until"));
        }
        // A Plh stands in for a while; for good it would be a Plt.
        if self.basis == Basis::Plh && self.until.is_none() {
            return Err(refused("identity/tenure-open", "until"));
        }
        let decree = self.decree.trim();
        if decree.is_empty() || decree.chars().count() > LONGEST {
            return Err(refused("identity/tenure-decree", "decree"));
        }
        match self.grade.chars().count() > LONGEST {
            true => Err(refused("identity/tenure-grade", "grade")),
            false => Ok(()),
        }
    }
}

fn refused(code: &'static str, field: &'static str) -> Error {
    Error::new(Kind::Invalid, code).with("field", field)
}
