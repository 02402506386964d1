//! How long to wait before trying again. Pure.

/// Pauses that grow: `first`, twice that, four times that … up to `longest`, each with a random
/// part so that jobs that failed together do not come back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    pub first_seconds: u32,
    pub longest_seconds: u32,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { first_seconds: 10, longest_seconds: 3_600 }
    }
}

impl Backoff {
    /// Seconds to wait after the attempt with this number (from 1) failed: between half of the
    /// pause and the whole of it, by a random number.
    pub fn seconds(self, attempt: u32, random: u32) -> i64 {
        let doubled = 1_u64.checked_shl(attempt.saturating_sub(1)).unwrap_or(u64::MAX);
        let pause = u64::from(self.first_seconds)
            .saturating_mul(doubled)
            .min(u64::from(self.longest_seconds))
            .max(1);
        let half = pause / 2;
        let part = u64::from(random) % (pause - half + 1);
        i64::try_from(half + part).unwrap_or(i64::MAX)
    }
}
