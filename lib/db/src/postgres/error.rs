//! What a failure of PostgreSQL means.

use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

use crate::DbError;

/// Translates a failure of `statement`. The server's detail is left out: it quotes values.
pub(crate) fn refused(e: &Error, statement: &'static str) -> DbError {
    let Some(db) = e.as_db_error() else {
        // A value that does not fit its parameter is found by the driver; all else is the link.
        let cause = std::error::Error::source(e).map(ToString::to_string).unwrap_or_default();
        let message = format!("{e}: {cause}");
        let link = e.is_closed() || !unfit(e);
        return if link {
            DbError::Unavailable { message }
        } else {
            DbError::Statement { statement, message }
        };
    };
    let detail = db.message().to_owned();
    match db.code() {
        c if *c == SqlState::UNIQUE_VIOLATION => DbError::Unique { statement, detail },
        c if *c == SqlState::FOREIGN_KEY_VIOLATION => DbError::ForeignKey { statement, detail },
        c if *c == SqlState::CHECK_VIOLATION => DbError::Check { statement, detail },
        c if *c == SqlState::NOT_NULL_VIOLATION => DbError::NotNull { statement, detail },
        c if *c == SqlState::READ_ONLY_SQL_TRANSACTION => DbError::WriteInRead { statement },
        c if *c == SqlState::T_R_SERIALIZATION_FAILURE
            || *c == SqlState::T_R_DEADLOCK_DETECTED
            || *c == SqlState::LOCK_NOT_AVAILABLE =>
        {
            DbError::Busy
        }
        c if *c == SqlState::DISK_FULL => DbError::DiskFull,
        c if *c == SqlState::DATA_CORRUPTED || *c == SqlState::INDEX_CORRUPTED => {
            DbError::Damaged { message: detail }
        }
        c if unreachable(c.code()) => DbError::Unavailable { message: detail },
        _ => DbError::Statement { statement, message: detail },
    }
}

/// What a failed `commit` means: the server's own refusal is certain, anything else is not.
pub(crate) fn commit_failed(e: &Error) -> DbError {
    match e.as_db_error() {
        Some(db) if !unreachable(db.code().code()) && db.code().code() != "40003" => {
            refused(e, "commit")
        }
        _ => DbError::OutcomeUnknown { because: e.to_string() },
    }
}

/// Whether the driver refused a value before it was sent.
fn unfit(e: &Error) -> bool {
    let text = e.to_string();
    ["error serializing", "error deserializing", "expected "].iter().any(|t| text.contains(t))
}

/// Connection trouble, shutdown, lack of resources, trouble of the system below the server.
fn unreachable(code: &str) -> bool {
    ["08", "53", "57", "58", "28"].iter().any(|class| code.starts_with(class))
}
