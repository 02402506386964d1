//! What became of a seal's work, for whoever runs the server.

use std::sync::{Mutex, PoisonError};

use base::Instant;
use contracts::seals::Sealable;

/// After a failure of its key a seal is left alone for so many seconds: a device that hangs should
/// not make every citizen wait.
const REST: i64 = 30;

/// A seal as the operator sees it. Counts begin with the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealHealth {
    pub word: String,
    /// What it is used for.
    pub papers: Vec<Sealable>,
    /// Files that were sealed.
    pub sealed: u64,
    /// Files that went out without the seal that they should have.
    pub missed: u64,
    /// Since when its key does not seal.
    pub failing: Option<Failing>,
    /// When its certificate ends, if it has one.
    pub ends: Option<Instant>,
}

/// A key that does not seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failing {
    pub since: Instant,
    /// Of the last try. For the operator; it quotes no secret.
    pub why: String,
}

#[derive(Debug, Default)]
pub(super) struct Watch(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    sealed: u64,
    missed: u64,
    failing: Option<(Failing, Instant)>,
}

impl Watch {
    fn with<T>(&self, look: impl FnOnce(&mut Seen) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether the last try is too young for another.
    pub fn rests(&self, now: Instant) -> bool {
        self.with(|seen| {
            seen.failing.as_ref().is_some_and(|(_, tried)| now < tried.plus_seconds(REST))
        })
    }

    pub fn sealed(&self, word: &str) {
        self.with(|seen| seen.sealed = seen.sealed.saturating_add(1));
        self.works(word);
    }

    pub fn works(&self, word: &str) {
        if self.with(|seen| seen.failing.take()).is_some() {
            tracing::info!(seal = word, "the seal works again");
        }
    }

    pub fn missed(&self) {
        self.with(|seen| seen.missed = seen.missed.saturating_add(1));
    }

    pub fn fails(&self, now: Instant, why: &str) {
        self.with(|seen| {
            let since = seen.failing.as_ref().map_or(now, |(failing, _)| failing.since);
            seen.failing = Some((Failing { since, why: why.to_owned() }, now));
        });
    }

    pub fn health(&self, word: &str, ends: Option<Instant>) -> SealHealth {
        self.with(|seen| SealHealth {
            word: word.to_owned(),
            papers: Vec::new(),
            sealed: seen.sealed,
            missed: seen.missed,
            failing: seen.failing.as_ref().map(|(failing, _)| failing.clone()),
            ends,
        })
    }
}
