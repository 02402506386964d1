//! The embedded engine: one writer with group commit, a pool of readers.

mod error;
mod open;
mod readers;
mod session;
mod value;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::health::Health;
use crate::target::Options;
use crate::{DbError, State};

pub(crate) use open::snapshot;
pub(crate) use readers::ReadTx;
pub(crate) use writer::WriteTx;

use readers::Readers;
use writer::Lane;

/// A database file in use by this process.
pub(crate) struct Lite {
    path: PathBuf,
    lane: Lane,
    readers: Arc<Readers>,
    health: Arc<Health>,
}

impl Lite {
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Self, DbError> {
        let health = Arc::new(Health::new(options.probe_pause));
        let writer = open::writing(path, options)?;
        Ok(Self {
            path: path.to_owned(),
            lane: Lane::start(writer, Arc::clone(&health))?,
            readers: Arc::new(Readers::new(path, options.readers)),
            health,
        })
    }

    pub(crate) async fn write(&self) -> Result<WriteTx, DbError> {
        self.lane.begin().await
    }

    pub(crate) async fn read(&self) -> Result<ReadTx, DbError> {
        Readers::begin(&self.readers).await
    }

    pub(crate) async fn maintain(&self) -> Result<(), DbError> {
        self.lane.maintain().await
    }

    pub(crate) fn state(&self) -> State {
        self.health.state()
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Forgets what was prepared against an older schema.
    pub(crate) fn schema_changed(&self) {
        self.readers.clear();
    }

    /// Ends all use of the file; what comes later fails.
    pub(crate) async fn close(&self) {
        self.readers.close();
        self.lane.close().await;
    }
}
