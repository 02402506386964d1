//! Periods, as SDMX writes them: a year `2024`, a half year `2024-S1`, a quarter `2024-Q1`, a month
//! `2024-03`.

use std::fmt;

use base::Date;
use jiff::ToSpan;

/// What a figure is about in time. Ordered by its beginning; of those the longer one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: u16,
    /// Months before it begins, then the negative length: January before the first quarter would be
    /// wrong, so that the longer one comes first.
    begins: u8,
    shorter_than_a_year: u8,
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Length {
    Year,
    Half,
    Quarter,
    Month,
}

/// Why a text is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a period is a year 2024, a half year 2024-S1, a quarter 2024-Q1 or a month 2024-03")]
pub struct PeriodError;

impl Length {
    pub const fn months(self) -> u8 {
        match self {
            Self::Year => 12,
            Self::Half => 6,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }
}

impl Period {
    /// Reads a period as it is written here.
    ///
    /// # Errors
    /// Another text, and years before 1900 or after 2200.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let (year, rest) = match text.split_once('-') {
            None => (text, None),
            Some((year, rest)) => (year, Some(rest)),
        };
        let fits = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        let year = year.parse().ok().filter(|year| fits && (1900..=2200).contains(year));
        let year: u16 = year.ok_or(PeriodError)?;
        let Some(rest) = rest else { return Self::of(year, Length::Year, 1) };
        let number = |text: &str| text.parse::<u8>().map_err(|_| PeriodError);
        match rest.split_at_checked(1) {
            Some(("S", half)) if half.len() == 1 => Self::of(year, Length::Half, number(half)?),
            Some(("Q", one)) if one.len() == 1 => Self::of(year, Length::Quarter, number(one)?),
            _ if rest.len() == 2 && rest.bytes().all(|b| b.is_ascii_digit()) => {
                Self::of(year, Length::Month, number(rest)?)
            }
            _ => Err(PeriodError),
        }
    }

    /// The `number`th one of its length in a year, from 1.
    ///
    /// # Errors
    /// A number that the year does not have.
    pub fn of(year: u16, length: Length, number: u8) -> Result<Self, PeriodError> {
        let months = length.months();
        let begins = number.checked_sub(1).and_then(|before| before.checked_mul(months));
        let begins = begins.filter(|begins| begins + months <= 12).ok_or(PeriodError)?;
        Ok(Self { year, begins, shorter_than_a_year: 12 - months })
    }

    pub const fn year(self) -> u16 {
        self.year
    }

    /// Months of its year before it begins.
    pub const fn begins(self) -> u8 {
        self.begins
    }

    pub const fn length(self) -> Length {
        match 12 - self.shorter_than_a_year {
            12 => Length::Year,
            6 => Length::Half,
            3 => Length::Quarter,
            _ => Length::Month,
        }
    }

    pub const fn is_year(self) -> bool {
        matches!(self.length(), Length::Year)
    }

    /// The day on which it ends.
    pub fn last_day(self) -> Date {
        let months = i16::from(self.begins) + i16::from(self.length().months());
        // The first day of the month after, less one.
        let year = i16::try_from(self.year).unwrap_or(i16::MAX) + months / 12;
        let month = i8::try_from(months % 12 + 1).unwrap_or(1);
        Date::constant(year, month, 1).saturating_sub(1.day())
    }

    /// Its first and its last month: `2024-01` and `2024-12`.
    pub fn months(self) -> [String; 2] {
        let month = |number: u8| format!("{}-{number:02}", self.year);
        [month(self.begins + 1), month(self.begins + self.length().months())]
    }

    /// The same period a year before.
    #[must_use]
    pub const fn a_year_before(self) -> Self {
        Self { year: self.year - 1, ..self }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, begins, .. } = self;
        let number = begins / self.length().months() + 1;
        match self.length() {
            Length::Year => write!(f, "{year}"),
            Length::Half => write!(f, "{year}-S{number}"),
            Length::Quarter => write!(f, "{year}-Q{number}"),
            Length::Month => write!(f, "{year}-{number:02}"),
        }
    }
}
