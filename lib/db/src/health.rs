//! The state of the write side.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use crate::DbError;

/// Whether the database takes writes now. Shown on the health page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Reads and writes.
    Open,
    /// No space left: read-only until space returns and a probe commit succeeds.
    DiskFull,
    /// The disk reported an error: read-only until a restart.
    Fault,
    /// The server of the database did not answer last time.
    Unreachable,
}

impl State {
    /// `open`, `disk-full`, `fault` or `unreachable`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::DiskFull => "disk-full",
            Self::Fault => "fault",
            Self::Unreachable => "unreachable",
        }
    }
}

#[derive(Debug)]
pub(crate) struct Health {
    state: AtomicU8,
    probed: Mutex<Option<Instant>>,
    pause: Duration,
}

impl Health {
    /// `pause`: how long to wait between two probes of a full disk.
    pub(crate) fn new(pause: Duration) -> Self {
        Self { state: AtomicU8::new(0), probed: Mutex::new(None), pause }
    }

    pub(crate) fn state(&self) -> State {
        match self.state.load(Ordering::Acquire) {
            0 => State::Open,
            1 => State::DiskFull,
            2 => State::Fault,
            _ => State::Unreachable,
        }
    }

    /// Draws the conclusion from a failure.
    pub(crate) fn note(&self, error: &DbError) {
        match error {
            DbError::DiskFull => self.enter(State::DiskFull),
            DbError::Fault | DbError::Damaged { .. } => self.enter(State::Fault),
            DbError::Unavailable { .. } => self.enter(State::Unreachable),
            _ => {}
        }
    }

    /// The server of the database answers again. Whether its disk has room shows only when something
    /// is written.
    pub(crate) fn reached(&self) {
        if self.state() == State::Unreachable {
            self.recovered();
        }
    }

    /// Back in use, unless the disk is suspect: that only a restart forgives.
    pub(crate) fn recovered(&self) {
        let state = self.state.load(Ordering::Acquire);
        if state != 0
            && state != 2
            && self.state.compare_exchange(state, 0, Ordering::AcqRel, Ordering::Relaxed).is_ok()
        {
            tracing::info!("the database takes writes again");
        }
    }

    /// Whether it is time to probe again; the answer counts as a probe.
    pub(crate) fn may_probe(&self) -> bool {
        let Ok(mut probed) = self.probed.lock() else { return true };
        let due = probed.is_none_or(|last| last.elapsed() >= self.pause);
        if due {
            *probed = Some(Instant::now());
        }
        due
    }

    fn enter(&self, state: State) {
        let number = match state {
            State::Open => 0,
            State::DiskFull => 1,
            State::Fault => 2,
            State::Unreachable => 3,
        };
        let before = self.state.load(Ordering::Acquire);
        if before != 2 && before != number {
            self.state.store(number, Ordering::Release);
            tracing::error!(?state, "the database changed its state");
        }
    }
}
