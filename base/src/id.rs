//! Surrogate keys: ULIDs that know what they identify.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use crate::{Clock, Instant, Random};

/// The key of a `T`. Keys of different things do not convert into each other. As text it is a
/// ULID: 26 letters and digits that sort by the time they were made.
pub struct Id<T> {
    ulid: ulid::Ulid,
    kind: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// A new key, from the clock and the random source of the caller.
    pub fn new(clock: &dyn Clock, random: &dyn Random) -> Self {
        let mut bytes = [0_u8; 16];
        random.fill(&mut bytes);
        let millis = u64::try_from(clock.now().millis()).unwrap_or(0);
        Self::of(ulid::Ulid::from_parts(millis, u128::from_be_bytes(bytes)))
    }

    /// Reads a key from its text; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        ulid::Ulid::from_string(text).ok().map(Self::of)
    }

    /// When it was made.
    pub fn made_at(&self) -> Instant {
        Instant::from_millis(i64::try_from(self.ulid.timestamp_ms()).unwrap_or(i64::MAX))
    }

    fn of(ulid: ulid::Ulid) -> Self {
        Self { ulid, kind: PhantomData }
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.ulid == other.ulid
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.ulid.cmp(&other.ulid)
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.ulid.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ulid.fmt(f)
    }
}
