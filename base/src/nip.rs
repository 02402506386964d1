//! The number of a civil servant (NIP), or of a government employee on contract (NI PPPK).

use std::fmt;

use crate::Date;

/// Eighteen digits: date of birth 8, year and month of appointment 6 (an employee on contract has
/// `21` and up in place of the month), sex 1, sequence 3.
#[derive(Clone, PartialEq, Eq)]
pub struct Nip(String);

/// Why a text is not a NIP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NipError {
    #[error("a NIP has 18 digits")]
    Length,
    #[error("the first eight digits of a NIP are a date of birth")]
    BirthDate,
    #[error("digits 9 to 14 of a NIP are the year and month of appointment")]
    Appointment,
    #[error("digit 15 of a NIP is 1 for a man or 2 for a woman")]
    Sex,
}

impl Nip {
    /// Reads a NIP, with spaces or none: `198001012006041001`, `19800101 200604 1 001`.
    pub fn parse(text: &str) -> Result<Self, NipError> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() != 18 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NipError::Length);
        }
        let number = |range: std::ops::Range<usize>| digits[range].parse::<i16>().unwrap_or(-1);
        let small = |range: std::ops::Range<usize>| digits[range].parse::<i8>().unwrap_or(-1);
        let born = Date::new(number(0..4), small(4..6), small(6..8));
        if number(0..4) < 1900 || born.is_err() {
            return Err(NipError::BirthDate);
        }
        // A civil servant has a month here; a contract has its kind and count, from 21 up.
        let month = matches!(number(12..14), 1..=12 | 21..);
        if number(8..12) <= number(0..4) || !month {
            return Err(NipError::Appointment);
        }
        if !matches!(&digits[14..15], "1" | "2") {
            return Err(NipError::Sex);
        }
        Ok(Self(digits))
    }

    pub fn digits(&self) -> &str {
        &self.0
    }
}

/// As people write it: `19800101 200604 1 001`.
impl fmt::Display for Nip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let d = &self.0;
        write!(f, "{} {} {} {}", &d[..8], &d[8..14], &d[14..15], &d[15..])
    }
}

/// Logs carry no NIP.
impl fmt::Debug for Nip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nip(****)")
    }
}
