//! After some failures in a row the acquirer is left alone for a while, so that no citizen waits for
//! what does not come.

use std::sync::{Mutex, MutexGuard, PoisonError};

use base::Instant;

/// Failures in a row until it is left alone, and for how long.
const FAILURES: u32 = 3;
const REST_SECONDS: i64 = 30;

#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    failures: u32,
    until: Option<Instant>,
}

impl Breaker {
    /// Whether a call is worth its time. After the rest one goes through and decides.
    pub(super) fn lets_through(&self, now: Instant) -> bool {
        self.seen().until.is_none_or(|until| now >= until)
    }

    pub(super) fn worked(&self) {
        *self.seen() = Seen::default();
    }

    pub(super) fn failed(&self, now: Instant) {
        let mut seen = self.seen();
        seen.failures = seen.failures.saturating_add(1);
        if seen.failures >= FAILURES {
            seen.until = Some(now.plus_seconds(REST_SECONDS));
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
