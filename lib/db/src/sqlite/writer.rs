//! The one writer and its group commit.
//!
//! Whoever writes holds a fair lock for the length of the transaction. The first to finish asks
//! the committer thread, which queues for the same lock behind those who wait now: they run in
//! savepoints of the same batch, then one commit and one fsync answers them all. There is no
//! waiting time to set and no counter that a dropped transaction could spoil.

use std::mem::take;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::session::Session;
use crate::health::Health;
use crate::{DbError, State};

type Answer = Result<(), DbError>;

struct Writer {
    /// Empty after the database was closed.
    session: Option<Session>,
    /// Those who wait for the commit of the batch.
    waiting: Vec<oneshot::Sender<Answer>>,
    health: Arc<Health>,
}

/// The way to the writer.
pub(super) struct Lane {
    writer: Arc<Mutex<Writer>>,
    nudge: mpsc::Sender<()>,
}

/// A transaction that writes: a savepoint in the current batch. Dropped, it is rolled back.
pub(crate) struct WriteTx {
    writer: Option<OwnedMutexGuard<Writer>>,
    nudge: mpsc::Sender<()>,
}

impl Lane {
    pub(super) fn start(session: Session, health: Arc<Health>) -> Result<Self, DbError> {
        let writer = Writer { session: Some(session), waiting: Vec::new(), health };
        let writer = Arc::new(Mutex::new(writer));
        let (nudge, nudges) = mpsc::channel::<()>();
        let shared = Arc::clone(&writer);
        let commit = move || {
            while nudges.recv().is_ok() {
                shared.blocking_lock().commit_batch();
            }
        };
        std::thread::Builder::new()
            .name("db-commit".to_owned())
            .spawn(commit)
            .map_err(|e| DbError::Unavailable { message: e.to_string() })?;
        Ok(Self { writer, nudge })
    }

    pub(super) async fn begin(&self) -> Result<WriteTx, DbError> {
        let mut writer = Arc::clone(&self.writer).lock_owned().await;
        writer.admit()?;
        while let Err(error) = writer.join_batch() {
            // Another process holds the file: wait without holding up the runtime. The time limit
            // of the transaction ends the waiting.
            if error != DbError::Busy {
                return Err(writer.failed(error));
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(WriteTx { writer: Some(writer), nudge: self.nudge.clone() })
    }

    /// Folds the log into the file and renews what the planner knows, between two batches.
    pub(super) async fn maintain(&self) -> Result<(), DbError> {
        let mut writer = self.writer.lock().await;
        writer.commit_batch();
        writer.session()?.maintain()
    }

    pub(super) async fn close(&self) {
        let mut writer = self.writer.lock().await;
        writer.commit_batch();
        writer.session = None;
    }
}

impl Writer {
    fn session(&mut self) -> Result<&mut Session, DbError> {
        let closed = || DbError::Unavailable { message: "it was closed".to_owned() };
        self.session.as_mut().ok_or_else(closed)
    }

    /// Refuses while the disk cannot be trusted; tries a full one again now and then.
    fn admit(&mut self) -> Result<(), DbError> {
        match self.health.state() {
            State::Open | State::Unreachable => Ok(()),
            State::Fault => Err(DbError::Fault),
            // A batch that still stands is not put at risk by a probe.
            State::DiskFull if !self.session()?.idle() => Err(DbError::DiskFull),
            State::DiskFull if !self.health.may_probe() => Err(DbError::DiskFull),
            State::DiskFull => self.probe(),
        }
    }

    /// Writes and commits 64 KiB, then gives them back.
    fn probe(&mut self) -> Result<(), DbError> {
        let session = self.session()?;
        let tried = session.batch(
            "begin immediate; create table if not exists db_probe (filler blob) strict; \
             insert into db_probe values (zeroblob(65536)); commit; drop table db_probe",
            "probe",
        );
        if tried.is_err() && !session.idle() {
            // What is left of the probe must go; if it cannot, the next statement says so.
            session.control("rollback").unwrap_or_default();
        }
        match tried {
            Ok(()) => {
                self.health.recovered();
                Ok(())
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    fn join_batch(&mut self) -> Result<(), DbError> {
        let session = self.session()?;
        if session.idle() {
            session.control("begin immediate")?;
        }
        session.control("savepoint j")
    }

    /// Draws the conclusions from a failure: the state of the disk, and whether the engine gave up
    /// the whole batch, in which case nobody in it was stored.
    fn failed(&mut self, error: DbError) -> DbError {
        self.health.note(&error);
        if self.session.as_ref().is_none_or(Session::idle) {
            self.answer(&Err(DbError::NotStored));
        }
        error
    }

    fn commit_batch(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let Ok(session) = self.session() else {
            let because = "the database was closed".to_owned();
            return self.answer(&Err(DbError::OutcomeUnknown { because }));
        };
        let Err(error) = session.control("commit") else { return self.answer(&Ok(())) };
        tracing::error!(%error, "a commit failed");
        let undone = session.idle() || session.control("rollback").is_ok();
        self.health.note(&error);
        self.answer(&Err(commit_failed(error, undone)));
    }

    fn answer(&mut self, answer: &Answer) {
        for waiting in take(&mut self.waiting) {
            // Nobody listens when the task was dropped after its work was done.
            waiting.send(answer.clone()).unwrap_or_default();
        }
    }

    /// Takes back the work of one transaction and leaves that of its neighbours.
    fn roll_back(&mut self) {
        let alone = self.waiting.is_empty();
        let Ok(session) = self.session() else { return };
        if session.idle() {
            return;
        }
        let undone = if alone {
            session.control("rollback")
        } else {
            session.control("rollback to j").and_then(|()| session.control("release j"))
        };
        if let Err(error) = undone {
            tracing::error!(%error, "a transaction could not be rolled back by itself");
            // Nothing of a batch may be kept that holds half a transaction.
            session.control("rollback").unwrap_or_default();
            self.failed(error);
            self.answer(&Err(DbError::NotStored));
        }
    }
}

/// What a failed `commit` means for those who wait. Where no room was left, the mark that ends a
/// transaction in the log was not written, so it is certainly not stored; when the log could not
/// be made to last, the mark may be there and count after a restart.
fn commit_failed(error: DbError, undone: bool) -> DbError {
    match error {
        DbError::DiskFull if undone => DbError::DiskFull,
        other => DbError::OutcomeUnknown { because: other.to_string() },
    }
}

impl WriteTx {
    /// The connection, for one statement. Report a failure with [`WriteTx::failed`].
    pub(crate) fn session(&mut self) -> Result<&mut Session, DbError> {
        self.writer.as_mut().ok_or(DbError::NotStored)?.session()
    }

    /// To be called after each failed statement. Answers whether the transaction is gone.
    pub(crate) fn failed(&mut self, error: &DbError) -> bool {
        let Some(writer) = self.writer.as_mut() else { return true };
        writer.failed(error.clone());
        let gone = writer.session.as_ref().is_none_or(Session::idle);
        if gone {
            self.writer = None;
        }
        gone
    }

    /// Ends the work; the answer to wait for comes with the commit of the batch.
    pub(crate) fn release(mut self) -> Result<oneshot::Receiver<Answer>, DbError> {
        let writer = self.writer.as_mut().ok_or(DbError::NotStored)?;
        if let Err(error) = writer.session()?.control("release j") {
            return Err(writer.failed(error));
        }
        let (answer, receiver) = oneshot::channel();
        writer.waiting.push(answer);
        // Still holding the lock: the committer queues behind those who wait now.
        if writer.waiting.len() == 1 && self.nudge.send(()).is_err() {
            writer.commit_batch();
        }
        self.writer = None;
        Ok(receiver)
    }
}

impl Drop for WriteTx {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.as_mut() {
            writer.roll_back();
        }
    }
}
