//! The retention schedule (jadwal retensi arsip, JRA): how long a file (berkas) is kept, and what
//! becomes of it (UU 43/2009 art. 48).
//!
//! `tgl_inaktif = tgl_berkas_ditutup + aktif`, `tgl_susut = tgl_inaktif + inaktif`, in years. Nothing
//! happens by itself on these days: they make a proposal.

use base::{Date, Error, Id, Instant, Kind};
use tables::Limits;

use super::classification::is_code;
use super::letter::Letter;
use super::task::words;

words! {
    /// What becomes of a file at the end (nasib akhir).
    Fate {
        Destroy = "musnah",
        Review = "dinilai-kembali",
        Permanent = "permanen",
    }
}

words! {
    /// Where a file is in its life.
    Phase {
        /// Letters are still put into it.
        Open = "open",
        Active = "active",
        Inactive = "inactive",
        /// Its last day has come: it is proposed for its fate.
        Due = "due",
        /// Its letters are gone; the list of them stays.
        Destroyed = "destroyed",
    }
}

/// The columns of a table of rows, in the order in which it is written.
pub const COLUMNS: [&str; 7] = ["kode", "uraian", "aktif", "inaktif", "nasib", "berlaku", "sumber"];

/// Rows of one schedule.
pub const MOST: usize = 20_000;
/// Years of one part of a life.
const LONGEST_YEARS: i16 = 200;

/// A row of the schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Beginning of classification codes, by whole groups: `000.8` is for `000.8.3`, not for `000.80`.
    pub prefix: String,
    pub from: Date,
    pub title: String,
    pub active_years: i16,
    pub inactive_years: i16,
    pub fate: Fate,
    pub source: String,
}

/// The days of a closed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// tgl_inaktif
    pub inactive: Date,
    /// tgl_susut
    pub due: Date,
}

/// A file that holds letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    pub id: Id<Self>,
    pub agency: String,
    pub classification: String,
    pub title: String,
    pub opened_at: Instant,
    pub opened_by_name: String,
    pub closed: Option<Closed>,
    /// Why nothing may be done with it.
    pub hold: Option<String>,
    /// On whose word a letter in it may not be destroyed.
    pub letter_hold: Option<String>,
    pub destroyed_on: Option<Date>,
}

/// A file that was closed, with the row of the schedule that held on that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    pub on: Date,
    pub by_name: String,
    pub rule_prefix: String,
    pub rule_source: String,
    pub fate: Fate,
    pub days: Days,
}

/// Marks the ids of holds.
#[derive(Debug)]
pub struct Hold;

/// A letter that may not be destroyed, on somebody's word: a court, an inspectorate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterHold {
    pub id: Id<Hold>,
    pub letter: Id<Letter>,
    pub number: Option<String>,
    pub subject: String,
    /// The office that issued the letter.
    pub agency: String,
    /// On whose word: `Penetapan PN Sangatta 12/Pdt.G/2032`.
    pub authority: String,
    pub reason: String,
    pub at: Instant,
    pub by_name: String,
}

impl Rule {
    pub fn covers(&self, code: &str) -> bool {
        let rest = code.strip_prefix(self.prefix.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// The days of a file that is closed on a day; `None` beyond the calendar. A file closed on 29
    /// February is looked at on the 28th of a year without one.
    pub fn days(&self, closed: Date) -> Option<Days> {
        let years = |day: Date, years: i16| day.checked_add(jiff::Span::new().years(years)).ok();
        let inactive = years(closed, self.active_years)?;
        Some(Days { inactive, due: years(inactive, self.inactive_years)? })
    }
}

/// The row that holds for a code on a day: the longest beginning, of these the newest.
pub fn rule_for<'a>(rules: &'a [Rule], code: &str, day: Date) -> Option<&'a Rule> {
    let fits = rules.iter().filter(|rule| rule.covers(code) && rule.from <= day);
    fits.max_by_key(|rule| (rule.prefix.len(), rule.from))
}

impl Dossier {
    pub fn phase(&self, today: Date) -> Phase {
        match &self.closed {
            _ if self.destroyed_on.is_some() => Phase::Destroyed,
            None => Phase::Open,
            Some(closed) if today < closed.days.inactive => Phase::Active,
            Some(closed) if today < closed.days.due => Phase::Inactive,
            Some(_) => Phase::Due,
        }
    }

    /// Why nothing may be done with it or a letter in it.
    pub fn held(&self) -> Option<&str> {
        self.hold.as_deref().or(self.letter_hold.as_deref())
    }

    /// What is proposed on a day: nothing before its time, and nothing while it or a letter in it is
    /// held.
    pub fn proposal(&self, today: Date) -> Option<Fate> {
        let closed = self.closed.as_ref()?;
        (self.phase(today) == Phase::Due && self.held().is_none()).then_some(closed.fate)
    }

    /// # Errors
    /// `documents/dossier-closed`.
    pub fn ensure_open(&self) -> Result<(), Error> {
        match self.closed {
            None => Ok(()),
            Some(_) => Err(Error::new(Kind::Conflict, "documents/dossier-closed")),
        }
    }
}

/// Reads a table with the columns `kode,uraian,aktif,inaktif,nasib,berlaku,sumber`.
///
/// # Errors
/// Those of [`tables`]; `documents/retention-table` with the row that is wrong, counted as a
/// spreadsheet does.
pub fn read_table(bytes: &[u8]) -> Result<Vec<Rule>, Error> {
    let bad = |row: usize| Error::new(Kind::Invalid, "documents/retention-table").with("row", row);
    let table = tables::read(bytes, &Limits { rows: MOST, ..Limits::default() })?;
    let body = table.below(COLUMNS.each_ref().map(std::slice::from_ref))?;
    let columns = body.columns;
    let read = body
        .rows
        .iter()
        .map(|row| rule(columns.map(|column| row.get(column))).ok_or_else(|| bad(row.number)));
    let rules = read.collect::<Result<Vec<_>, _>>()?;
    if rules.is_empty() { Err(bad(2)) } else { Ok(rules) }
}

fn rule([prefix, title, active, inactive, fate, from, source]: [&str; 7]) -> Option<Rule> {
    let years =
        |text: &str| text.parse().ok().filter(|years: &i16| (0..=LONGEST_YEARS).contains(years));
    let said = |text: &str| (1..=300).contains(&text.chars().count());
    let fate = fate.to_lowercase().replace(' ', "-");
    (is_code(prefix) && said(title) && said(source)).then_some(())?;
    Some(Rule {
        prefix: prefix.to_owned(),
        from: day(from)?,
        title: title.to_owned(),
        active_years: years(active)?,
        inactive_years: years(inactive)?,
        fate: Fate::parse(&fate)?,
        source: source.to_owned(),
    })
}

/// A day as a workbook holds it, `2026-01-02`, or as people here write it, `2/1/2026`.
fn day(text: &str) -> Option<Date> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
