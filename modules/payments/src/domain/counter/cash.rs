//! A count of cash, piece by piece.

use std::collections::BTreeMap;

use base::Rupiah;
use serde::{Deserialize, Serialize};

/// The values of the notes and coins in use (Bank Indonesia), the largest first.
pub const VALUES: [i64; 11] =
    [100_000, 75_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100];
/// More pieces of one value are a slip of the hand.
const MOST: i64 = 1_000_000;

/// How many pieces of each value lie there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pieces(BTreeMap<i64, i64>);

/// Why a count cannot be taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    #[error("there is no piece of {0}")]
    UnknownValue(i64),
    #[error("{0} is no number of pieces")]
    Number(i64),
}

impl Pieces {
    /// Adds pieces of one value.
    pub fn with(mut self, value: i64, pieces: i64) -> Result<Self, CountError> {
        if !VALUES.contains(&value) {
            return Err(CountError::UnknownValue(value));
        }
        if !(0..=MOST).contains(&pieces) {
            return Err(CountError::Number(pieces));
        }
        if pieces > 0 {
            self.0.insert(value, pieces);
        }
        Ok(self)
    }

    /// What they add up to.
    pub fn total(&self) -> Rupiah {
        Rupiah(
            self.0.iter().fold(0, |sum, (value, n)| sum.saturating_add(value.saturating_mul(*n))),
        )
    }

    /// The values that are there, the largest first.
    pub fn rows(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.0.iter().rev().map(|(value, pieces)| (*value, *pieces))
    }
}
