//! How often somebody may try: a token bucket per key, in memory, of bounded size.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base::{Clock, Error, Kind};

/// Allows `burst` tries at once and one more every `refill`. Keys are texts such as an address or
/// an account. A flood of invented keys never pushes out the ones that tried most.
pub struct Limiter {
    clock: Arc<dyn Clock>,
    burst: NonZeroU32,
    refill_millis: i64,
    room: usize,
    buckets: Mutex<BTreeMap<String, Bucket>>,
}

/// `spent` counts in milliseconds of refill: a full bucket has spent nothing.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    spent: i64,
    at: i64,
}

impl Limiter {
    /// `room` is the greatest number of keys remembered (about 100 bytes each).
    pub fn new(clock: Arc<dyn Clock>, burst: NonZeroU32, refill: Duration, room: usize) -> Self {
        let refill_millis = i64::try_from(refill.as_millis()).unwrap_or(i64::MAX).max(1);
        Self { clock, burst, refill_millis, room: room.max(1), buckets: Mutex::default() }
    }

    /// Takes one try. When there is none left: `web/too-many`, with the seconds to wait in
    /// `seconds`, which the answer repeats as `Retry-After`.
    pub fn take(&self, key: &str) -> Result<(), Error> {
        let now = self.clock.now().millis();
        let limit = self.refill_millis.saturating_mul(i64::from(self.burst.get()));
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let spent = buckets.get_mut(key).map_or(0, |bucket| bucket.count_from(now));
        let after = spent.saturating_add(self.refill_millis);
        if after > limit {
            let seconds = (after - limit).saturating_add(999) / 1_000;
            return Err(Error::new(Kind::TooMany, "web/too-many").with("seconds", seconds));
        }
        if !buckets.contains_key(key) && buckets.len() >= self.room {
            make_room(&mut buckets, now);
        }
        buckets.insert(key.to_owned(), Bucket { spent: after, at: now });
        Ok(())
    }

    /// Gives a key all its tries back, for example after a successful sign-in.
    pub fn forget(&self, key: &str) {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

impl Bucket {
    /// What is spent now. From here on it fills up, also after a clock that was ahead was set back:
    /// nobody waits until that time comes again.
    fn count_from(&mut self, now: i64) -> i64 {
        *self = Self { spent: self.spent_at(now), at: now };
        self.spent
    }

    fn spent_at(self, now: i64) -> i64 {
        self.spent.saturating_sub(now.saturating_sub(self.at).max(0)).max(0)
    }
}

/// Full buckets say nothing and go first. When all have spent something, the eighth that is
/// nearest to full goes, so that a flood of invented keys does not cost a search each.
fn make_room(buckets: &mut BTreeMap<String, Bucket>, now: i64) {
    let before = buckets.len();
    buckets.retain(|_, bucket| bucket.spent_at(now) > 0);
    if buckets.len() < before {
        return;
    }
    let mut spent: Vec<i64> = buckets.values().map(|bucket| bucket.spent_at(now)).collect();
    spent.sort_unstable();
    let bound = spent.get(spent.len() / 8).copied().unwrap_or(i64::MAX);
    let mut leaving = spent.len() / 8 + 1;
    buckets.retain(|_, bucket| {
        let goes = leaving > 0 && bucket.spent_at(now) <= bound;
        leaving -= usize::from(goes);
        !goes
    });
}
