//! Where a cell's database is, and how it is to be used.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// `sqlite` or `postgres`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The address of a database: a file, or a database on a PostgreSQL server.
#[derive(Clone, PartialEq, Eq)]
pub enum Target {
    Sqlite(PathBuf),
    /// A connection text as libpq reads it: `postgres://user@host/name` or `host=… dbname=…`.
    Postgres(String),
}

/// Why a text is not an address of a database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a database is named `sqlite:PATH` or `postgres://USER@HOST/NAME`")]
pub struct TargetError;

impl Target {
    /// Reads `sqlite:path` or `postgres://…` (also `postgresql://…`).
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() { Err(TargetError) } else { Ok(Self::Sqlite(path.into())) };
        }
        let postgres = text.starts_with("postgres://") || text.starts_with("postgresql://");
        if postgres { Ok(Self::Postgres(text.to_owned())) } else { Err(TargetError) }
    }

    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// The text that [`Target::parse`] reads. May hold a password: not for logs.
    pub fn address(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(address) => address.clone(),
        }
    }

    /// The file, when it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }
}

/// Never shows the connection text of a server: it may hold a password.
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(_) => f.write_str("postgres"),
        }
    }
}

/// How the database is used. The default suits a regency's server.
#[derive(Debug, Clone)]
pub struct Options {
    /// Time limit of one transaction, waiting for its turn included.
    pub timeout: Duration,
    /// SQLite: most connections that read at the same time.
    pub readers: usize,
    /// PostgreSQL: most connections. On two cores 8 beat 32.
    pub connections: usize,
    /// PostgreSQL: how often a transaction is repeated after a serialisation failure.
    pub retries: u32,
    /// Time between two tries to write after the disk was full.
    pub probe_pause: Duration,
    /// SQLite: largest number of pages (4 KiB) the file may have; for tests of a full disk.
    pub max_pages: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            readers: 8,
            connections: 8,
            retries: 20,
            probe_pause: Duration::from_secs(1),
            max_pages: None,
        }
    }
}
