//! When a name or an address has tried too often. Pure: the use-case loads and stores.

use base::Instant;

/// How often, and how long the lock lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub tries: u32,
    pub minutes: u32,
}

impl Limit {
    fn seconds(self) -> i64 {
        i64::from(self.minutes) * 60
    }
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

    /// Until when another try must wait; `None` when it need not. A lock that ends later than any
    /// that begins now comes from a clock that was ahead, and whoever never reached the limit is not
    /// locked whatever that clock noted: else one wrong try then would lock for as long as it was
    /// ahead.
    pub fn locked(&self, limit: Limit, now: Instant) -> Option<Instant> {
        let longest = now.plus_seconds(limit.seconds());
        let locks = self.count >= limit.tries && now < self.locked_until;
        (locks && self.locked_until <= longest).then_some(self.locked_until)
    }

    /// Counts a try before its outcome is known, so that many at once cannot slip through. The try
    /// that reaches the limit locks; a success takes the count back. Tries further apart than the
    /// lock lasts do not add up.
    #[must_use]
    pub fn one_more(self, limit: Limit, now: Instant) -> Self {
        let pause = limit.seconds();
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
