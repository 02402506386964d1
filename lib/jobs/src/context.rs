//! What a running job holds in its hand.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use base::{Error, Kind};
use cell::Cell;
use db::{Tx, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::JobId;
use crate::store::{CONFIRM, FIND_MEMORY, REMEMBER};

/// The job that is running: its cell, its progress, whether it should stop. Cheap to clone.
#[derive(Clone)]
pub struct Context(Arc<Parts>);

struct Parts {
    cell: Cell,
    id: JobId,
    lease: String,
    attempt: u32,
    actor: String,
    agency: String,
    stop: AtomicBool,
    progress: Mutex<Progress>,
}

/// How far a job is, as last told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    pub done: i64,
    pub total: i64,
    pub step: String,
}

/// What a worker took.
pub(crate) struct Taken {
    pub id: JobId,
    pub lease: String,
    pub attempt: u32,
    pub actor: String,
    pub agency: String,
    pub progress: Progress,
}

impl Context {
    pub(crate) fn new(cell: Cell, taken: Taken) -> Self {
        Self(Arc::new(Parts {
            cell,
            id: taken.id,
            lease: taken.lease,
            attempt: taken.attempt,
            actor: taken.actor,
            agency: taken.agency,
            stop: AtomicBool::new(false),
            progress: Mutex::new(taken.progress),
        }))
    }

    pub fn cell(&self) -> &Cell {
        &self.0.cell
    }

    pub fn id(&self) -> JobId {
        self.0.id
    }

    /// 1 the first time; higher when it was begun before and not finished.
    pub fn attempt(&self) -> u32 {
        self.0.attempt
    }

    /// The id of the account that asked for it.
    pub fn actor(&self) -> &str {
        &self.0.actor
    }

    /// The agency that asked for it; empty for the cell as a whole.
    pub fn agency(&self) -> &str {
        &self.0.agency
    }

    /// Tells how far the work is. `step` is the translation key of what it does now. Costs nothing
    /// and may be called anywhere, inside a transaction too: it is written down four times a
    /// second at most, by somebody else.
    pub fn progress(&self, done: u64, total: u64, step: &str) {
        let whole = |n| i64::try_from(n).unwrap_or(i64::MAX);
        let told = Progress { done: whole(done), total: whole(total), step: step.to_owned() };
        *self.0.progress.lock().unwrap_or_else(PoisonError::into_inner) = told;
    }

    /// Whether the work should end: somebody cancelled it, the lease was lost, or the server
    /// stops.
    pub fn should_stop(&self) -> bool {
        self.0.stop.load(Ordering::Relaxed)
    }

    /// To be asked between chunks of the work.
    ///
    /// # Errors
    /// `jobs/stopped` when [`Context::should_stop`]; hand it on with `?`.
    pub fn check(&self) -> Result<(), Error> {
        if self.should_stop() { Err(stopped()) } else { Ok(()) }
    }

    /// To be called in the transaction that publishes: a worker that was asleep, and whose work
    /// somebody else took over, must not publish.
    ///
    /// # Errors
    /// `jobs/stopped` when the lease is lost; the transaction must then be given up.
    pub async fn confirm(&self, tx: &mut Tx) -> Result<(), Error> {
        match tx.execute(&CONFIRM, params![self.0.id, &self.0.lease]).await? {
            1 => Ok(()),
            _ => Err(stopped()),
        }
    }

    /// Keeps how far the work came, in the same transaction as the work itself, for the next
    /// attempt. Confirms the lease as well.
    ///
    /// # Errors
    /// `jobs/stopped` when the lease is lost.
    pub async fn remember(&self, tx: &mut Tx, so_far: &impl Serialize) -> Result<(), Error> {
        let text = serde_json::to_string(so_far)
            .map_err(|e| Error::new(Kind::Internal, "jobs/payload").caused_by(e))?;
        match tx.execute(&REMEMBER, params![text, self.0.id, &self.0.lease]).await? {
            1 => Ok(()),
            _ => Err(stopped()),
        }
    }

    /// What an earlier attempt remembered.
    ///
    /// # Errors
    /// `jobs/payload` when it cannot be read as a `T`.
    pub async fn remembered<T: DeserializeOwned>(&self, tx: &mut Tx) -> Result<Option<T>, Error> {
        let row = tx.one(&FIND_MEMORY, params![self.0.id]).await?;
        let read = |text| serde_json::from_str(text);
        row.opt_text("memory")?
            .map(read)
            .transpose()
            .map_err(|e| Error::new(Kind::DataLoss, "jobs/payload").caused_by(e))
    }

    pub(crate) fn stop(&self) {
        self.0.stop.store(true, Ordering::Relaxed);
    }

    pub(crate) fn lease(&self) -> &str {
        &self.0.lease
    }

    pub(crate) fn told(&self) -> Progress {
        self.0.progress.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

pub(crate) fn stopped() -> Error {
    Error::new(Kind::Conflict, "jobs/stopped")
}
