//! Exact numbers for rates, shares and areas: a quotient of two 128-bit integers.
//!
//! Every operation is checked. Most numbers of a tax bill are whole or have a small denominator,
//! so both cases take a short path; that is what lets a whole regency be assessed in a second.

use std::cmp::Ordering;
use std::fmt;

/// An exact quotient, always in lowest terms with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fraction {
    num: i128,
    den: i128,
}

/// Why a number cannot be read or computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FractionError {
    #[error("the number is too large to be computed exactly")]
    Overflow,
    #[error("division by zero")]
    DivisionByZero,
    #[error(
        "a number is written in digits with a point for decimals, for example 140.5, or as a share, for example 36/8400"
    )]
    Malformed,
}

/// How an exact number becomes a whole one. The regulation names it; nothing rounds silently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Up to the next whole number.
    Ceil,
    /// To the nearest; exactly half goes away from zero.
    HalfUp,
    /// Down to the next whole number.
    Floor,
}

impl Fraction {
    pub const ZERO: Self = Self { num: 0, den: 1 };
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// A whole number.
    pub const fn whole(value: i128) -> Self {
        Self { num: value, den: 1 }
    }

    /// `num / den` in lowest terms.
    pub fn new(num: i128, den: i128) -> Result<Self, FractionError> {
        if den == 0 {
            return Err(FractionError::DivisionByZero);
        }
        if den == 1 {
            return Ok(Self { num, den });
        }
        let divisor = gcd(num.unsigned_abs(), den.unsigned_abs());
        let divisor = i128::try_from(divisor).map_err(|_| FractionError::Overflow)?;
        let (num, den) = (num / divisor, den / divisor);
        if den > 0 {
            return Ok(Self { num, den });
        }
        match (num.checked_neg(), den.checked_neg()) {
            (Some(num), Some(den)) => Ok(Self { num, den }),
            _ => Err(FractionError::Overflow),
        }
    }

    /// A percentage written as a decimal text: `"0.5"` is 1/200.
    pub fn parse_percent(text: &str) -> Result<Self, FractionError> {
        Self::parse_decimal(text)?.checked_div(Self::whole(100))
    }

    /// A decimal text with a point, such as `"140.5"` or `"-3"`. No exponent, no separators.
    pub fn parse_decimal(text: &str) -> Result<Self, FractionError> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(decimals) {
            return Err(FractionError::Malformed);
        }
        let decimals = decimals.trim_end_matches('0');
        let scale = u32::try_from(decimals.len())
            .ok()
            .and_then(|n| 10_i128.checked_pow(n))
            .ok_or(FractionError::Overflow)?;
        let joined = format!("{whole}{decimals}");
        let value: i128 = joined.parse().map_err(|_| FractionError::Overflow)?;
        Self::new(if negative { -value } else { value }, scale)
    }

    /// A share such as `"36/8400"`, or a decimal text.
    pub fn parse_share(text: &str) -> Result<Self, FractionError> {
        match text.split_once('/') {
            None => Self::parse_decimal(text.trim()),
            Some((num, den)) => {
                Self::parse_decimal(num.trim())?.checked_div(Self::parse_decimal(den.trim())?)
            }
        }
    }

    pub fn numerator(self) -> i128 {
        self.num
    }

    pub fn denominator(self) -> i128 {
        self.den
    }

    pub fn is_zero(self) -> bool {
        self.num == 0
    }

    pub fn is_negative(self) -> bool {
        self.num < 0
    }

    pub fn checked_add(self, other: Self) -> Result<Self, FractionError> {
        if self.den == other.den {
            let num = self.num.checked_add(other.num).ok_or(FractionError::Overflow)?;
            return Self::new(num, self.den);
        }
        // Over the least common denominator, so that sums of equal parts do not grow.
        let common = gcd(self.den.unsigned_abs(), other.den.unsigned_abs());
        let common = i128::try_from(common).map_err(|_| FractionError::Overflow)?;
        let (widen, other_widen) = (other.den / common, self.den / common);
        let left = self.num.checked_mul(widen).ok_or(FractionError::Overflow)?;
        let right = other.num.checked_mul(other_widen).ok_or(FractionError::Overflow)?;
        let den = self.den.checked_mul(widen).ok_or(FractionError::Overflow)?;
        Self::new(left.checked_add(right).ok_or(FractionError::Overflow)?, den)
    }

    pub fn checked_sub(self, other: Self) -> Result<Self, FractionError> {
        let negated = other.num.checked_neg().ok_or(FractionError::Overflow)?;
        self.checked_add(Self { num: negated, den: other.den })
    }

    pub fn checked_mul(self, other: Self) -> Result<Self, FractionError> {
        // Reducing crosswise first keeps the products as small as they can be.
        let left = Self::new(self.num, other.den)?;
        let right = Self::new(other.num, self.den)?;
        let num = left.num.checked_mul(right.num).ok_or(FractionError::Overflow)?;
        let den = left.den.checked_mul(right.den).ok_or(FractionError::Overflow)?;
        Ok(Self { num, den })
    }

    pub fn checked_div(self, other: Self) -> Result<Self, FractionError> {
        if other.num == 0 {
            return Err(FractionError::DivisionByZero);
        }
        self.checked_mul(Self::new(other.den, other.num)?)
    }

    /// The nearest whole number in the named direction.
    pub fn round(self, rounding: Rounding) -> i128 {
        let floor = self.num.div_euclid(self.den);
        let rest = self.num.rem_euclid(self.den);
        let up = match rounding {
            Rounding::Floor => false,
            Rounding::Ceil => rest > 0,
            // `rest >= den - rest` is `2 * rest >= den` without the doubling that could overflow.
            Rounding::HalfUp if self.num >= 0 => rest >= self.den - rest,
            Rounding::HalfUp => rest > self.den - rest,
        };
        if up && rest > 0 { floor + 1 } else { floor }
    }
}

/// Greatest common divisor; 64-bit when both fit, which is nearly always.
fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(small_a), Ok(small_b)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(gcd_u64(small_a, small_b));
        }
        (a, b) = (b, a % b);
    }
    a.max(1)
}

fn gcd_u64(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        match (self.num.checked_mul(other.den), other.num.checked_mul(self.den)) {
            (Some(left), Some(right)) => left.cmp(&right),
            // Too large to cross-multiply: compare whole parts, then the reciprocals of the rests.
            _ => {
                let (a, b) = (self.num.div_euclid(self.den), other.num.div_euclid(other.den));
                a.cmp(&b).then_with(|| compare_rests(*self, *other))
            }
        }
    }
}

/// Compares the parts after the point by continued fractions; ends because they shrink.
fn compare_rests(a: Fraction, b: Fraction) -> Ordering {
    let (rest_a, rest_b) = (a.num.rem_euclid(a.den), b.num.rem_euclid(b.den));
    match (rest_a, rest_b) {
        (0, 0) => Ordering::Equal,
        (0, _) => Ordering::Less,
        (_, 0) => Ordering::Greater,
        _ => Fraction { num: b.den, den: rest_b }.cmp(&Fraction { num: a.den, den: rest_a }),
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Whole numbers as digits, decimals with a point where the number ends, else `num/den`.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den == 1 {
            return write!(f, "{}", self.num);
        }
        match terminating(self.den).and_then(|places| Some((places, 10_i128.checked_pow(places)?)))
        {
            Some((places, scale)) if self.num.checked_mul(scale / self.den).is_some() => {
                let scaled = (self.num * (scale / self.den)).unsigned_abs();
                let scale = scale.unsigned_abs();
                let sign = if self.num < 0 { "-" } else { "" };
                let width = places as usize;
                write!(f, "{sign}{}.{:0width$}", scaled / scale, scaled % scale)
            }
            _ => write!(f, "{}/{}", self.num, self.den),
        }
    }
}

/// Written as text, exactly as [`Fraction`] displays: `"140.5"`, `"3/700"`.
impl serde::Serialize for Fraction {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Read from the text that is written, or from a whole number. A JSON number with decimals is
/// refused: it would already have gone through floating point.
impl<'de> serde::Deserialize<'de> for Fraction {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ExactText)
    }
}

struct ExactText;

impl serde::de::Visitor<'_> for ExactText {
    type Value = Fraction;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an exact number: a whole number, or text such as \"140.5\" or \"36/8400\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Fraction, E> {
        Fraction::parse_share(text).map_err(E::custom)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Fraction, E> {
        Ok(Fraction::whole(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Fraction, E> {
        Ok(Fraction::whole(value.into()))
    }
}

/// How many decimals a denominator needs, when it has only the factors 2 and 5.
fn terminating(den: i128) -> Option<u32> {
    let (mut rest, mut twos, mut fives) = (den, 0, 0);
    while rest % 2 == 0 {
        rest /= 2;
        twos += 1;
    }
    while rest % 5 == 0 {
        rest /= 5;
        fives += 1;
    }
    (rest == 1).then_some(std::cmp::max(twos, fives))
}
