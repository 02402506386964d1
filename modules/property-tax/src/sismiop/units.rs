//! Rupiah or thousands of rupiah?
//!
//! NILAI_SISTEM_* is written in rupiah by one legacy procedure and in thousands by its twin; NIR
//! and the class tables are in thousands per m². The frozen NJOP is always in rupiah and, being a
//! class value, lies near the value it was made from. So the quotient of the two tells the unit:
//! near 1 it is rupiah, near 1,000 thousands, anything else tells nothing.

use base::{Fraction, Rupiah};

/// What one stored value counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    Rupiah,
    Thousand,
}

impl Unit {
    /// The value in rupiah.
    pub fn in_rupiah(self, value: Fraction) -> Result<Fraction, base::FractionError> {
        match self {
            Self::Rupiah => Ok(value),
            Self::Thousand => value.checked_mul(Fraction::whole(1_000)),
        }
    }
}

/// A stored value beside the NJOP that was computed from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    pub value: Fraction,
    pub njop: Rupiah,
}

/// What many samples say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdict {
    pub rupiah: u64,
    pub thousand: u64,
    /// Zero, or far from both: tells nothing.
    pub unclear: u64,
}

/// A class value lies within a factor of two of every value of its class (the widest class, the
/// lowest of the buildings, is used below its half only by ruins); four leaves room for a
/// revaluation between the two figures.
const SLACK: i128 = 4;

/// The unit of one value; `None` when the two figures do not belong together.
pub fn judge(sample: Sample) -> Option<Unit> {
    if sample.value.is_zero() || sample.value.is_negative() || sample.njop <= Rupiah::ZERO {
        return None;
    }
    let quotient = sample.njop.exact().checked_div(sample.value).ok()?;
    let near = |target: i128| {
        let low = Fraction::new(target, SLACK).ok()?;
        Some(quotient >= low && quotient <= Fraction::whole(target * SLACK))
    };
    match (near(1)?, near(1_000)?) {
        (true, false) => Some(Unit::Rupiah),
        (false, true) => Some(Unit::Thousand),
        _ => None,
    }
}

/// Counts what each sample says.
pub fn detect(samples: impl IntoIterator<Item = Sample>) -> Verdict {
    let mut verdict = Verdict::default();
    for sample in samples {
        verdict.add(judge(sample));
    }
    verdict
}

impl Verdict {
    pub fn add(&mut self, judged: Option<Unit>) {
        match judged {
            Some(Unit::Rupiah) => self.rupiah += 1,
            Some(Unit::Thousand) => self.thousand += 1,
            None => self.unclear += 1,
        }
    }

    /// The unit of the column, when at least nine in ten telling samples agree; it is the unit
    /// of values that tell nothing themselves. `None`: ask a person.
    pub fn unit(&self) -> Option<Unit> {
        let telling = self.rupiah + self.thousand;
        let decides = |count: u64| telling > 0 && count.saturating_mul(10) >= telling * 9;
        if decides(self.rupiah) {
            Some(Unit::Rupiah)
        } else if decides(self.thousand) {
            Some(Unit::Thousand)
        } else {
            None
        }
    }
}
