//! Lets a gateway rest that does not answer, so that its messages do not hold up the others.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use base::Instant;
use ports::Channel;

/// Failures in a row after which a gateway rests, and how long.
const FAILURES: u32 = 3;
const REST_SECONDS: i64 = 120;

/// What is known of each gateway in this process.
#[derive(Debug, Default)]
pub(crate) struct Breaker(Mutex<BTreeMap<Channel, Health>>);

#[derive(Debug, Clone, Copy, Default)]
struct Health {
    failures: u32,
    failed_at: Option<Instant>,
}

impl Breaker {
    /// Seconds until the gateway is tried again; `None` when it may be tried now.
    pub fn rests(&self, channel: Channel, now: Instant) -> Option<i64> {
        let health = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let health = health.get(&channel).filter(|h| h.failures >= FAILURES)?;
        let passed = now.millis().saturating_sub(health.failed_at?.millis()) / 1_000;
        // A clock that was set back must not keep it resting.
        (0..REST_SECONDS).contains(&passed).then_some(REST_SECONDS - passed)
    }

    pub fn answered(&self, channel: Channel) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&channel);
    }

    pub fn failed(&self, channel: Channel, now: Instant) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let health = all.entry(channel).or_default();
        *health = Health { failures: health.failures.saturating_add(1), failed_at: Some(now) };
    }
}
