//! How the load went.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// Counts and times of a load.
#[derive(Debug, Clone, Default)]
pub struct Report {
    pub acknowledged: usize,
    /// Refusals by their code.
    pub refused: BTreeMap<String, usize>,
    /// Given up without knowing what became of the payment.
    pub unknown: usize,
    /// Messages that were told again because no answer came.
    pub repeats: usize,
    pub inquiries: Latencies,
    pub payments: Latencies,
    pub elapsed: Duration,
}

/// How long answers took, of exchanges that were answered.
#[derive(Debug, Clone, Default)]
pub struct Latencies(Vec<Duration>);

impl Latencies {
    pub(crate) fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The time within which so many of a hundred answers came; `None` without any.
    pub fn percentile(&self, percent: usize) -> Option<Duration> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent.min(100)).div_ceil(100);
        sorted.get(rank.saturating_sub(1)).copied()
    }
}

impl Report {
    pub(crate) fn add(&mut self, other: Self) {
        self.acknowledged += other.acknowledged;
        self.unknown += other.unknown;
        self.repeats += other.repeats;
        for (code, count) in other.refused {
            *self.refused.entry(code).or_default() += count;
        }
        self.inquiries.0.extend(other.inquiries.0);
        self.payments.0.extend(other.payments.0);
    }

    /// Acknowledged payments in a second, rounded down.
    pub fn rate(&self) -> u128 {
        let millis = self.elapsed.as_millis().max(1);
        u128::try_from(self.acknowledged).unwrap_or(u128::MAX).saturating_mul(1_000) / millis
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rate, millis) = (self.rate(), self.elapsed.as_millis());
        writeln!(f, "acknowledged {} in {millis} ms: {rate}/s", self.acknowledged)?;
        for (code, count) in &self.refused {
            writeln!(f, "refused with {code}: {count}")?;
        }
        writeln!(f, "unknown: {}, told again: {}", self.unknown, self.repeats)?;
        for (name, times) in [("inquiry", &self.inquiries), ("payment", &self.payments)] {
            let at = |percent| times.percentile(percent).unwrap_or_default();
            let (p50, p95, p99, most) = (at(50), at(95), at(99), at(100));
            writeln!(f, "{name}: p50 {p50:.1?}, p95 {p95:.1?}, p99 {p99:.1?}, longest {most:.1?}")?;
        }
        Ok(())
    }
}
