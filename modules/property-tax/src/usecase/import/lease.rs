//! Signs of life of an import: they come whatever it does, so that silence means death soon.

use std::pin::pin;
use std::time::Duration;

use base::{Error, Kind, Result};
use cell::Cell;
use db::Tx;

use crate::domain::revision::RevisionId;
use crate::store::imports;

/// Seconds between two signs of life.
pub(super) const BEAT: i64 = 2;
/// An import that has not said for so many seconds that it lives is dead. Ten signs may be missed:
/// a disk can stand still for a while. One that is given up too early publishes nothing.
pub(crate) const SILENCE: i64 = 20;

/// Does the work, and says meanwhile that it lives.
///
/// # Errors
/// Those of the work; `property-tax/import-ended` when somebody else ended it.
pub(super) async fn keep_alive<T>(
    cell: &Cell,
    revision: RevisionId,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    let mut work = pin!(work);
    let mut beating = pin!(beat(cell, revision));
    tokio::select! {
        biased;
        done = &mut work => done,
        () = &mut beating => Err(ended()),
    }
}

/// Ends when the import is no longer running.
async fn beat(cell: &Cell, revision: RevisionId) {
    loop {
        tokio::time::sleep(Duration::from_secs(BEAT.unsigned_abs())).await;
        let now = cell.now();
        let lives =
            cell.db().write(async |tx: &mut Tx| imports::keep(tx, revision, now).await).await;
        match lives {
            Ok(true) => {}
            Ok(false) => return,
            // The work itself will meet the trouble; the next sign may come through.
            Err(error) => tracing::debug!(revision, %error, "no sign of life could be written"),
        }
    }
}

pub(super) fn ended() -> Error {
    Error::new(Kind::Conflict, "property-tax/import-ended")
}
