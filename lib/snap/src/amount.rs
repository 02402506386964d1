//! Amounts: `{"value": "127500.00", "currency": "IDR"}`.

use base::Rupiah;
use serde::{Deserialize, Serialize};

/// An amount as it stands on the wire. What it is worth is asked with [`Amount::rupiah`], since a
/// fraction is well-formed and still nothing we can be owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    #[serde(deserialize_with = "value")]
    value: String,
    #[serde(deserialize_with = "currency")]
    currency: String,
}

/// Why an amount is none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    #[error("an amount is digits with two decimals, for example 127500.00")]
    Malformed,
    #[error("the currency is not IDR")]
    Currency,
    #[error("the amount has a fraction of a rupiah")]
    Fraction,
}

/// The most digits before the point (the standard has 16 characters with two decimals).
const DIGITS: usize = 16;

impl Amount {
    /// An amount in rupiah for the wire; a negative one has no writing.
    pub fn of(amount: Rupiah) -> Result<Self, AmountError> {
        let value = format!("{}.00", amount.0);
        if !has_form(&value) {
            return Err(AmountError::Malformed);
        }
        Ok(Self { value, currency: "IDR".to_owned() })
    }

    /// The whole rupiah.
    pub fn rupiah(&self) -> Result<Rupiah, AmountError> {
        if self.currency != "IDR" {
            return Err(AmountError::Currency);
        }
        let (whole, decimals) = self.value.split_once('.').ok_or(AmountError::Malformed)?;
        if decimals != "00" {
            return Err(AmountError::Fraction);
        }
        whole.parse().map(Rupiah).map_err(|_| AmountError::Malformed)
    }

    /// The text as it came.
    pub fn value(&self) -> &str {
        &self.value
    }

    pub fn currency(&self) -> &str {
        &self.currency
    }
}

/// Digits without a leading zero, a point, two digits.
fn has_form(text: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.').is_some_and(|(whole, decimals)| {
        digits(whole)
            && digits(decimals)
            && decimals.len() == 2
            && whole.len() <= DIGITS
            && (whole == "0" || !whole.starts_with('0'))
    })
}

fn value<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = crate::text::filled(deserializer)?;
    if has_form(&text) {
        return Ok(text);
    }
    Err(serde::de::Error::custom(AmountError::Malformed))
}

fn currency<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = crate::text::filled(deserializer)?;
    if text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()) {
        return Ok(text);
    }
    Err(serde::de::Error::custom("a currency is three capital letters, IDR here"))
}
