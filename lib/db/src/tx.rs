//! The transaction, the same for both engines and for reading and writing.

use std::time::{Duration, Instant};

use tokio::runtime::{Handle, RuntimeFlavor};

use crate::postgres::PgTx;
use crate::sqlite::{ReadTx, WriteTx};
use crate::{DbError, Row, Statement, Value};

/// An open transaction, handed out by [`Db::write`](crate::Db::write) and
/// [`Db::read`](crate::Db::read). Once a statement has failed, everything after it is refused and
/// nothing is stored; what may fail is wrapped in [`Tx::attempt`].
pub struct Tx {
    inner: Inner,
    /// The first failure, and the statement that failed.
    failed: Option<(DbError, &'static str)>,
    attempts: u32,
    began: Instant,
    limit: Duration,
}

pub(crate) enum Inner {
    Write(WriteTx),
    Read(ReadTx),
    Pg(PgTx),
}

/// Runs work on the session of SQLite in place, or awaits it from PostgreSQL; there the failure of
/// what was sent before comes first.
macro_rules! on_engine {
    ($self:ident, $session:ident => $lite:expr, $pg:ident => $postgres:expr) => {
        match &mut $self.inner {
            Inner::Write(tx) => match tx.session() {
                Ok($session) => $lite,
                Err(error) => Err(error),
            },
            Inner::Read(tx) => match tx.session() {
                Ok($session) => $lite,
                Err(error) => Err(error),
            },
            Inner::Pg($pg) => {
                let done = $postgres;
                $pg.heard().await.and(done)
            }
        }
    };
}

impl Tx {
    pub(crate) fn new(inner: Inner, began: Instant, limit: Duration) -> Self {
        Self { inner, failed: None, attempts: 0, began, limit }
    }

    /// Runs a statement and answers how many rows it changed.
    pub async fn execute(&mut self, it: &Statement, params: &[Value]) -> Result<u64, DbError> {
        self.ready().await?;
        let done = on_engine!(self, s => s.execute(it, params), pg => pg.execute(it, params).await);
        self.settle(it.name, done)
    }

    /// As [`Tx::execute`] for what nobody has a question about, such as a new row: on PostgreSQL the
    /// next statement does not wait for the answer. When it fails, the next answer or the commit
    /// says so.
    pub async fn send(&mut self, it: &Statement, params: &[Value]) -> Result<(), DbError> {
        if !self.on_postgres() {
            return self.execute(it, params).await.map(drop);
        }
        self.ready().await?;
        let Inner::Pg(pg) = &mut self.inner else { return Ok(()) };
        let sent = match pg.send(it, params).await {
            Ok(()) => Ok(()),
            Err(error) => pg.heard().await.and(Err(error)),
        };
        self.settle(it.name, sent)
    }

    /// All rows. For answers without a natural limit use [`Tx::each`].
    pub async fn rows(&mut self, it: &Statement, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let mut rows = Vec::new();
        self.walk(it, params, |row| {
            rows.push(row.clone());
            Ok(true)
        })
        .await?;
        Ok(rows)
    }

    /// The rows of a statement that is asked once per row of parameters, in the order of those, such
    /// as a page of things by their keys: on PostgreSQL no answer is waited for before the next
    /// question.
    pub async fn rows_each<R: AsRef<[Value]>>(
        &mut self,
        it: &Statement,
        params: impl IntoIterator<Item = R>,
    ) -> Result<Vec<Row>, DbError> {
        self.ready().await?;
        let params = params.into_iter();
        let done = on_engine!(
            self,
            s => in_place(|| s.rows_each(it, params)),
            pg => pg.rows_each(it, params).await
        );
        self.settle(it.name, done)
    }

    /// The first row, if there is one.
    pub async fn first(&mut self, it: &Statement, p: &[Value]) -> Result<Option<Row>, DbError> {
        let mut first = None;
        self.walk(it, p, |row| {
            first.get_or_insert_with(|| row.clone());
            Ok(false)
        })
        .await?;
        Ok(first)
    }

    /// The only row; none is [`DbError::Missing`], two are [`DbError::Several`]. Neither ends the
    /// transaction.
    pub async fn one(&mut self, it: &Statement, params: &[Value]) -> Result<Row, DbError> {
        let mut rows = self.rows(it, params).await?;
        match (rows.pop(), rows.is_empty()) {
            (Some(row), true) => Ok(row),
            (None, _) => Err(DbError::Missing { statement: it.name }),
            _ => Err(DbError::Several { statement: it.name }),
        }
    }

    /// Hands each row to `take` without collecting them. An error of `take` ends the walk and is
    /// returned; the transaction itself goes on.
    pub async fn each<E: From<DbError>>(
        &mut self,
        it: &Statement,
        params: &[Value],
        mut take: impl FnMut(&Row) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut refused = None;
        let pass = |row: &mut Row| {
            refused = take(row).err();
            Ok(refused.is_none())
        };
        self.ready().await?;
        let done = on_engine!(
            self,
            s => in_place(|| s.query(it, params, pass)),
            pg => pg.query(it, params, pass).await
        );
        self.settle(it.name, done)?;
        refused.map_or(Ok(()), Err)
    }

    async fn walk(
        &mut self,
        it: &Statement,
        params: &[Value],
        take: impl FnMut(&mut Row) -> Result<bool, DbError>,
    ) -> Result<(), DbError> {
        self.ready().await?;
        let done = on_engine!(
            self,
            s => s.query(it, params, take),
            pg => pg.query(it, params, take).await
        );
        self.settle(it.name, done)
    }

    /// Runs a statement once per row of parameters, as in a mass update: prepared once on SQLite,
    /// sent without waiting for each answer on PostgreSQL. Answers how many rows changed. Cut long
    /// work as for [`Tx::bulk`].
    pub async fn execute_each<R: AsRef<[Value]>>(
        &mut self,
        it: &Statement,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<u64, DbError> {
        self.ready().await?;
        let rows = rows.into_iter();
        let done = on_engine!(
            self,
            s => in_place(|| s.execute_many(it.name, it.sql, rows)),
            pg => pg.execute_each(it, rows).await
        );
        self.settle(it.name, done)
    }

    /// Inserts many rows: a prepared statement on SQLite, `COPY` on PostgreSQL. Answers how many.
    /// A row has one value per column, as an array or a `Vec`. The caller cuts long work into
    /// transactions of some ten thousand rows, so that other writers get in between.
    pub async fn bulk<R: AsRef<[Value]>>(
        &mut self,
        table: &'static str,
        columns: &[&str],
        rows: impl IntoIterator<Item = R>,
    ) -> Result<u64, DbError> {
        self.bulk_into(table, table, columns, rows).await
    }

    /// As [`Tx::bulk`] for a table known only at run time.
    pub(crate) async fn bulk_into<R: AsRef<[Value]>>(
        &mut self,
        name: &'static str,
        table: &str,
        columns: &[&str],
        rows: impl IntoIterator<Item = R>,
    ) -> Result<u64, DbError> {
        self.ready().await?;
        let names = columns.join(", ");
        let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
        let sql = format!("insert into {table} ({names}) values ({})", places.join(", "));
        let rows = rows.into_iter();
        let done = on_engine!(
            self,
            s => in_place(|| s.execute_many(name, &sql, rows)),
            pg => pg.copy(name, table, &names, rows).await
        );
        self.settle(name, done)
    }

    /// Runs what may fail: when it does, only what it did is undone and the transaction goes on.
    /// Attempts may be nested.
    ///
    /// # Errors
    /// The error of `work`; or that of a failed statement which `work` swallowed.
    pub async fn attempt<T, E, F>(&mut self, work: F) -> Result<T, E>
    where
        E: From<DbError>,
        F: AsyncFnOnce(&mut Self) -> Result<T, E>,
    {
        self.ready().await?;
        self.control("savepoint a").await?;
        self.attempts += 1;
        let result = work(&mut *self).await;
        self.heard().await.unwrap_or_default(); // it is remembered
        self.attempts -= 1;
        let poisoned = self.failed.as_ref().map(|(_, statement)| *statement);
        if result.is_ok() && poisoned.is_none() {
            self.control("release savepoint a").await?;
            return result;
        }
        if self.recoverable() {
            self.failed = None;
            self.control("rollback to savepoint a").await?;
            self.control("release savepoint a").await?;
        }
        match (result, poisoned) {
            (Ok(_), Some(statement)) => Err(DbError::Poisoned { statement }.into()),
            (result, _) => result,
        }
    }

    /// Why nothing more is done: the failure itself when it is one of the engine, a pointer to
    /// the statement when the program was at fault.
    fn spoilt(&self) -> Option<DbError> {
        let (error, statement) = self.failed.as_ref()?;
        Some(if self.recoverable() { DbError::Poisoned { statement } } else { error.clone() })
    }

    /// Whether the transaction survives the failure, so that an attempt can be undone.
    fn recoverable(&self) -> bool {
        !self.failed.as_ref().is_some_and(|(error, _)| {
            matches!(
                error,
                DbError::Busy
                    | DbError::NotStored
                    | DbError::Unavailable { .. }
                    | DbError::DiskFull
                    | DbError::Fault
                    | DbError::Damaged { .. }
                    | DbError::Timeout { .. }
            )
        })
    }

    /// Waits for the answers to what was sent.
    async fn heard(&mut self) -> Result<(), DbError> {
        let Inner::Pg(pg) = &mut self.inner else { return Ok(()) };
        let heard = pg.heard().await;
        self.settle("send", heard)
    }

    async fn control(&mut self, words: &'static str) -> Result<(), DbError> {
        let done = on_engine!(self, s => s.control(words), pg => pg.batch(words, words).await);
        self.settle(words, done)
    }

    /// Refuses when the transaction is spoilt or late, and lets others run now and then.
    async fn ready(&mut self) -> Result<(), DbError> {
        if let Some(spoilt) = self.spoilt() {
            return Err(spoilt);
        }
        if self.began.elapsed() > self.limit {
            return self.settle("time limit", Err(late(self.limit)));
        }
        tokio::task::consume_budget().await;
        Ok(())
    }

    /// Remembers the first failure.
    fn settle<T>(&mut self, name: &'static str, done: Result<T, DbError>) -> Result<T, DbError> {
        let error = match done {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let gone = match &mut self.inner {
            Inner::Write(tx) => tx.failed(&error),
            Inner::Read(_) | Inner::Pg(_) => false,
        };
        let told = matches!(error, DbError::DiskFull | DbError::Fault | DbError::Damaged { .. });
        let error = if gone && !told { DbError::NotStored } else { error };
        self.failed.get_or_insert((error.clone(), name));
        Err(error)
    }

    /// Whether the whole transaction is to be run again: it lost against another one.
    pub(crate) fn lost(&self) -> bool {
        let pg = matches!(self.inner, Inner::Pg(_));
        pg && matches!(self.failed, Some((DbError::Busy, _)))
    }

    /// Whether another transaction took a key that this one wanted too.
    pub(crate) fn lost_a_key(&self) -> bool {
        let pg = matches!(self.inner, Inner::Pg(_));
        pg && matches!(self.failed, Some((DbError::Unique { .. }, _)))
    }

    pub(crate) fn on_postgres(&self) -> bool {
        matches!(self.inner, Inner::Pg(_))
    }

    pub(crate) async fn commit(self) -> Result<(), DbError> {
        if let Some(spoilt) = self.spoilt() {
            return Err(spoilt);
        }
        if self.attempts > 0 {
            return Err(DbError::CutOff);
        }
        match self.inner {
            Inner::Write(tx) => tx.release()?.await.unwrap_or_else(|_| {
                let because = "the program is ending".to_owned();
                Err(DbError::OutcomeUnknown { because })
            }),
            Inner::Read(_) => Ok(()),
            Inner::Pg(tx) => tx.commit().await,
        }
    }

    pub(crate) async fn roll_back(self) {
        if let Inner::Pg(tx) = self.inner {
            tx.roll_back().await;
        }
    }

    pub(crate) async fn prepare(&mut self, it: &Statement) -> Result<(), DbError> {
        on_engine!(self, s => s.prepare(it), pg => pg.prepare(it).await)
    }

    /// Hands each row of a text made at run time to `take`.
    pub(crate) async fn walk_text(
        &mut self,
        name: &'static str,
        sql: &str,
        take: impl FnMut(&mut Row) -> Result<bool, DbError>,
    ) -> Result<(), DbError> {
        self.ready().await?;
        let done = on_engine!(
            self,
            s => in_place(|| s.query_text(name, sql, take)),
            pg => pg.query_text(name, sql, take).await
        );
        self.settle(name, done)
    }

    /// Runs several statements made at run time.
    pub(crate) async fn batch(&mut self, name: &'static str, sql: &str) -> Result<(), DbError> {
        self.ready().await?;
        let done = on_engine!(self, s => s.batch(sql, name), pg => pg.batch(sql, name).await);
        self.settle(name, done)
    }
}

pub(crate) fn late(limit: Duration) -> DbError {
    DbError::Timeout { millis: u64::try_from(limit.as_millis()).unwrap_or(u64::MAX) }
}

/// Long work in place; other tasks move to another thread where there is one.
fn in_place<T>(work: impl FnOnce() -> T) -> T {
    let threads = Handle::try_current().map(|h| h.runtime_flavor());
    if matches!(threads, Ok(RuntimeFlavor::MultiThread)) {
        tokio::task::block_in_place(work)
    } else {
        work()
    }
}
