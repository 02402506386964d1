//! What a failure of SQLite means.

use rusqlite::ErrorCode;
use rusqlite::ffi;

use crate::DbError;

/// Translates a failure of `statement`.
pub(crate) fn refused(error: &rusqlite::Error, statement: &'static str) -> DbError {
    let rusqlite::Error::SqliteFailure(code, message) = error else {
        return DbError::Statement { statement, message: error.to_string() };
    };
    let message = message.clone().unwrap_or_else(|| code.to_string());
    match code.code {
        ErrorCode::ConstraintViolation => constraint(code.extended_code, statement, message),
        ErrorCode::ReadOnly => DbError::WriteInRead { statement },
        ErrorCode::DiskFull => DbError::DiskFull,
        // The shared memory file grows only when space is there.
        ErrorCode::SystemIoFailure if code.extended_code == ffi::SQLITE_IOERR_SHMSIZE => {
            DbError::DiskFull
        }
        ErrorCode::SystemIoFailure => DbError::Fault,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => DbError::Damaged { message },
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => DbError::Busy,
        ErrorCode::CannotOpen | ErrorCode::PermissionDenied => DbError::Unavailable { message },
        _ => DbError::Statement { statement, message },
    }
}

fn constraint(extended: i32, statement: &'static str, detail: String) -> DbError {
    match extended {
        ffi::SQLITE_CONSTRAINT_UNIQUE
        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
        | ffi::SQLITE_CONSTRAINT_ROWID => DbError::Unique { statement, detail },
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => DbError::ForeignKey { statement, detail },
        ffi::SQLITE_CONSTRAINT_CHECK => DbError::Check { statement, detail },
        ffi::SQLITE_CONSTRAINT_NOTNULL => DbError::NotNull { statement, detail },
        _ => DbError::Statement { statement, message: detail },
    }
}
