//! Books of numbers (buku agenda): one per office, series and year.

use base::{Date, Id, Instant};

use super::letter::Letter;
use super::number::{NumberOwner, NumberStatus};

/// A series of numbers of an office in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    pub id: Id<Self>,
    pub agency: String,
    /// The numbering group of letter types, for example `surat-keluar`.
    pub series: String,
    pub year: i16,
    /// The number that is given next.
    pub next: i64,
    pub owner: NumberOwner,
    pub pattern: String,
}

/// A number that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    pub book: Id<Book>,
    pub ordinal: i64,
    /// As it stands on the letter; `None` while it is only reserved.
    pub text: Option<String>,
    pub status: NumberStatus,
    pub letter: Option<Id<Letter>>,
    pub block: Option<Id<Block>>,
    /// What a letter on paper is about.
    pub subject: String,
    /// The date of the letter.
    pub day: Option<Date>,
    pub reason: Option<String>,
    pub taken_at: Instant,
}

/// Numbers reserved in advance for days without a connection (blok kontinuitas).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub id: Id<Self>,
    pub book: Id<Book>,
    pub first: i64,
    pub last: i64,
    pub reason: String,
    pub made_at: Instant,
    pub made_by_name: String,
    pub closed_at: Option<Instant>,
}

/// A line of the register of outgoing letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub number: Number,
    /// Id of the letter type; `None` for a letter on paper or a number without one.
    pub kind: Option<String>,
    pub subject: String,
    pub is_dispatched: bool,
    /// Of a letter that is closed to most.
    pub is_closed: bool,
}

impl Line {
    /// What is left for those to whom the letter is closed: the line itself, for a book has no gaps.
    #[must_use]
    pub fn veiled(self) -> Self {
        let number = Number { letter: None, subject: String::new(), reason: None, ..self.number };
        Self { number, subject: String::new(), ..self }
    }

    /// Whether [`Line::veiled`] took away what it is about.
    pub fn is_veiled(&self) -> bool {
        self.is_closed && self.subject.is_empty()
    }
}
