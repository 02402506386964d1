//! Letters taken out of the house with everything an archive needs: to hand them over to the
//! archival institution (lembaga kearsipan), or to move them into the national system SRIKANDI.
//!
//! What is here knows no I/O: what may be asked for, how things are called inside the ZIP file, the
//! table that describes them.

mod manifest;
mod names;
mod table;

use base::{Date, Error, Kind};
use serde::{Deserialize, Serialize};

pub use manifest::{FORMAT, FORMAT_VERSION, LeftOut, Manifest, read_me};
pub use names::{folder, plain};
pub use table::{Described, csv_line};

use crate::domain::content::refused;

/// What is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// One outgoing letter.
    Naskah,
    /// One incoming letter.
    Masuk,
    /// A file (berkas) with its letters.
    Berkas,
    /// A register: one book or all of an office, of a period or whole.
    Agenda,
}

impl What {
    pub const ALL: [Self; 4] = [Self::Naskah, Self::Masuk, Self::Berkas, Self::Agenda];

    /// The word of forms and of the manifest, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Naskah => "naskah",
            Self::Masuk => "masuk",
            Self::Berkas => "berkas",
            Self::Agenda => "agenda",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == text)
    }
}

/// An order for an archive. It holds the moment it was asked for, so that doing it twice makes the
/// same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub what: What,
    /// Id of the letter, of the file, or of the book; empty for every book of the office.
    pub id: String,
    /// First and last day, `YYYY-MM-DD`, or empty. Only for a register: the date of an outgoing
    /// letter, the day an incoming one came.
    pub from: String,
    pub until: String,
    /// The perangkat daerah whose letters they are.
    pub agency: String,
    /// Letters that are rahasia or sangat rahasia too.
    pub with_secret: bool,
    /// The roles of whoever asked. No name: the file goes out of the house.
    pub roles: Vec<String>,
    /// When it was asked for, RFC 3339.
    pub asked_at: String,
}

impl Order {
    /// Reads the period of a form.
    ///
    /// # Errors
    /// `documents/day` for what is no day, `documents/export-period` for an end before its beginning.
    pub fn check_period(&self) -> Result<(), Error> {
        let (from, until) = (day(&self.from, "dari")?, day(&self.until, "sampai")?);
        match (from, until) {
            (Some(from), Some(until)) if until < from => {
                Err(refused("documents/export-period", "sampai"))
            }
            _ => Ok(()),
        }
    }

    /// Two orders for the same thing have the same key: while one is on its way, the other is not
    /// begun.
    pub fn key(&self) -> String {
        let Self { what, id, from, until, agency, with_secret, .. } = self;
        format!("{}/{agency}/{id}/{from}/{until}/{with_secret}", what.as_str())
    }

    /// What the person's disk calls the file.
    pub fn file_name(&self) -> String {
        let day = self.asked_at.get(..10).unwrap_or_default();
        format!("arsip-{}-{}-{day}.zip", self.what.as_str(), plain(&self.agency, 40))
    }
}

fn day(text: &str, field: &str) -> Result<Option<Date>, Error> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| refused("documents/day", field)),
    }
}

/// Letters that leave: those with a number, and those that are over.
///
/// # Errors
/// `documents/export-draft`.
pub fn ensure_leaves(has_number: bool, is_over: bool) -> Result<(), Error> {
    match has_number || is_over {
        true => Ok(()),
        false => Err(Error::new(Kind::Conflict, "documents/export-draft")),
    }
}
