//! What the register says of an incoming letter.

use base::{Date, Error, Id, Kind};
use identity::Position;
use serde::{Deserialize, Serialize};

use crate::domain::classification::is_code;
use crate::domain::content::{Secrecy, Urgency, refused};
use crate::domain::party::{Party, Scope};

/// Characters of a subject, of a name, of a number.
const LONGEST_SUBJECT: usize = 300;
const LONGEST_NAME: usize = 160;
const LONGEST_NUMBER: usize = 80;
/// Enclosures of one letter.
const MOST_ENCLOSURES: u32 = 999;

/// One version of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub sender: Party,
    /// As the sender numbered it; empty for a letter without a number.
    pub their_number: String,
    /// The date of the letter, `YYYY-MM-DD`; empty when it has none.
    pub their_day: String,
    /// The day it came, `YYYY-MM-DD`.
    pub received: String,
    pub subject: String,
    /// Classification code (Permendagri 83/2022); may be empty.
    #[serde(default)]
    pub classification: String,
    pub secrecy: Secrecy,
    pub urgency: Urgency,
    #[serde(default)]
    pub enclosures: u32,
    /// Id of the position to whom it goes.
    pub addressee: String,
}

impl Entry {
    /// Whether it can be registered on this day.
    ///
    /// # Errors
    /// The first thing that is wrong, with its field of the form.
    pub fn check(&self, today: Date) -> Result<(), Error> {
        named("pengirim", &self.sender.name, LONGEST_NAME)?;
        short("alamat-pengirim", &self.sender.address, LONGEST_NAME)?;
        short("nomor-surat", &self.their_number, LONGEST_NUMBER)?;
        named("hal", &self.subject, LONGEST_SUBJECT)?;
        self.check_days(today)?;
        if !self.classification.is_empty() && !is_code(&self.classification) {
            return Err(refused("documents/classification", "klasifikasi"));
        }
        if self.enclosures > MOST_ENCLOSURES {
            let error = refused("documents/enclosures", "lampiran");
            return Err(error.with("most", MOST_ENCLOSURES));
        }
        if (self.sender.scope == Scope::Internal) == self.sender.agency.is_empty() {
            return Err(refused("documents/sender", "pengirim"));
        }
        self.addressee_id().map(drop)
    }

    fn check_days(&self, today: Date) -> Result<(), Error> {
        let received = self.received_day()?;
        if received > today {
            return Err(refused("documents/day-ahead", "diterima"));
        }
        match self.their_day()?.is_some_and(|day| day > received) {
            true => Err(refused("documents/day-after-arrival", "tanggal-surat")),
            false => Ok(()),
        }
    }

    /// # Errors
    /// `documents/day`.
    pub fn received_day(&self) -> Result<Date, Error> {
        self.received.parse().map_err(|_| refused("documents/day", "diterima"))
    }

    /// # Errors
    /// `documents/day`.
    pub fn their_day(&self) -> Result<Option<Date>, Error> {
        match self.their_day.as_str() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| refused("documents/day", "tanggal-surat")),
        }
    }

    /// # Errors
    /// `documents/addressee`.
    pub fn addressee_id(&self) -> Result<Id<Position>, Error> {
        Id::parse(&self.addressee).ok_or_else(|| refused("documents/addressee", "tujuan"))
    }

    /// What two entries of one letter have in common: number, date and sender without their spelling.
    /// Empty for a letter without a number, which can be compared with nothing.
    pub fn likeness(&self) -> String {
        let plain = |text: &str| -> String {
            text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
        };
        let number = plain(&self.their_number);
        match number.is_empty() {
            true => String::new(),
            false => format!("{number}|{}|{}", self.their_day, plain(&self.sender.name)),
        }
    }

    /// Everything by which it is found.
    pub fn searchable(&self) -> String {
        let Self { sender, their_number, subject, classification, .. } = self;
        format!("{subject} {classification} {their_number} {} {}", sender.name, sender.address)
    }

    /// The fields that differ, by the names of the form, with what they said before and say now.
    pub fn changes(&self, now: &Self) -> Vec<(&'static str, String, String)> {
        let both = |one: fn(&Self) -> String| (one(self), one(now));
        let all = [
            ("pengirim", both(|it| it.sender.name.clone())),
            ("alamat-pengirim", both(|it| it.sender.address.clone())),
            ("nomor-surat", both(|it| it.their_number.clone())),
            ("tanggal-surat", both(|it| it.their_day.clone())),
            ("diterima", both(|it| it.received.clone())),
            ("hal", both(|it| it.subject.clone())),
            ("klasifikasi", both(|it| it.classification.clone())),
            ("sifat", both(|it| it.secrecy.as_str().to_owned())),
            ("kecepatan", both(|it| it.urgency.as_str().to_owned())),
            ("jumlah-lampiran", both(|it| it.enclosures.to_string())),
            ("tujuan", both(|it| it.addressee.clone())),
        ];
        let differs = |(_, (before, now)): &(&str, (String, String))| before != now;
        all.into_iter().filter(differs).map(|(name, (before, now))| (name, before, now)).collect()
    }

    /// What is stored as a version.
    ///
    /// # Errors
    /// `documents/content`: our own fault.
    pub fn to_json(&self) -> Result<String, Error> {
        let bad = |e| Error::new(Kind::Internal, "documents/content").caused_by(e);
        serde_json::to_string(self).map_err(bad)
    }

    /// # Errors
    /// `documents/content`: what is stored is damaged.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let bad = |e| Error::new(Kind::DataLoss, "documents/content").caused_by(e);
        serde_json::from_str(text).map_err(bad)
    }
}

fn named(field: &str, text: &str, most: usize) -> Result<(), Error> {
    match text.trim().is_empty() {
        true => Err(refused("web/required", field)),
        false => short(field, text, most),
    }
}

fn short(field: &str, text: &str, most: usize) -> Result<(), Error> {
    match text.chars().count() > most || text.contains('\0') {
        true => Err(refused("documents/too-long", field).with("most", most)),
        false => Ok(()),
    }
}
