//! The connections that only read.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::open::reading;
use super::session::Session;
use crate::DbError;

/// Opens connections as they are needed, up to a limit, and keeps them.
pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Session>>,
    seats: Arc<Semaphore>,
    closed: AtomicBool,
}

/// A read transaction: everything in it sees the same state of the database.
pub(crate) struct ReadTx {
    session: Option<Session>,
    readers: Arc<Readers>,
    _seat: OwnedSemaphorePermit,
}

impl Readers {
    pub(super) fn new(path: &Path, limit: usize) -> Self {
        Self {
            path: path.to_owned(),
            idle: Mutex::new(Vec::new()),
            seats: Arc::new(Semaphore::new(limit.max(1))),
            closed: AtomicBool::new(false),
        }
    }

    pub(super) async fn begin(this: &Arc<Self>) -> Result<ReadTx, DbError> {
        let gone = || DbError::Unavailable { message: "it was closed".to_owned() };
        let seat = Arc::clone(&this.seats).acquire_owned().await.map_err(|_| gone())?;
        let waiting = this.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let session = match waiting {
            Some(session) => session,
            None => reading(&this.path)?,
        };
        session.control("begin")?;
        Ok(ReadTx { session: Some(session), readers: Arc::clone(this), _seat: seat })
    }

    /// Closes the idle connections; those in use stay until their transaction ends.
    pub(super) fn clear(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.seats.close();
        self.clear();
    }
}

impl ReadTx {
    pub(crate) fn session(&mut self) -> Result<&mut Session, DbError> {
        self.session.as_mut().ok_or(DbError::NotStored)
    }
}

impl Drop for ReadTx {
    fn drop(&mut self) {
        let Some(session) = self.session.take() else { return };
        let usable = session.control("rollback").is_ok() && session.idle();
        if usable && !self.readers.closed.load(Ordering::Acquire) {
            self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        }
    }
}
