//! What was fetched, until it is over.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base::Instant;

/// Seconds that anything is kept at most. Nobody has judged it: a forged answer that says it holds
/// for ten years must not stand for longer than this.
const LONGEST: i64 = 24 * 3_600;

/// Where something came from: the address, and the request that was posted there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    url: String,
    request: Vec<u8>,
}

impl Key {
    pub fn new(url: &str, request: &[u8]) -> Self {
        Self { url: url.to_owned(), request: request.to_vec() }
    }

    fn size(&self) -> usize {
        self.url.len() + self.request.len()
    }
}

/// Bounded by bytes; what was not used for longest goes first.
pub(crate) struct Cache {
    limit: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: BTreeMap<Key, Kept>,
    bytes: usize,
    /// Counts uses, to tell which was the last.
    uses: u64,
}

struct Kept {
    bytes: Vec<u8>,
    until: Instant,
    used: u64,
}

impl Cache {
    pub fn new(limit: usize) -> Self {
        Self { limit, state: Mutex::default() }
    }

    pub fn find(&self, key: &Key, now: Instant) -> Option<Vec<u8>> {
        let mut state = self.state();
        state.uses += 1;
        let uses = state.uses;
        let kept = state.kept.get_mut(key).filter(|kept| now < kept.until)?;
        kept.used = uses;
        Some(kept.bytes.clone())
    }

    pub fn keep(&self, key: Key, bytes: &[u8], ends: Instant, now: Instant) {
        let until = ends.min(now.plus_seconds(LONGEST));
        let size = key.size() + bytes.len();
        if until <= now || size > self.limit {
            return;
        }
        let mut state = self.state();
        state.remove(&key);
        state.uses += 1;
        let kept = Kept { bytes: bytes.to_vec(), until, used: state.uses };
        state.bytes += size;
        state.kept.insert(key, kept);
        while state.bytes > self.limit {
            let Some(oldest) = state.least_used() else { return };
            state.remove(&oldest);
        }
    }

    pub fn forget(&self, url: &str) {
        let mut state = self.state();
        let from_there: Vec<Key> = state.kept.keys().filter(|k| k.url == url).cloned().collect();
        for key in from_there {
            state.remove(&key);
        }
    }

    /// A thread that panicked with the lock leaves whole entries.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn remove(&mut self, key: &Key) {
        if let Some(kept) = self.kept.remove(key) {
            self.bytes = self.bytes.saturating_sub(key.size() + kept.bytes.len());
        }
    }

    fn least_used(&self) -> Option<Key> {
        self.kept.iter().min_by_key(|(_, kept)| kept.used).map(|(key, _)| key.clone())
    }
}
