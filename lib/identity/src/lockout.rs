//! When a name or an address has tried too often. Pure: the use-case loads and stores.

use base::Instant;

/// How often, and how long the lock lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub tries: u32,
    pub minutes: u32,
}

/// The tries so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    pub count: u32,
    pub last_at: Instant,
    pub locked_until: Instant,
}

impl Tries {
    /// Nobody tried yet.
    pub fn none(now: Instant) -> Self {
        Self { count: 0, last_at: now, locked_until: now }
    }

    /// Whether another try must wait.
    pub fn is_locked(&self, now: Instant) -> bool {
        now < self.locked_until
    }

    /// Counts a try before its outcome is known, so that many at once cannot slip through. The try
    /// that reaches the limit locks; a success takes the count back. Tries further apart than the
    /// lock lasts do not add up.
    #[must_use]
    pub fn one_more(self, limit: Limit, now: Instant) -> Self {
        let pause = i64::from(limit.minutes) * 60;
        let stale = now >= self.last_at.plus_seconds(pause);
        let count = if stale { 1 } else { self.count.saturating_add(1) };
        let locked_until = if count >= limit.tries { now.plus_seconds(pause) } else { now };
        Self { count, last_at: now, locked_until }
    }

    /// Takes one counted try back, after a success from a shared address.
    #[must_use]
    pub fn one_less(self, now: Instant) -> Self {
        Self { count: self.count.saturating_sub(1), locked_until: now, ..self }
    }
}
