//! The seal of a notice: the figures of a notice, signed by the cell, short enough for a QR code.
//!
//! Layout, big-endian: version 1 (1 byte), key id (4), NOP (8), tax year (2), revision (4), NJOP
//! in rupiah (8), amount due in rupiah (8), due date as days since 1970-01-01 (4), Ed25519
//! signature over all of that (64): 103 bytes, written in base64url without padding.

use base::{Date, Nop, Rupiah};
use cell::{Keys, signed};

const VERSION: u8 = 1;
const FACTS: usize = 34;

/// What a seal attests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub nop: Nop,
    pub tax_year: i64,
    pub revision: i64,
    pub njop: Rupiah,
    pub due: Rupiah,
    pub due_date: Date,
}

/// What reading a seal gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The cell signed exactly these figures.
    Signed(Sealed),
    /// It has the form of a seal, but the cell did not sign these figures.
    Altered(Sealed),
    /// It is not a seal at all.
    Unreadable,
}

/// The text of a seal; `None` when a figure is outside what a notice can hold.
pub fn seal(keys: &Keys, sealed: &Sealed) -> Option<String> {
    Some(signed::write(keys, VERSION, &encode(sealed)?))
}

/// Reads a seal and says whether the cell made it.
pub fn read(keys: &Keys, text: &str) -> Reading {
    let read = signed::read(keys, text).filter(|read| read.version == VERSION);
    let Some(read) = read else { return Reading::Unreadable };
    match decode(&read.facts) {
        None => Reading::Unreadable,
        Some(sealed) if read.genuine => Reading::Signed(sealed),
        Some(sealed) => Reading::Altered(sealed),
    }
}

fn encode(sealed: &Sealed) -> Option<[u8; FACTS]> {
    let nop: u64 = sealed.nop.digits().parse().ok()?;
    let days = i32::try_from(days_since_1970(sealed.due_date)).ok()?;
    let mut facts = [0; FACTS];
    facts[0..8].copy_from_slice(&nop.to_be_bytes());
    facts[8..10].copy_from_slice(&u16::try_from(sealed.tax_year).ok()?.to_be_bytes());
    facts[10..14].copy_from_slice(&u32::try_from(sealed.revision).ok()?.to_be_bytes());
    facts[14..22].copy_from_slice(&sealed.njop.0.to_be_bytes());
    facts[22..30].copy_from_slice(&sealed.due.0.to_be_bytes());
    facts[30..34].copy_from_slice(&days.to_be_bytes());
    Some(facts)
}

fn decode(facts: &[u8]) -> Option<Sealed> {
    let facts: &[u8; FACTS] = facts.try_into().ok()?;
    let nop = u64::from_be_bytes(facts[0..8].try_into().ok()?);
    Some(Sealed {
        nop: Nop::parse(&format!("{nop:018}")).ok()?,
        tax_year: u16::from_be_bytes(facts[8..10].try_into().ok()?).into(),
        revision: u32::from_be_bytes(facts[10..14].try_into().ok()?).into(),
        njop: Rupiah(i64::from_be_bytes(facts[14..22].try_into().ok()?)),
        due: Rupiah(i64::from_be_bytes(facts[22..30].try_into().ok()?)),
        due_date: date_from_days(i32::from_be_bytes(facts[30..34].try_into().ok()?))?,
    })
}

fn days_since_1970(date: Date) -> i64 {
    let seconds = date.to_datetime(jiff::civil::Time::midnight());
    seconds.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |z| z.timestamp().as_second() / 86_400)
}

fn date_from_days(days: i32) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}
