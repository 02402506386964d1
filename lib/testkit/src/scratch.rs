//! A migrated, empty database of a test.

use std::path::PathBuf;

use db::{Db, Engine, Migration, Options, Target};
use tempfile::TempDir;

use crate::{Cluster, FixedClock, postgres};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A database of its own for one test. [`Scratch::discard`] it after a pass; a failed test leaves
/// a PostgreSQL database for inspection until the server of the run stops.
#[derive(Debug)]
pub struct Scratch {
    target: Target,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Folder(TempDir),
    Server { folder: PathBuf, name: String },
}

impl Scratch {
    /// Makes the database.
    ///
    /// # Panics
    /// When it cannot be made: a requested engine that is missing fails the test.
    pub async fn new(engine: Engine, migrations: &[Migration]) -> Self {
        match Self::try_new(engine, migrations).await {
            Ok(scratch) => scratch,
            Err(error) => stop(&format!("no {engine} database for the test: {error}")),
        }
    }

    /// An empty one on a server of the test's own.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn empty_on(cluster: &Cluster) -> Self {
        match Self::at(cluster.folder().to_owned(), &[]).await {
            Ok(scratch) => scratch,
            Err(error) => stop(&format!("no database for the test: {error}")),
        }
    }

    async fn at(folder: PathBuf, migrations: &[Migration]) -> Result<Self, Failure> {
        let name = postgres::fresh(&folder, migrations).await?;
        let target = postgres::target(&folder, &name);
        Ok(Self { target, place: Place::Server { folder, name } })
    }

    async fn try_new(engine: Engine, migrations: &[Migration]) -> Result<Self, Failure> {
        if engine == Engine::Postgres {
            return Self::at(postgres::server()?, migrations).await;
        }
        let folder = tempfile::tempdir()?;
        let target = Target::Sqlite(folder.path().join("cell.sqlite"));
        let db = Db::open(&target, Options::default()).await?;
        db.migrate(migrations, &FixedClock::default()).await?;
        db.close().await;
        Ok(Self { target, place: Place::Folder(folder) })
    }

    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Opens it with the usual options.
    pub async fn open(&self) -> Db {
        self.open_with(Options::default()).await
    }

    /// Opens it with options of the test.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open_with(&self, options: Options) -> Db {
        match Db::open(&self.target, options).await {
            Ok(db) => db,
            Err(error) => stop(&format!("the database of the test cannot be opened: {error}")),
        }
    }

    /// Removes the database.
    ///
    /// # Panics
    /// When it cannot be removed.
    pub async fn discard(self) {
        let removed = match self.place {
            Place::Folder(folder) => folder.close().map_err(Into::into),
            Place::Server { folder, name } => postgres::discard(&folder, &name).await,
        };
        if let Err(error) = removed {
            stop(&format!("the database of the test cannot be removed: {error}"));
        }
    }
}

#[expect(clippy::panic, reason = "only tests call it, and a test ends by a panic")]
fn stop(message: &str) -> ! {
    panic!("{message}")
}
