//! Rows flow from the thread that reads files to the task that writes them.
//!
//! The channel between them is short: when the database is slow the reader waits, so memory stays
//! constant whatever the size of the files. Each chunk is a transaction of its own.

use base::{Error, Kind, Result};
use cell::Cell;
use db::{Tx, Value};
use tokio::sync::mpsc;

use super::Progress;
use super::lease::{BEAT, ended};
use crate::domain::revision::RevisionId;
use crate::store::{imports, revisions};

/// Rows of one transaction: some ten milliseconds of writing, so that nobody waits long.
const CHUNK: usize = 4_000;
/// Chunks that may wait between reader and writer.
const AHEAD: usize = 4;

enum Message {
    Rows { table: &'static str, columns: &'static [&'static str], rows: Vec<Vec<Value>> },
    At(Progress),
}

/// The reader's end.
pub struct Sink {
    to: mpsc::Sender<Message>,
    waiting: Vec<Waiting>,
}

/// Rows of a table on their way to a chunk.
struct Waiting {
    table: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<Value>>,
}

/// The writer gave up; the reader ends too, and the writer's error is the one that is told.
#[derive(Debug)]
pub struct Stopped;

impl Sink {
    /// Hands a row over.
    pub fn push(
        &mut self,
        table: &'static str,
        columns: &'static [&'static str],
        row: Vec<Value>,
    ) -> std::result::Result<(), Stopped> {
        let place = match self.waiting.iter().position(|w| w.table == table) {
            Some(place) => place,
            None => {
                self.waiting.push(Waiting { table, columns, rows: Vec::with_capacity(CHUNK) });
                self.waiting.len() - 1
            }
        };
        self.waiting[place].rows.push(row);
        if self.waiting[place].rows.len() >= CHUNK { self.send(place) } else { Ok(()) }
    }

    /// Says how far the reader is.
    pub fn at(&mut self, progress: Progress) -> std::result::Result<(), Stopped> {
        self.to.blocking_send(Message::At(progress)).map_err(|_| Stopped)
    }

    fn send(&mut self, place: usize) -> std::result::Result<(), Stopped> {
        let Waiting { table, columns, rows } = &mut self.waiting[place];
        let rows = std::mem::replace(rows, Vec::with_capacity(CHUNK));
        let message = Message::Rows { table, columns, rows };
        self.to.blocking_send(message).map_err(|_| Stopped)
    }

    fn finish(mut self) -> std::result::Result<(), Stopped> {
        (0..self.waiting.len()).try_for_each(|place| self.send(place))
    }
}

/// Runs a reader on a thread of its own and writes what it hands over.
pub async fn flow<T, F>(
    cell: &Cell,
    revision: RevisionId,
    tell: &(dyn Fn(Progress) + Send + Sync),
    read: F,
) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce(&mut Sink) -> std::result::Result<T, Stopped> + Send + 'static,
{
    let (to, mut from) = mpsc::channel(AHEAD);
    let reader = tokio::task::spawn_blocking(move || {
        let mut sink = Sink { to, waiting: Vec::new() };
        let value = read(&mut sink)?;
        sink.finish().map(|()| value)
    });
    let mut lease = Lease::new(cell, revision);
    while let Some(message) = from.recv().await {
        match message {
            Message::Rows { table, columns, rows } => {
                let rows = &rows;
                cell.db()
                    .write(async |tx: &mut Tx| -> Result<()> {
                        // Rows written after a clean-up would stay for ever.
                        if !revisions::is_open(tx, revision).await? {
                            return Err(ended());
                        }
                        tx.bulk(table, columns, rows).await?;
                        Ok(())
                    })
                    .await?;
            }
            Message::At(progress) => {
                lease.renew(&progress).await?;
                tell(progress);
            }
        }
    }
    let stopped = |_| Error::new(Kind::Internal, "property-tax/import-stopped");
    let ended = reader.await.map_err(|error| stopped(Stopped).caused_by(error))?;
    ended.map_err(stopped)
}

/// Says every few seconds that the import lives, and stops it when somebody else ended it.
struct Lease<'a> {
    cell: &'a Cell,
    revision: RevisionId,
    renewed: base::Instant,
}

impl<'a> Lease<'a> {
    fn new(cell: &'a Cell, revision: RevisionId) -> Self {
        Self { cell, revision, renewed: cell.now().plus_seconds(-BEAT) }
    }

    async fn renew(&mut self, progress: &Progress) -> Result<()> {
        let now = self.cell.now();
        if now < self.renewed.plus_seconds(BEAT) {
            return Ok(());
        }
        self.renewed = now;
        let revision = self.revision;
        let (done, total) = (signed(progress.done), signed(progress.total));
        let phase = progress.phase;
        let alive = self
            .cell
            .db()
            .write(async |tx: &mut Tx| -> Result<bool> {
                Ok(imports::beat(tx, revision, phase, done, total, now).await?)
            })
            .await?;
        if alive { Ok(()) } else { Err(ended()) }
    }
}

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
