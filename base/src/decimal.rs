//! Figures as statistics publish them: exact, with the decimals they were published with.

use std::cmp::Ordering;
use std::fmt;

use crate::Fraction;

/// `units × 10^-places`: 75.90 is 7590 with two places. Equal and ordered by value, so 75.9 is 75.90;
/// written with all its places, since they say how precise a figure is.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    units: i64,
    places: u8,
}

/// Why a text is no figure, or a figure does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    #[error("a figure is written in digits with a point for decimals, for example -140.50")]
    Malformed,
    #[error("a figure has at most {most} decimals", most = Decimal::MOST_PLACES)]
    Places,
    #[error("the figure has more digits than can be kept exactly")]
    Overflow,
    #[error("the figure has more decimals than are kept here")]
    Inexact,
}

impl Decimal {
    /// More decimals than any published figure has.
    pub const MOST_PLACES: u8 = 12;

    /// `units × 10^-places`.
    ///
    /// # Errors
    /// More than [`Self::MOST_PLACES`] places.
    pub const fn new(units: i64, places: u8) -> Result<Self, DecimalError> {
        if places > Self::MOST_PLACES {
            return Err(DecimalError::Places);
        }
        Ok(Self { units, places })
    }

    /// A whole figure.
    pub const fn whole(units: i64) -> Self {
        Self { units, places: 0 }
    }

    /// Digits with a point for decimals, as machines write them: `448850`, `-0.89`. No separators of
    /// thousands, no exponent.
    ///
    /// # Errors
    /// Another text, too many decimals, too many digits.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let dangling = digits.contains('.') && decimals.is_empty();
        if whole.is_empty() || dangling || !is_digits(whole) || !is_digits(decimals) {
            return Err(DecimalError::Malformed);
        }
        let places = u8::try_from(decimals.len()).map_err(|_| DecimalError::Places)?;
        let sign = if negative { "-" } else { "" };
        let units = format!("{sign}{whole}{decimals}").parse().map_err(|_| DecimalError::Overflow);
        Self::new(units?, places)
    }

    pub const fn units(self) -> i64 {
        self.units
    }

    pub const fn places(self) -> u8 {
        self.places
    }

    /// The same value with so many places.
    ///
    /// # Errors
    /// [`DecimalError::Inexact`] when digits would be lost: nothing is rounded here.
    pub fn at(self, places: u8) -> Result<Self, DecimalError> {
        let ten = |power: u8| 10_i64.checked_pow(u32::from(power)).ok_or(DecimalError::Overflow);
        if places >= self.places {
            let scale = ten(places - self.places)?;
            let units = self.units.checked_mul(scale).ok_or(DecimalError::Overflow)?;
            return Self::new(units, places);
        }
        let scale = ten(self.places - places)?;
        if self.units % scale != 0 {
            return Err(DecimalError::Inexact);
        }
        Self::new(self.units / scale, places)
    }

    /// The same value as a quotient, to compute with.
    pub fn fraction(self) -> Fraction {
        let scale = 10_i128.pow(u32::from(self.places));
        // The scale is at most 10^12, so that neither error of a fraction can occur.
        Fraction::new(i128::from(self.units), scale).unwrap_or(Fraction::ZERO)
    }

    /// Both as whole numbers of the finer of the two scales.
    fn aligned(self, other: Self) -> (i128, i128) {
        let places = self.places.max(other.places);
        let scaled =
            |one: Self| i128::from(one.units) * 10_i128.pow(u32::from(places - one.places));
        (scaled(self), scaled(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (one, other) = self.aligned(*other);
        one.cmp(&other)
    }
}

impl fmt::Display for Decimal {
    /// With a point and all its places, as machines read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let (units, places) = (self.units.unsigned_abs(), usize::from(self.places));
        if places == 0 {
            return write!(f, "{sign}{units}");
        }
        let digits = format!("{units:0>width$}", width = places + 1);
        let (whole, decimals) = digits.split_at(digits.len() - places);
        write!(f, "{sign}{whole}.{decimals}")
    }
}
