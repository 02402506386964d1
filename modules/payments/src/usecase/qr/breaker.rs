//! After some failures in a row the acquirer is left alone for a while, so that no citizen waits for
//! what does not come. It also knows when an outage began, and that it is over.

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
    /// The first failure in a row.
    since: Option<Instant>,
    until: Option<Instant>,
    /// What the log of outages was told last; `None` after a start, when it may still hold an outage.
    said: Option<Change>,
}

/// What the log of outages should hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Fails { since: Instant },
    Works,
}

impl Breaker {
    /// Whether a call is worth its time. After the rest one goes through and decides. A clock that
    /// was set back must not keep it resting.
    pub(super) fn lets_through(&self, now: Instant) -> bool {
        let rests = |until| now < until && until <= now.plus_seconds(REST_SECONDS);
        !self.seen().until.is_some_and(rests)
    }

    /// An answer came.
    pub(super) fn worked(&self) -> Option<Change> {
        let mut seen = self.seen();
        let news = seen.said != Some(Change::Works);
        *seen = Seen { said: Some(Change::Works), ..Seen::default() };
        news.then_some(Change::Works)
    }

    /// No answer came.
    pub(super) fn failed(&self, now: Instant) -> Option<Change> {
        let mut seen = self.seen();
        seen.failures = seen.failures.saturating_add(1);
        let since = *seen.since.get_or_insert(now);
        if seen.failures < FAILURES {
            return None;
        }
        seen.until = Some(now.plus_seconds(REST_SECONDS));
        let fails = Change::Fails { since };
        let news = seen.said != Some(fails);
        seen.said = Some(fails);
        news.then_some(fails)
    }

    /// The log could not be written: it is told again.
    pub(super) fn unsaid(&self) {
        self.seen().said = None;
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
