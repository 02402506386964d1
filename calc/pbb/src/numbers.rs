//! Numbers that are already true: an area is not negative, a percentage is at most 100.
//!
//! They are parsed once at the door, so the law in `assess` has no bad input to think about.

use base::{Fraction, FractionError, Rounding, Rupiah};
use serde::{Deserialize, Serialize};

/// Why a number cannot be what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("{0}")]
    Unreadable(#[from] FractionError),
    #[error("an area in m² is not negative")]
    NegativeArea,
    #[error("an amount of rupiah is not negative")]
    NegativeAmount,
    #[error("a value per m² is not negative")]
    NegativeValue,
    #[error("a percentage lies between 0 and 100")]
    PercentOutOfRange,
    #[error("a cap on increase is a percentage of 0 or more")]
    NegativeIncrease,
    #[error("a share lies between 0 and 1, for example 36/8400")]
    ShareOutOfRange,
    #[error(
        "the unit of rounding is a whole number of rupiah from 1 to 1000000, usually 1, 100 or 1000"
    )]
    UnitOutOfRange,
}

/// An area in m², not negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Fraction", into = "Fraction")]
pub struct Area(Fraction);

impl Area {
    pub const ZERO: Self = Self(Fraction::ZERO);

    /// A whole number of square metres.
    pub const fn whole(square_metres: u32) -> Self {
        Self(Fraction::whole(square_metres as i128))
    }

    /// A decimal text, such as `"140.5"`.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        Self::try_from(Fraction::parse_decimal(text)?)
    }

    pub fn exact(self) -> Fraction {
        self.0
    }
}

impl TryFrom<Fraction> for Area {
    type Error = NumberError;

    fn try_from(value: Fraction) -> Result<Self, NumberError> {
        if value.is_negative() { Err(NumberError::NegativeArea) } else { Ok(Self(value)) }
    }
}

impl From<Area> for Fraction {
    fn from(area: Area) -> Self {
        area.0
    }
}

/// An amount of rupiah that is not negative.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(try_from = "Rupiah", into = "Rupiah")]
pub struct Amount(Rupiah);

impl Amount {
    pub const ZERO: Self = Self(Rupiah::ZERO);

    /// Checks that an amount is not negative.
    pub fn new(rupiah: Rupiah) -> Result<Self, NumberError> {
        if rupiah < Rupiah::ZERO { Err(NumberError::NegativeAmount) } else { Ok(Self(rupiah)) }
    }

    pub fn rupiah(self) -> Rupiah {
        self.0
    }

    pub fn exact(self) -> Fraction {
        self.0.exact()
    }
}

impl TryFrom<Rupiah> for Amount {
    type Error = NumberError;

    fn try_from(value: Rupiah) -> Result<Self, NumberError> {
        Self::new(value)
    }
}

impl From<Amount> for Rupiah {
    fn from(amount: Amount) -> Self {
        amount.0
    }
}

/// Rupiah per m², not negative. Usually whole (a NIR); a quotient when only a total is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "Fraction")]
pub struct UnitValue(Fraction);

impl UnitValue {
    /// A whole number of rupiah per m².
    pub fn of(rupiah: Amount) -> Self {
        Self(rupiah.exact())
    }

    /// The exact quotient of a total and an area; an error when the area is zero.
    pub fn quotient(total: Amount, area: Area) -> Result<Self, NumberError> {
        Ok(Self(total.exact().checked_div(area.exact())?))
    }

    pub fn exact(self) -> Fraction {
        self.0
    }
}

impl TryFrom<Fraction> for UnitValue {
    type Error = NumberError;

    fn try_from(value: Fraction) -> Result<Self, NumberError> {
        if value.is_negative() { Err(NumberError::NegativeValue) } else { Ok(Self(value)) }
    }
}

/// Whole values are written as a JSON number, as the contract reads them; others as exact text.
impl Serialize for UnitValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(self.0.numerator()) {
            Ok(whole) if self.0.denominator() == 1 => serializer.serialize_i64(whole),
            _ => self.0.serialize(serializer),
        }
    }
}

/// A percentage from 0 to 100, written as a decimal text: `"0.5"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Fraction", into = "Fraction")]
pub struct Percent(Fraction);

impl Percent {
    pub const ZERO: Self = Self(Fraction::ZERO);

    /// A decimal text without the sign: `"0.5"` is half a percent.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        Self::try_from(Fraction::parse_decimal(text)?)
    }

    /// The rate: 1/200 for half a percent.
    pub fn rate(self) -> Fraction {
        self.0
    }
}

impl TryFrom<Fraction> for Percent {
    type Error = NumberError;

    fn try_from(percent: Fraction) -> Result<Self, NumberError> {
        let rate = percent.checked_div(Fraction::whole(100))?;
        if rate.is_negative() || rate > Fraction::ONE {
            return Err(NumberError::PercentOutOfRange);
        }
        Ok(Self(rate))
    }
}

impl From<Percent> for Fraction {
    fn from(percent: Percent) -> Self {
        times_hundred(percent.0)
    }
}

/// How much more than last year at most, as a percentage of 0 or more: `"250"` is 3.5 times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Fraction", into = "Fraction")]
pub struct Increase(Fraction);

impl Increase {
    /// A decimal text without the sign: `"250"`.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        Self::try_from(Fraction::parse_decimal(text)?)
    }

    /// The increase as a rate: 5/2 for 250 percent.
    pub fn rate(self) -> Fraction {
        self.0
    }
}

impl TryFrom<Fraction> for Increase {
    type Error = NumberError;

    fn try_from(percent: Fraction) -> Result<Self, NumberError> {
        if percent.is_negative() {
            return Err(NumberError::NegativeIncrease);
        }
        Ok(Self(percent.checked_div(Fraction::whole(100))?))
    }
}

impl From<Increase> for Fraction {
    fn from(increase: Increase) -> Self {
        times_hundred(increase.0)
    }
}

/// The percentage of a rate. It was a percentage before, so the product cannot overflow.
fn times_hundred(rate: Fraction) -> Fraction {
    rate.checked_mul(Fraction::whole(100)).unwrap_or(rate)
}

/// A share of joint property, from 0 to 1, kept exact: `"36/8400"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Fraction", into = "Fraction")]
pub struct Share(Fraction);

impl Share {
    /// A quotient such as `"36/8400"`, or a decimal text.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        Self::try_from(Fraction::parse_share(text)?)
    }

    /// The area of one unit divided by the area of all.
    pub fn of_areas(unit: Area, all: Area) -> Result<Self, NumberError> {
        Self::try_from(unit.exact().checked_div(all.exact())?)
    }

    pub fn exact(self) -> Fraction {
        self.0
    }
}

impl TryFrom<Fraction> for Share {
    type Error = NumberError;

    fn try_from(value: Fraction) -> Result<Self, NumberError> {
        if value.is_negative() || value > Fraction::ONE {
            return Err(NumberError::ShareOutOfRange);
        }
        Ok(Self(value))
    }
}

impl From<Share> for Fraction {
    fn from(share: Share) -> Self {
        share.0
    }
}

/// How an exact number of rupiah becomes a printed one: a direction and a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundingRule {
    pub mode: Rounding,
    pub unit: Unit,
}

/// The unit of rounding in rupiah, from 1 to 1,000,000; usually 1, 100 or 1,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Unit(i64);

impl Unit {
    /// One rupiah.
    pub const ONE: Self = Self(1);
}

impl TryFrom<i64> for Unit {
    type Error = NumberError;

    fn try_from(value: i64) -> Result<Self, NumberError> {
        if (1..=1_000_000).contains(&value) {
            Ok(Self(value))
        } else {
            Err(NumberError::UnitOutOfRange)
        }
    }
}

impl From<Unit> for i64 {
    fn from(unit: Unit) -> Self {
        unit.0
    }
}

impl RoundingRule {
    /// To the nearest whole rupiah, half up: what applies where no rule names another.
    pub const WHOLE_HALF_UP: Self = Self { mode: Rounding::HalfUp, unit: Unit::ONE };

    /// The same direction, to whole rupiah.
    #[must_use]
    pub fn to_whole(self) -> Self {
        Self { unit: Unit::ONE, ..self }
    }

    /// Rounds an exact amount; an error when the result cannot be stored.
    pub fn apply(self, value: Fraction) -> Result<Rupiah, FractionError> {
        Rupiah::round(value, self.mode, self.unit.0)
    }
}

impl Default for RoundingRule {
    fn default() -> Self {
        Self::WHOLE_HALF_UP
    }
}
