//! Signs of life of an import: they come whatever it does, so that silence means death soon.

use std::pin::pin;
use std::time::Duration;

use base::{Error, Kind};
use cell::Cell;
use db::{DbError, Tx};

use crate::domain::revision::RevisionId;
use crate::store::imports::{self, ImportState};

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
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let mut work = pin!(work);
    let mut beating = pin!(beat(cell, revision));
    tokio::select! {
        biased;
        done = &mut work => done,
        () = &mut beating => Err(ended()),
    }
}

/// Ends when somebody gave the import up. One that was published needs no more signs, though its
/// work goes on: what is left is to add up the report, which takes a while in a large registry.
async fn beat(cell: &Cell, revision: RevisionId) {
    loop {
        tokio::time::sleep(Duration::from_secs(BEAT.unsigned_abs())).await;
        match sign(cell, revision).await {
            Ok(Some(ImportState::Failed)) => return,
            Ok(_) => {}
            // The work itself will meet the trouble; the next sign may come through.
            Err(error) => tracing::debug!(revision, %error, "no sign of life could be written"),
        }
    }
}

/// Says that the import lives; its state when it is no longer running.
async fn sign(cell: &Cell, revision: RevisionId) -> Result<Option<ImportState>, DbError> {
    let now = cell.now();
    cell.db()
        .write(async |tx: &mut Tx| {
            if imports::keep(tx, revision, now).await? {
                return Ok(None);
            }
            Ok(imports::find(tx, revision).await?.map(|import| import.state))
        })
        .await
}

pub(super) fn ended() -> Error {
    Error::new(Kind::Conflict, "property-tax/import-ended")
}
