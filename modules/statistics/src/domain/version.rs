//! Releases of a dataset.

use base::Instant;

/// A version; public from an instant on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub number: i64,
    /// Why there is a new version: a new period, a correction.
    pub reason: String,
    pub made_at: Instant,
    /// How many figures it changes; `None` while they are being written.
    pub figures: Option<i64>,
    /// `None` until the release is decided.
    pub visible_from: Option<Instant>,
}

impl Version {
    pub fn is_public(&self, now: Instant) -> bool {
        self.visible_from.is_some_and(|from| from <= now)
    }
}

/// Seconds after which nobody decides any more about a version that was prepared.
const DECIDED_WITHIN: i64 = 3_600;

impl Version {
    /// Whoever prepared it was interrupted: its release is decided at once, or not at all.
    pub fn is_abandoned(&self, now: Instant) -> bool {
        self.visible_from.is_none() && self.made_at.plus_seconds(DECIDED_WITHIN) < now
    }
}

/// Which figures somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    /// Those in force.
    Now,
    /// Those that were public at an instant.
    Known(Instant),
    /// Those of a version.
    Version(i64),
}
