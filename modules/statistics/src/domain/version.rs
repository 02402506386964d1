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
