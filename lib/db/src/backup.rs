//! A copy of a SQLite database while it is in use.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::db::Store;
use crate::sqlite::snapshot;
use crate::{Db, DbError};

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    pub path: PathBuf,
    /// Size of the copy.
    pub bytes: u64,
}

impl Db {
    /// Copies the database, as it is at this moment, into a new file. Readers and writers go on.
    /// The copy is checked and on disk when this returns. On PostgreSQL a backup is an export
    /// ([`Db::export`]).
    ///
    /// # Errors
    /// [`DbError::Unsuitable`] when the file exists already or the engine is PostgreSQL,
    /// [`DbError::DiskFull`] and [`DbError::Fault`] of the disk written to.
    pub async fn backup(&self, to: &Path) -> Result<Backup, DbError> {
        match self.store() {
            Store::Lite(lite) => copy(lite.path(), to, false).await,
            Store::Pg(_) => {
                let message = "a backup of PostgreSQL is made with export".to_owned();
                Err(DbError::Unsuitable { message })
            }
        }
    }
}

/// Makes a new database file from a backup, which is checked on the way. The first start of the
/// program that uses it continues from there.
///
/// # Errors
/// [`DbError::Unsuitable`] when the new file exists already, [`DbError::Damaged`] when the backup
/// is not sound.
pub async fn restore(backup: &Path, to: &Path) -> Result<Backup, DbError> {
    copy(backup, to, false).await
}

/// Copies a database file. An unfinished copy has the ending `.part`.
pub(crate) async fn copy(from: &Path, to: &Path, replace: bool) -> Result<Backup, DbError> {
    let (from, to) = (from.to_owned(), to.to_owned());
    let work = move || copy_now(&from, &to, replace);
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|e| Err(DbError::Unavailable { message: e.to_string() }))
}

fn copy_now(from: &Path, to: &Path, replace: bool) -> Result<Backup, DbError> {
    if to.exists() && !replace {
        let message = format!("{} exists already; name another file", to.display());
        return Err(DbError::Unsuitable { message });
    }
    let part = to.with_added_extension("part");
    let done = write_part(from, &part).and_then(|bytes| {
        std::fs::rename(&part, to).map_err(|e| io(to, &e))?;
        sync_folder(to)?;
        Ok(Backup { path: to.to_owned(), bytes })
    });
    if done.is_err() {
        // Best effort: the failure itself is what the caller must hear of.
        std::fs::remove_file(&part).unwrap_or_default();
    }
    done
}

fn write_part(from: &Path, part: &Path) -> Result<u64, DbError> {
    if part.exists() {
        std::fs::remove_file(part).map_err(|e| io(part, &e))?;
    }
    snapshot(from, part)?;
    let file = File::options().write(true).open(part).map_err(|e| io(part, &e))?;
    file.sync_all().map_err(|e| io(part, &e))?;
    file.metadata().map(|m| m.len()).map_err(|e| io(part, &e))
}

fn sync_folder(file: &Path) -> Result<(), DbError> {
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|f| f.sync_all()).map_err(|e| io(folder, &e))
}

fn io(path: &Path, e: &std::io::Error) -> DbError {
    match e.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => DbError::DiskFull,
        _ => DbError::Unavailable { message: format!("{}: {e}", path.display()) },
    }
}
