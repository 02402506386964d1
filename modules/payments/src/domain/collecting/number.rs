//! The number of a temporary receipt: `K03-26-000123`.

use std::fmt;

/// A number: whose, of which year, the how-manieth.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TtsNumber {
    pub collector: String,
    pub year: i64,
    pub sequence: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a number of a temporary receipt looks like K03-26-000123")]
pub struct BadNumber;

impl TtsNumber {
    pub fn parse(text: &str) -> Result<Self, BadNumber> {
        let text = text.trim().to_ascii_uppercase();
        let mut parts = text.split('-');
        let (Some(collector), Some(year), Some(sequence), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(BadNumber);
        };
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let fits = collector.len() >= 3
            && collector.strip_prefix('K').is_some_and(digits)
            && year.len() == 2
            && sequence.len() == 6
            && digits(year)
            && digits(sequence);
        if !fits {
            return Err(BadNumber);
        }
        let year: i64 = year.parse().map_err(|_| BadNumber)?;
        let sequence = sequence.parse().map_err(|_| BadNumber)?;
        Ok(Self { collector: collector.to_owned(), year: 2000 + year, sequence })
    }
}

impl fmt::Display for TtsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}-{:06}", self.collector, self.year % 100, self.sequence)
    }
}

/// The code of the how-manieth appointment: `K01`.
pub fn collector_code(sequence: i64) -> String {
    format!("K{sequence:02}")
}

/// Numbers reserved for one phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub collector: String,
    pub year: i64,
    /// Both included.
    pub first: i64,
    pub last: i64,
    pub device: String,
    pub reserved_at: base::Instant,
    pub ended_at: Option<base::Instant>,
}

impl Block {
    pub fn holds(&self, number: &TtsNumber) -> bool {
        self.collector == number.collector
            && self.year == number.year
            && (self.first..=self.last).contains(&number.sequence)
    }

    pub fn numbers(&self) -> impl Iterator<Item = TtsNumber> + '_ {
        (self.first..=self.last).map(|sequence| TtsNumber {
            collector: self.collector.clone(),
            year: self.year,
            sequence,
        })
    }
}
