//! How much may come in: the limit of the settings, and the room on the disk.

use base::{Error, Kind};

use crate::Files;

/// What is left free for the database and everybody else, in bytes.
const RESERVE: u64 = 512 << 20;
/// What comes in is unpacked beside itself while it is read.
const COPIES: u64 = 2;
const MIB: u64 = 1 << 20;

impl Files {
    /// The same store with another limit for one delivery, in bytes.
    #[must_use]
    pub fn taking_at_most(self, bytes: u64) -> Self {
        Self { most: bytes, ..self }
    }

    /// The most that one delivery may have, in bytes.
    pub fn most(&self) -> u64 {
        self.most
    }

    /// Asks whether so many bytes may come in now, before the first of them is taken.
    ///
    /// # Errors
    /// `files/too-large` beyond the limit, `files/no-room` when the disk would be full.
    pub fn admit(&self, bytes: u64) -> Result<(), Error> {
        if bytes > self.most {
            return Err(Error::new(Kind::TooLarge, "files/too-large")
                .with("size", bytes.div_ceil(MIB))
                .with("largest", self.most / MIB));
        }
        self.ensure_room(bytes.saturating_mul(COPIES))
    }

    /// Asks whether so many bytes can be written now with enough left for everybody else. For work
    /// that writes much of its own: it asks before each part.
    ///
    /// # Errors
    /// `files/no-room`.
    pub fn ensure_room(&self, bytes: u64) -> Result<(), Error> {
        let needed = bytes.saturating_add(RESERVE);
        match self.free() {
            Some(free) if free < needed => Err(Error::new(Kind::Unavailable, "files/no-room")
                .with("needed", needed.div_ceil(MIB))
                .with("free", free / MIB)),
            _ => Ok(()),
        }
    }

    /// Free bytes on the disk; `None` where the system does not tell.
    fn free(&self) -> Option<u64> {
        let disk = rustix::fs::statvfs(&*self.root).ok()?;
        Some(disk.f_bavail.saturating_mul(disk.f_frsize))
    }
}
