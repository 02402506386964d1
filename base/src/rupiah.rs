//! Money: whole rupiah, checked.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

use crate::{Fraction, FractionError, Rounding};

/// An amount in whole rupiah. There is no conversion from or to floating point.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Rupiah(pub i64);

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RupiahError {
    #[error("an amount is written in whole rupiah, for example Rp1.234.567")]
    Malformed,
    #[error("the amount is larger than can be stored")]
    TooLarge,
}

impl Rupiah {
    pub const ZERO: Self = Self(0);

    /// `self + other`, or `None` when the sum cannot be stored.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// `self - other`, or `None` when the difference cannot be stored.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The amount as an exact number.
    pub fn exact(self) -> Fraction {
        Fraction::whole(i128::from(self.0))
    }

    /// An exact number of rupiah, rounded to a multiple of `unit` (1, 100, 1.000 …).
    pub fn round(value: Fraction, rounding: Rounding, unit: i64) -> Result<Self, FractionError> {
        let units = value.checked_div(Fraction::whole(i128::from(unit)))?.round(rounding);
        let rupiah = units.checked_mul(i128::from(unit)).ok_or(FractionError::Overflow)?;
        i64::try_from(rupiah).map(Self).map_err(|_| FractionError::Overflow)
    }

    /// Splits the amount by weights so that the parts add up to it exactly: each part is rounded
    /// down, and what is left goes, one rupiah each, to the largest remainders (the earlier part
    /// on a tie). `None` when the amount is negative or no weight is positive.
    pub fn split(self, weights: &[u64]) -> Option<Vec<Self>> {
        let total: u128 = weights.iter().map(|&w| u128::from(w)).sum();
        let amount = u128::try_from(self.0).ok()?;
        if total == 0 {
            return None;
        }
        let shares: Vec<(u128, u128)> = weights
            .iter()
            .map(|&w| (amount * u128::from(w) / total, amount * u128::from(w) % total))
            .collect();
        let mut left = amount - shares.iter().map(|s| s.0).sum::<u128>();
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(shares[i].1), i));
        let mut parts: Vec<u128> = shares.iter().map(|s| s.0).collect();
        for i in order {
            if left == 0 {
                break;
            }
            parts[i] += 1;
            left -= 1;
        }
        parts.into_iter().map(|p| i64::try_from(p).ok().map(Self)).collect()
    }

    /// Reads an amount as people here write it: `1234567`, `1.234.567`, `Rp 1.234.567`, `-Rp5.000`.
    /// Decimals are refused: tax amounts are whole.
    pub fn parse(text: &str) -> Result<Self, RupiahError> {
        let text = text.trim();
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let text = text.strip_prefix("Rp").unwrap_or(text).trim_start_matches([' ', '\u{a0}']);
        let digits = grouped_digits(text).ok_or(RupiahError::Malformed)?;
        let value: i64 = digits.parse().map_err(|_| RupiahError::TooLarge)?;
        Ok(Self(if negative { -value } else { value }))
    }
}

/// The digits of a number whose only separators are dots before groups of three.
fn grouped_digits(text: &str) -> Option<String> {
    let mut groups = text.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    // `0.123` is somebody's decimal point, not one hundred and twenty-three.
    let grouped = rest.is_empty() || (first.len() <= 3 && !first.starts_with('0'));
    let valid = all_digits(first) && grouped && rest.iter().all(|g| g.len() == 3 && all_digits(g));
    valid.then(|| [first].into_iter().chain(rest).collect())
}

impl fmt::Display for Rupiah {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}Rp{}", crate::format::grouped(self.0.unsigned_abs()))
    }
}

/// Sums amounts; a sum that cannot be stored is `None`.
impl Sum<Rupiah> for Option<Rupiah> {
    fn sum<I: Iterator<Item = Rupiah>>(mut iter: I) -> Self {
        iter.try_fold(Rupiah::ZERO, Rupiah::checked_add)
    }
}
