//! Taking in a file of a stranger: into memory alone, within a room that all of them share. It never
//! touches a disk.

use std::sync::Arc;
use std::time::Duration;

use base::{Error, Kind, Result};
use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::busy;

/// 100 MB: what the verifier promises to end with in ten seconds and 512 MB.
pub const LARGEST: usize = 100_000_000;

/// The room is given out in steps of so many bytes.
const STEP: usize = 64 << 10;

/// A room of at least one file.
pub(super) fn room(bytes: usize) -> Semaphore {
    Semaphore::new(bytes.max(LARGEST).div_ceil(STEP))
}

/// A file on its way.
pub struct Intake {
    room: Arc<Semaphore>,
    patience: Duration,
    content: Vec<u8>,
    granted: Option<OwnedSemaphorePermit>,
}

/// A file that came whole. Its room is free again when the last of its bytes is dropped, wherever they
/// went.
pub struct Sent {
    content: Bytes,
}

/// Bytes with the room that they take.
struct Housed {
    content: Vec<u8>,
    _granted: Option<OwnedSemaphorePermit>,
}

impl AsRef<[u8]> for Housed {
    fn as_ref(&self) -> &[u8] {
        &self.content
    }
}

impl Intake {
    pub(super) fn new(room: Arc<Semaphore>, patience: Duration) -> Self {
        Self { room, patience, content: Vec::new(), granted: None }
    }

    /// Adds a piece.
    ///
    /// # Errors
    /// `documents/verify-too-large`; `documents/verify-busy` when there is no room for it.
    pub async fn add(&mut self, piece: &[u8]) -> Result<()> {
        let length = self.content.len().saturating_add(piece.len());
        if length > LARGEST {
            return Err(too_large());
        }
        if length > self.content.capacity() {
            self.grow(length).await?;
        }
        self.content.extend_from_slice(piece);
        Ok(())
    }

    /// What came, whole.
    pub fn finish(self) -> Sent {
        let housed = Housed { content: self.content, _granted: self.granted };
        Sent { content: Bytes::from_owner(housed) }
    }

    /// Takes memory for so many bytes, no more than was granted before: twice as much as there is, so
    /// that it is seldom moved, or where the room is narrow just enough.
    async fn grow(&mut self, length: usize) -> Result<()> {
        let twice = self.content.capacity().saturating_mul(2).clamp(length, LARGEST);
        let more = match self.room.clone().try_acquire_many_owned(self.missing(twice)?) {
            Ok(more) => more,
            Err(_) => {
                let wait = self.room.clone().acquire_many_owned(self.missing(length)?);
                let waited = tokio::time::timeout(self.patience, wait).await;
                waited.map_err(|_| busy())?.map_err(|_| busy())?
            }
        };
        match self.granted.as_mut() {
            Some(granted) => granted.merge(more),
            None => self.granted = Some(more),
        }
        let most = (self.steps() * STEP).min(LARGEST);
        self.content.reserve_exact(most.saturating_sub(self.content.len()));
        Ok(())
    }

    fn steps(&self) -> usize {
        self.granted.as_ref().map_or(0, OwnedSemaphorePermit::num_permits)
    }

    /// Steps for so many bytes beyond those that are granted.
    fn missing(&self, bytes: usize) -> Result<u32> {
        let missing = bytes.div_ceil(STEP).saturating_sub(self.steps());
        u32::try_from(missing).map_err(|_| too_large())
    }
}

/// More than 100 MB.
pub fn too_large() -> Error {
    Error::new(Kind::TooLarge, "documents/verify-too-large").with("most", LARGEST / 1_000_000)
}

impl Sent {
    /// A file of this cell's own.
    pub(super) fn own(content: Bytes) -> Self {
        Self { content }
    }

    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// All of it, with its room.
    pub(super) fn whole(&self) -> Bytes {
        self.content.clone()
    }

    /// The first bytes of it, with the room of all.
    pub(super) fn beginning(&self, end: usize) -> Option<Bytes> {
        (end <= self.content.len()).then(|| self.content.slice(..end))
    }
}
