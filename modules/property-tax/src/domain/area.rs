//! Areas as the registry stores them.

use std::fmt;

use base::{Fraction, FractionError};

/// An area in whole square decimetres (0.01 m²): SISMIOP keeps at most two decimals of a square
/// metre, so nothing is lost and sums stay exact.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
pub struct Area(pub i64);

/// Why a number cannot be an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AreaError {
    #[error("an area is a number of square metres with at most two decimals")]
    Malformed,
    #[error("an area cannot be negative")]
    Negative,
}

impl Area {
    pub const ZERO: Self = Self(0);

    /// An exact number of square metres; more than two decimals are refused, not rounded.
    pub fn from_square_metres(value: Fraction) -> Result<Self, AreaError> {
        let scaled = value.checked_mul(Fraction::whole(100)).map_err(|_| AreaError::Malformed)?;
        if scaled.denominator() != 1 {
            return Err(AreaError::Malformed);
        }
        if scaled.is_negative() {
            return Err(AreaError::Negative);
        }
        i64::try_from(scaled.numerator()).map(Self).map_err(|_| AreaError::Malformed)
    }

    /// The exact number of square metres.
    pub fn square_metres(self) -> Fraction {
        // The divisor is one hundred, so the only error, division by zero, cannot happen.
        Fraction::new(i128::from(self.0), 100).unwrap_or(Fraction::ZERO)
    }

    /// `self + other`, or `None` beyond what can be stored.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

impl From<FractionError> for AreaError {
    fn from(_: FractionError) -> Self {
        Self::Malformed
    }
}

/// `240 m²`, `140,5 m²`.
impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} m²", base::format::decimal(self.square_metres(), 2))
    }
}
