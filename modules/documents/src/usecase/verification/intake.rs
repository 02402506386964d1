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
    granted: Option<OwnedSemaphorePermit>,
    content: Vec<u8>,
}

/// A file that came whole. Its room is free again when it is dropped.
pub struct Sent {
    content: Bytes,
    _granted: Option<OwnedSemaphorePermit>,
}

impl Intake {
    pub(super) fn new(room: Arc<Semaphore>, patience: Duration) -> Self {
        Self { room, patience, granted: None, content: Vec::new() }
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
        let granted = self.granted.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let missing = length.div_ceil(STEP).saturating_sub(granted);
        if missing > 0 {
            self.widen(missing).await?;
        }
        self.content.extend_from_slice(piece);
        Ok(())
    }

    /// What came, whole.
    pub fn finish(self) -> Sent {
        Sent { content: self.content.into(), _granted: self.granted }
    }

    async fn widen(&mut self, steps: usize) -> Result<()> {
        let steps = u32::try_from(steps).map_err(|_| too_large())?;
        let wait = self.room.clone().acquire_many_owned(steps);
        let Ok(Ok(more)) = tokio::time::timeout(self.patience, wait).await else {
            return Err(busy());
        };
        match self.granted.as_mut() {
            Some(granted) => granted.merge(more),
            None => self.granted = Some(more),
        }
        Ok(())
    }
}

/// More than 100 MB.
pub fn too_large() -> Error {
    Error::new(Kind::TooLarge, "documents/verify-too-large").with("most", LARGEST / 1_000_000)
}

impl Sent {
    /// A file of this cell's own.
    pub(super) fn own(content: Bytes) -> Self {
        Self { content, _granted: None }
    }

    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// All of it, without its room.
    pub(super) fn whole(&self) -> Bytes {
        self.content.clone()
    }

    /// The first bytes of it.
    pub(super) fn beginning(&self, end: usize) -> Option<Bytes> {
        (end <= self.content.len()).then(|| self.content.slice(..end))
    }
}
