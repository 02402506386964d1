//! The database of a cell.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::postgres::Pg;
use crate::sqlite::Lite;
use crate::tx::{Inner, Tx, late};
use crate::{DbError, Engine, Options, State, Statement, Target};

tokio::task_local! {
    /// The databases on which this task has a transaction open.
    static OPEN: [usize; 4];
}

/// The database of a cell; a clone is the same database.
#[derive(Clone)]
pub struct Db {
    shared: Arc<Shared>,
    timeout: Duration,
}

pub(crate) struct Shared {
    pub(crate) store: Store,
    options: Options,
    /// Spreads the pauses of transactions that lost against each other.
    losses: AtomicU64,
}

pub(crate) enum Store {
    Lite(Lite),
    Pg(Pg),
}

/// How one run of a transaction ended.
enum Run<T, E> {
    Ended(Result<T, E>),
    Lost(E),
}

impl Db {
    /// Opens the database; a SQLite file is made when it is missing.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] when file or server cannot be reached, [`DbError::Damaged`] when
    /// the file is no database, [`DbError::Unsuitable`] when the server sorts texts in its own way.
    pub async fn open(target: &Target, options: Options) -> Result<Self, DbError> {
        let store = match target {
            Target::Sqlite(path) => Store::Lite(Lite::open(path, &options)?),
            Target::Postgres(address) => Store::Pg(Pg::open(address, &options).await?),
        };
        let timeout = options.timeout;
        Ok(Self { shared: Arc::new(Shared { store, options, losses: AtomicU64::new(0) }), timeout })
    }

    /// The engine below, for messages and for the few named differences.
    pub fn engine(&self) -> Engine {
        match self.shared.store {
            Store::Lite(_) => Engine::Sqlite,
            Store::Pg(_) => Engine::Postgres,
        }
    }

    /// Whether the database takes writes now, for the health page.
    pub fn state(&self) -> State {
        match &self.shared.store {
            Store::Lite(lite) => lite.state(),
            Store::Pg(pg) => pg.state(),
        }
    }

    /// The same database with another time limit per transaction, for long work.
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        Self { shared: Arc::clone(&self.shared), timeout }
    }

    /// Runs `work` in a transaction and stores what it did, durably, before it returns. An error
    /// of `work`, a dropped future, a panic or the time limit undo everything. `work` may run
    /// again when it lost against another transaction, so it must not change anything but `tx`;
    /// that is why it must be `Clone`, which closures over references and clonable values are.
    ///
    /// # Errors
    /// The error of `work`, or a [`DbError`]; of those only [`DbError::OutcomeUnknown`] leaves
    /// open whether the transaction was stored.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<DbError>,
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Clone,
    {
        let open = self.mark()?;
        OPEN.scope(open, self.write_until_won(WRITE, work)).await
    }

    /// As [`Db::write`], for the hot path of work whose every decision is kept by a unique key: what
    /// must not happen twice takes the same key twice. On PostgreSQL such a transaction sees one
    /// state of the database and is not watched for what others read and write beside it, which
    /// would make neighbours on a page of an index lose against each other; when another took a key
    /// first, `work` runs again and sees what the other did.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn write_by_keys<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<DbError>,
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Clone,
    {
        let open = self.mark()?;
        OPEN.scope(open, self.write_until_won(WRITE_BY_KEYS, work)).await
    }

    /// Runs `work` in a transaction that sees one state of the database and cannot write.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<DbError>,
        F: AsyncFnOnce(&mut Tx) -> Result<T, E>,
    {
        let open = self.mark()?;
        let run = async {
            let mut tx = self.begin(READ).await?;
            let result = work(&mut tx).await;
            tx.roll_back().await;
            result
        };
        let limited = tokio::time::timeout(self.timeout, OPEN.scope(open, run)).await;
        limited.unwrap_or_else(|_| Err(late(self.timeout).into()))
    }

    async fn write_until_won<T, E, F>(&self, mode: Mode, work: F) -> Result<T, E>
    where
        E: From<DbError>,
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Clone,
    {
        let mut round = 0;
        loop {
            match self.write_once(mode, work.clone()).await {
                Run::Ended(result) => return result,
                Run::Lost(error) if round >= self.shared.options.retries => return Err(error),
                Run::Lost(_) => {}
            }
            round += 1;
            tokio::time::sleep(self.pause(round)).await;
        }
    }

    async fn write_once<T, E, F>(&self, mode: Mode, work: F) -> Run<T, E>
    where
        E: From<DbError>,
        F: AsyncFnOnce(&mut Tx) -> Result<T, E>,
    {
        let run = async {
            let mut tx = self.begin(mode).await?;
            let result = work(&mut tx).await;
            Ok((tx, result))
        };
        let (tx, result) = match tokio::time::timeout(self.timeout, run).await {
            Ok(Ok(done)) => done,
            Ok(Err(error)) => return Run::Ended(Err(E::from(error))),
            Err(_) => return Run::Ended(Err(late(self.timeout).into())),
        };
        if tx.lost() || (mode.by_keys && tx.lost_a_key()) {
            tx.roll_back().await;
            return Run::Lost(DbError::Busy.into());
        }
        let value = match result {
            Ok(value) => value,
            Err(error) => {
                tx.roll_back().await;
                return Run::Ended(Err(error));
            }
        };
        match tx.commit().await {
            Ok(()) => Run::Ended(Ok(value)),
            Err(DbError::Busy) => Run::Lost(DbError::Busy.into()),
            // Of a statement that was only sent.
            Err(DbError::Unique { .. }) if mode.by_keys => Run::Lost(DbError::Busy.into()),
            Err(error) => Run::Ended(Err(error.into())),
        }
    }

    /// 1, 2, 4 … up to 64 ms, plus up to as much again, so that losers do not meet again.
    fn pause(&self, round: u32) -> Duration {
        let base = 1_u64 << round.min(6);
        let count = self.shared.losses.fetch_add(1, Ordering::Relaxed);
        let spread = count.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        Duration::from_micros(base * 1_000 + spread % (base * 1_000))
    }

    async fn begin(&self, mode: Mode) -> Result<Tx, DbError> {
        let began = Instant::now();
        let inner = match &self.shared.store {
            Store::Lite(lite) if mode.write => Inner::Write(lite.write().await?),
            Store::Lite(lite) => Inner::Read(lite.read().await?),
            Store::Pg(pg) => Inner::Pg(pg.begin(mode.words, mode.write).await?),
        };
        Ok(Tx::new(inner, began, self.timeout))
    }

    /// Notes that this task holds a transaction here; a second one would wait for itself.
    fn mark(&self) -> Result<[usize; 4], DbError> {
        let this = Arc::as_ptr(&self.shared) as usize;
        let mut open = OPEN.try_with(|open| *open).unwrap_or_default();
        if open.contains(&this) {
            return Err(DbError::Nested);
        }
        match open.iter_mut().find(|place| **place == 0) {
            Some(place) => *place = this,
            None => return Err(DbError::Nested),
        }
        Ok(open)
    }

    /// Whether the database answers now, for the readiness page.
    pub async fn ping(&self) -> Result<(), DbError> {
        let it = Statement { name: "db::PING", sql: "select 1 as one" };
        self.read(async |tx: &mut Tx| tx.one(&it, &[]).await.map(drop)).await
    }

    /// Care for a quiet moment, such as each night and after a mass import: renews what the
    /// planner knows about the tables; on SQLite also cuts the write-ahead log, which otherwise
    /// keeps its size, while writers wait; on PostgreSQL also vacuums, so that an index alone answers
    /// for new rows too.
    pub async fn maintain(&self) -> Result<(), DbError> {
        match &self.shared.store {
            Store::Lite(lite) => lite.maintain().await,
            Store::Pg(pg) => pg.maintain().await,
        }
    }

    /// Prepares a statement and checks that its result has portable types: for the house test.
    pub async fn prepare_check(&self, it: &Statement) -> Result<(), DbError> {
        self.read(async |tx: &mut Tx| tx.prepare(it).await).await
    }

    /// Stores what is under way and ends all use; later calls fail. Needed before a file is moved.
    pub async fn close(&self) {
        match &self.shared.store {
            Store::Lite(lite) => lite.close().await,
            Store::Pg(pg) => pg.close(),
        }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.shared.store
    }

    /// To be called after the schema changed.
    pub(crate) fn schema_changed(&self) {
        match &self.shared.store {
            Store::Lite(lite) => lite.schema_changed(),
            Store::Pg(pg) => pg.schema_changed(),
        }
    }
}

#[derive(Clone, Copy)]
struct Mode {
    write: bool,
    /// Whether a key that is taken means that another was faster.
    by_keys: bool,
    words: &'static str,
}

const WRITE: Mode =
    Mode { write: true, by_keys: false, words: "begin isolation level serializable read write" };
const WRITE_BY_KEYS: Mode =
    Mode { write: true, by_keys: true, words: "begin isolation level repeatable read read write" };
const READ: Mode =
    Mode { write: false, by_keys: false, words: "begin isolation level repeatable read read only" };
