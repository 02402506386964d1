//! After a crash: what was never published is given up and removed, a little at a time.

use base::Result;
use cell::Cell;
use db::Tx;

use super::lease::SILENCE;
use crate::store::imports::{self, End, ImportState};
use crate::store::{revisions, rows};

/// Rows removed in one transaction.
const STRETCH: i64 = 5_000;

/// Gives up imports that died and removes what they and other abandoned revisions left behind.
/// Called when the program starts and before an import. Says whether one may still live.
pub async fn recover(cell: &Cell) -> Result<bool> {
    let lives = give_up_dead(cell).await?;
    let abandoned = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_> { Ok(rows::list_abandoned(tx).await?) })
        .await?;
    for revision in abandoned {
        remove(cell, revision).await?;
    }
    Ok(lives)
}

async fn give_up_dead(cell: &Cell) -> Result<bool> {
    let now = cell.now();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<bool> {
            let mut lives = false;
            for import in imports::list_running(tx).await? {
                if now < import.heartbeat_at.plus_seconds(SILENCE) {
                    lives = true;
                    continue;
                }
                let end = End {
                    state: ImportState::Failed,
                    at: now,
                    rejects: None,
                    report: None,
                    failure: Some("property-tax/import-died"),
                };
                imports::finish(tx, import.revision, &end).await?;
                revisions::abandon(tx, import.revision).await?;
            }
            Ok(lives)
        })
        .await
}

async fn remove(cell: &Cell, revision: i64) -> Result<()> {
    for of in rows::VERSIONED {
        let mut after = String::new();
        loop {
            let from = &after;
            let last = cell
                .db()
                .write(async |tx: &mut Tx| -> Result<Option<String>> {
                    let last = rows::next_stretch(tx, of, revision, from, STRETCH).await?;
                    if let Some(last) = &last {
                        rows::remove_stretch(tx, of, revision, from, last).await?;
                    }
                    Ok(last)
                })
                .await?;
            match last {
                Some(last) => after = last,
                None => break,
            }
        }
    }
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> { Ok(rows::mark_cleared(tx, revision).await?) })
        .await
}
