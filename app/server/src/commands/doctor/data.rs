//! The database: reachable, its tables those of this program, sound.

use base::Error;
use db::{Db, DbError, MigrateError};

use super::Finding;
use crate::modules::migrations;

pub fn unreachable(error: &DbError) -> Finding {
    let advice = match error {
        DbError::Damaged { .. } => "stop the server and restore the last backup",
        DbError::Unsuitable { .. } => "set the database up as the message says",
        _ => "start the database server, or mend `database` in [data]",
    };
    Finding::fail("database", error, advice)
}

pub async fn reachable(db: &Db) -> Finding {
    match db.ping().await {
        Ok(()) => Finding::ok("database", format_args!("{} answers", db.engine())),
        Err(error) => unreachable(&error),
    }
}

pub async fn schema(db: &Db) -> Finding {
    match db.pending(&migrations()).await {
        Ok(pending) if pending.is_empty() => Finding::ok("tables", "are those of this program"),
        Ok(pending) => {
            let says = format!("{} steps are missing", pending.len());
            Finding::fail("tables", says, "run `pelangi migrate`; it makes a copy first")
        }
        Err(error @ MigrateError::Newer { .. }) => {
            Finding::fail("tables", error, "install the newer program; nothing was touched")
        }
        Err(error) => Finding::fail("tables", error, "install an official version of the program"),
    }
}

pub async fn damage(db: &Db) -> Finding {
    let advice = "stop the server, keep the file, and restore the last backup into a new cell";
    match db.examine().await {
        Ok(found) if found.is_empty() => Finding::ok("damage", "none found"),
        Ok(found) => Finding::fail("damage", found.join("; "), advice),
        Err(error) => Finding::fail("damage", error, advice),
    }
}

pub fn not_opened(error: &Error) -> Finding {
    Finding::fail("cell", error, "mend what stands above first")
}
