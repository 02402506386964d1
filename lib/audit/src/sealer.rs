//! The sealer: gives every committed entry its place in the chain.

use std::time::Duration;

use base::{Date, Error};
use cell::Cell;
use db::{DbError, Tx, params};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::chain::Link;
use crate::store::{self, Head, LIST_UNSEALED, MOVE_HEAD, SEAL_ENTRY};

/// Entries sealed in one short transaction, so that other writers wait a few milliseconds at most.
const STRETCH: i64 = 500;

/// How often the sealer looks for new entries.
const PAUSE: Duration = Duration::from_millis(250);

/// Chains everything that is committed now; returns how many entries. Several processes may do it
/// at once: the head moves for one of them, the others begin again from where it stands.
///
/// # Errors
/// Those of the database.
pub async fn seal(cell: &Cell) -> Result<u64, Error> {
    let mut sealed = 0;
    loop {
        // Read and hash outside the writing transaction; the moved head guards what was read.
        let (head, chained) = cell.db().read(async |tx: &mut Tx| next_stretch(tx).await).await?;
        let Some(last) = chained.last() else { return Ok(sealed) };
        let new = Head { seq: last.seq, hash: last.hash };
        let mine = cell
            .db()
            .write(async |tx: &mut Tx| write_stretch(tx, head, new, &chained).await)
            .await?;
        if mine {
            sealed += chained.len() as u64;
        }
    }
}

struct Chained {
    id: String,
    seq: i64,
    hash: Link,
}

async fn next_stretch(tx: &mut Tx) -> Result<(Head, Vec<Chained>), DbError> {
    let head = store::head(tx).await?;
    let rows = tx.rows(&LIST_UNSEALED, params![STRETCH]).await?;
    let mut chained = Vec::with_capacity(rows.len());
    let mut hash = head.hash;
    for (seq, row) in (head.seq + 1..).zip(&rows) {
        hash = hash.next(&store::facts(row, seq)?.text());
        chained.push(Chained { id: row.text("id")?.to_owned(), seq, hash });
    }
    Ok((head, chained))
}

async fn write_stretch(
    tx: &mut Tx,
    old: Head,
    new: Head,
    chained: &[Chained],
) -> Result<bool, DbError> {
    if tx.execute(&MOVE_HEAD, params![new.seq, new.hash.hex(), old.seq]).await? == 0 {
        return Ok(false);
    }
    for entry in chained {
        tx.execute(&SEAL_ENTRY, params![entry.seq, entry.hash.hex(), &entry.id]).await?;
    }
    Ok(true)
}

/// The task that seals while the server runs, and signs the end of the chain once a day.
#[derive(Debug)]
pub struct Sealer {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Sealer {
    /// Starts the task.
    pub fn start(cell: Cell) -> Self {
        let (stop, stopped) = watch::channel(false);
        Self { stop, task: tokio::spawn(run(cell, stopped)) }
    }

    /// Seals what is left and ends the task.
    pub async fn stop(self) {
        // Both fail only when the task is gone already.
        let _gone = self.stop.send(true);
        let _gone = self.task.await;
    }
}

async fn run(cell: Cell, mut stopped: watch::Receiver<bool>) {
    let mut signed = None;
    let mut troubled = false;
    loop {
        let last_round = *stopped.borrow();
        match round(&cell, &mut signed).await {
            Ok(()) => troubled = false,
            Err(error) if !troubled => {
                tracing::warn!(%error, "the audit trail cannot be sealed now; trying again");
                troubled = true;
            }
            Err(_) => {}
        }
        if last_round {
            return;
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            changed = stopped.changed() => if changed.is_err() { return },
        }
    }
}

async fn round(cell: &Cell, signed: &mut Option<Date>) -> Result<(), Error> {
    seal(cell).await?;
    let today = cell.today();
    if *signed != Some(today) {
        crate::checkpoint::checkpoint_of_the_day(cell, today).await?;
        *signed = Some(today);
    }
    Ok(())
}
