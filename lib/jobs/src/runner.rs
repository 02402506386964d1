//! Workers.

use std::collections::BTreeMap;
use std::time::Duration;

use base::Error;
use cell::Cell;
use db::{DbError, Tx, params};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::run::{Leased, take};
use crate::store::LIST_DUE;
use crate::{Backoff, Handler, JobId, WORK};

/// How workers behave.
#[derive(Debug, Clone)]
pub struct Options {
    /// Which jobs its workers take.
    pub lane: &'static str,
    /// Jobs that run at once in this process.
    pub workers: usize,
    /// A job whose worker is silent for so long goes to another. Kept alive three times as often.
    pub lease_seconds: u32,
    /// Attempts before a person has to look.
    pub attempts: u32,
    pub backoff: Backoff,
    /// Pause of an idle worker before it looks again.
    pub idle: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            lane: WORK,
            workers: 2,
            lease_seconds: 20,
            attempts: 8,
            backoff: Backoff::default(),
            idle: Duration::from_millis(500),
        }
    }
}

/// Takes jobs and runs them. Cheap to clone.
#[derive(Clone)]
pub struct Runner {
    cell: Cell,
    handlers: BTreeMap<&'static str, Handler>,
    options: Options,
}

impl Runner {
    /// A runner for these handlers. Jobs of other kinds and other lanes stay in the queue.
    pub fn new(cell: Cell, handlers: impl IntoIterator<Item = Handler>, options: Options) -> Self {
        let handlers = handlers.into_iter().map(|h| (h.kind(), h)).collect();
        Self { cell, handlers, options }
    }

    /// Starts the workers of a server.
    pub fn start(self) -> Running {
        let (stop, stopping) = watch::channel(false);
        let work = || tokio::spawn(self.clone().work(stopping.clone()));
        let workers = (0..self.options.workers.max(1)).map(|_| work()).collect();
        Running { stop, workers }
    }

    /// Runs what is due now, one after the other, until nothing is; returns how many. For the
    /// command line and tests. A job that failed and waits for its next attempt is not due.
    ///
    /// # Errors
    /// Those of the database; errors of jobs are written into the jobs.
    pub async fn run_until_idle(&self) -> Result<u64, Error> {
        let (_keep, stopping) = watch::channel(false);
        let mut ran = 0;
        while self.run_next(&stopping).await? {
            ran += 1;
        }
        Ok(ran)
    }

    /// Runs one job that is due; `false` when there is none.
    async fn run_next(&self, stopping: &watch::Receiver<bool>) -> Result<bool, Error> {
        for (id, kind) in self.due().await? {
            let Some(handler) = self.handlers.get(&*kind) else { continue };
            let taken: Option<Leased> = take(&self.cell, id, &self.options).await?;
            if let Some(leased) = taken {
                leased.run(handler, &self.options, stopping.clone()).await?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn due(&self) -> Result<Vec<(JobId, String)>, Error> {
        let now = self.cell.now();
        let found = self.cell.db().read(async |tx: &mut Tx| {
            let rows = tx.rows(&LIST_DUE, params![self.options.lane, now, LOOK_AHEAD]).await?;
            rows.iter().map(|r| Ok((r.get("id")?, r.get("kind")?))).collect::<Result<_, DbError>>()
        });
        Ok(found.await?)
    }

    async fn work(self, mut stopping: watch::Receiver<bool>) {
        while !*stopping.borrow() {
            let ran = match self.run_next(&stopping).await {
                Ok(ran) => ran,
                Err(error) => {
                    tracing::warn!(%error, "jobs cannot be taken now; trying again");
                    false
                }
            };
            if !ran {
                tokio::select! {
                    () = tokio::time::sleep(self.options.idle) => {}
                    changed = stopping.changed() => if changed.is_err() { return },
                }
            }
        }
    }
}

/// Jobs looked at in one go: more than there are workers, so that they do not fight for the first.
const LOOK_AHEAD: i64 = 100;

/// Workers that are running.
#[derive(Debug)]
pub struct Running {
    stop: watch::Sender<bool>,
    workers: Vec<JoinHandle<()>>,
}

impl Running {
    /// Asks running jobs to stop at their next chunk, hands them back to the queue, and waits for
    /// the workers. A job that never asks [`crate::Context::check`] holds this up: the caller sets
    /// a time limit, after which the lease does the rest.
    pub async fn stop(self) {
        // Both fail only when the workers are gone already.
        let _gone = self.stop.send(true);
        for worker in self.workers {
            let _gone = worker.await;
        }
    }
}
