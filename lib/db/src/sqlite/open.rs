//! Opening a connection with the settings of the house.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::refused;
use super::session::Session;
use crate::DbError;
use crate::target::Options;

/// Statements kept prepared per connection: more than the house has.
const PREPARED: usize = 512;

/// The one connection that writes.
pub(crate) fn writing(path: &Path, options: &Options) -> Result<Session, DbError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    claim(path)
        .map_err(|e| DbError::Unavailable { message: format!("{}: {e}", path.display()) })?;
    let connection = connect(path, flags)?;
    // `synchronous=full` in WAL mode: a commit that was answered survives a power cut.
    // The WAL is folded into the file every 32 MiB: seldom enough that a page which many commits
    // change is copied once, often enough that folding takes a moment. It is cut back to 64 MiB
    // when it is reset, or it would keep its largest size.
    // Every transaction is a savepoint: the pages it could give back are kept in memory, or SQLite
    // would write each of them into a temporary file, ten times what goes into the WAL.
    let pragmas = "pragma journal_mode = wal; pragma synchronous = full; \
                   pragma cache_size = -32000; pragma wal_autocheckpoint = 8192; \
                   pragma journal_size_limit = 67108864; pragma temp_store = memory";
    connection.execute_batch(pragmas).map_err(|e| refused(&e, "open"))?;
    if let Some(pages) = options.max_pages {
        connection.pragma_update(None, "max_page_count", pages).map_err(|e| refused(&e, "open"))?;
    }
    // From here on the writer waits by itself, without holding up the runtime.
    connection.busy_timeout(Duration::ZERO).map_err(|e| refused(&e, "open"))?;
    Ok(Session::new(connection))
}

/// Makes the file so that only its owner reads it: it holds data of persons. SQLite gives the
/// files beside it the same mode.
fn claim(path: &Path) -> std::io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => Err(e),
        _ => Ok(()),
    }
}

/// A connection that cannot write.
pub(crate) fn reading(path: &Path) -> Result<Session, DbError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(path, flags)?;
    connection.execute_batch("pragma cache_size = -8000").map_err(|e| refused(&e, "open"))?;
    Ok(Session::new(connection))
}

/// Writes a compact copy of the present state into a new file and checks it.
pub(crate) fn snapshot(from: &Path, to: &Path) -> Result<(), DbError> {
    let fail = |e: rusqlite::Error| refused(&e, "backup");
    let source = connect(from, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let name = to.to_string_lossy();
    claim(to).map_err(|e| DbError::Unavailable { message: format!("{}: {e}", to.display()) })?;
    source.execute("vacuum into ?1", [&name]).map_err(fail)?;
    let copy = connect(to, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let verdict: String =
        copy.query_row("pragma integrity_check(1)", [], |r| r.get(0)).map_err(fail)?;
    if verdict == "ok" { Ok(()) } else { Err(DbError::Damaged { message: verdict }) }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, DbError> {
    let open = || {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        // A misspelt column in double quotes is an error, not a text.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
        // A plan never depends on the values of parameters. Otherwise each new value of a column
        // with statistics would have its statement parsed and planned anew.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.execute_batch("pragma foreign_keys = on")?;
        // Reads the file's head, so that a file that is no database is noticed here.
        connection.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    };
    open().map_err(|e| match refused(&e, "open") {
        DbError::Statement { message, .. } | DbError::Unavailable { message } => {
            DbError::Unavailable { message: format!("{}: {message}", path.display()) }
        }
        other => other,
    })
}
