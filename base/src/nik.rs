//! The national identity number of a person (NIK).

use std::fmt;

use crate::Date;

/// Sixteen digits: region of first registration 6, date of birth 6 (the day of a woman is
/// increased by 40), sequence 4. Parsing checks what the digits themselves can tell.
#[derive(Clone, PartialEq, Eq)]
pub struct Nik(String);

/// Why a text is not a NIK.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NikError {
    #[error("a NIK has 16 digits")]
    Length,
    #[error("the first two digits of a NIK are a province, 11 to 97")]
    Province,
    #[error("digits 7 to 12 of a NIK are a date of birth")]
    BirthDate,
    #[error("the last four digits of a NIK start at 0001")]
    Sequence,
}

impl Nik {
    /// Reads a NIK, with spaces or none.
    pub fn parse(text: &str) -> Result<Self, NikError> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() != 16 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NikError::Length);
        }
        let number = |range: std::ops::Range<usize>| digits[range].parse::<i8>().unwrap_or(-1);
        if !(11..=97).contains(&number(0..2)) {
            return Err(NikError::Province);
        }
        let day = if number(6..8) > 40 { number(6..8) - 40 } else { number(6..8) };
        // The century is not written; a day that exists in a leap year may be a birthday.
        if Date::new(2000, number(8..10), day).is_err() {
            return Err(NikError::BirthDate);
        }
        if &digits[12..] == "0000" {
            return Err(NikError::Sequence);
        }
        Ok(Self(digits))
    }

    pub fn digits(&self) -> &str {
        &self.0
    }
}

/// Logs carry no NIK.
impl fmt::Debug for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nik(****)")
    }
}
