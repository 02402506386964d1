//! One transaction on one connection.

use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use deadpool_postgres::Object;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesOrdered;
use futures_util::{FutureExt, StreamExt, TryStreamExt};
use tokio::runtime::Handle;
use tokio_postgres::binary_copy::BinaryCopyInWriter;

use super::error::{commit_failed, refused};
use super::value::{Cell, outside_palette};
use crate::health::Health;
use crate::row::Columns;
use crate::{DbError, Row, Statement, Value};

/// How long a rollback or commit may take before the connection is given up.
const END: Duration = Duration::from_secs(10);

/// Statements under way at the same time in [`PgTx::execute_each`] and [`PgTx::rows_each`].
const PIPELINE: usize = 64;

type Answers = FuturesOrdered<BoxFuture<'static, Result<u64, DbError>>>;

pub(crate) struct PgTx {
    client: Option<Arc<Object>>,
    /// Statements that were sent and whose answers nobody has read yet. The lock is never waited
    /// for; with it a transaction may be shared, as others are.
    sent: Mutex<Answers>,
    health: Arc<Health>,
}

impl PgTx {
    /// A transaction that was begun.
    pub(super) fn new(client: Unclean, health: Arc<Health>) -> Self {
        Self { client: client.take(), sent: Mutex::default(), health }
    }

    fn client(&self) -> Result<&Object, DbError> {
        self.client.as_deref().ok_or(DbError::NotStored)
    }

    /// Sends a statement; its answer is read with that of the next one. Within a transaction the
    /// server answers in order, so whoever waits for a later answer has all earlier ones.
    pub(crate) async fn send(&mut self, it: &Statement, p: &[Value]) -> Result<(), DbError> {
        fit(it.name, p)?;
        let client = Arc::clone(self.client.as_ref().ok_or(DbError::NotStored)?);
        let prepared = client.prepare_cached(it.sql).await;
        let prepared = prepared.map_err(|e| self.failed(&e, it.name))?;
        if prepared.params().len() != p.len() {
            return Err(width(it.name, prepared.params().len(), p.len()));
        }
        let (name, values, health) = (it.name, p.to_vec(), Arc::clone(&self.health));
        let answer = async move {
            let done = client.execute_raw(&prepared, &values).await;
            done.map_err(|e| noted(&health, &e, name))
        };
        let mut answer = answer.boxed();
        // What is polled once is on its way.
        if let Some(done) = (&mut answer).now_or_never() {
            return done.map(drop);
        }
        self.sent().push_back(answer);
        Ok(())
    }

    /// Reads the answers to what was sent; the first failure is the one that counts.
    pub(crate) async fn heard(&mut self) -> Result<(), DbError> {
        while let Some(answer) = self.sent().next().await {
            if let Err(error) = answer {
                self.sent().clear();
                return Err(error);
            }
        }
        Ok(())
    }

    fn sent(&mut self) -> &mut Answers {
        self.sent.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed(&self, e: &tokio_postgres::Error, name: &'static str) -> DbError {
        noted(&self.health, e, name)
    }

    pub(crate) async fn execute(&mut self, it: &Statement, p: &[Value]) -> Result<u64, DbError> {
        fit(it.name, p)?;
        let client = self.client()?;
        let run = async {
            let prepared = client.prepare_cached(it.sql).await?;
            if prepared.params().len() != p.len() {
                return Ok(Err(width(it.name, prepared.params().len(), p.len())));
            }
            client.execute_raw(&prepared, p).await.map(Ok)
        };
        run.await.map_err(|e| self.failed(&e, it.name))?
    }

    /// Sends the statement for each row without waiting for each answer.
    pub(crate) async fn execute_each<R: AsRef<[Value]>>(
        &mut self,
        it: &Statement,
        rows: impl Iterator<Item = R>,
    ) -> Result<u64, DbError> {
        let prepared = self.client()?.prepare_cached(it.sql).await;
        let prepared = prepared.map_err(|e| self.failed(&e, it.name))?;
        let (mut under_way, mut changed) = (FuturesOrdered::new(), 0);
        for row in rows {
            under_way.push_back(self.row(it.name, &prepared, row.as_ref().to_vec()));
            if under_way.len() >= PIPELINE {
                changed += under_way.try_next().await?.unwrap_or(0);
            }
        }
        while let Some(count) = under_way.try_next().await? {
            changed += count;
        }
        Ok(changed)
    }

    async fn row(
        &self,
        name: &'static str,
        prepared: &tokio_postgres::Statement,
        row: Vec<Value>,
    ) -> Result<u64, DbError> {
        fit(name, &row)?;
        if row.len() != prepared.params().len() {
            return Err(width(name, prepared.params().len(), row.len()));
        }
        let done = self.client()?.execute_raw(prepared, &row).await;
        done.map_err(|e| self.failed(&e, name))
    }

    /// Asks for each row of parameters without waiting for each answer.
    pub(crate) async fn rows_each<R: AsRef<[Value]>>(
        &self,
        it: &Statement,
        rows: impl Iterator<Item = R>,
    ) -> Result<Vec<Row>, DbError> {
        let prepared = self.client()?.prepare_cached(it.sql).await;
        let prepared = prepared.map_err(|e| self.failed(&e, it.name))?;
        let (mut under_way, mut found) = (FuturesOrdered::new(), Vec::new());
        for row in rows {
            under_way.push_back(self.answer(it.name, &prepared, row.as_ref().to_vec()));
            if under_way.len() >= PIPELINE {
                found.extend(under_way.try_next().await?.unwrap_or_default());
            }
        }
        while let Some(answer) = under_way.try_next().await? {
            found.extend(answer);
        }
        Ok(found)
    }

    async fn answer(
        &self,
        name: &'static str,
        prepared: &tokio_postgres::Statement,
        row: Vec<Value>,
    ) -> Result<Vec<Row>, DbError> {
        fit(name, &row)?;
        let mut rows = Vec::new();
        let keep = |row: &mut Row| {
            rows.push(row.clone());
            Ok(true)
        };
        self.stream(name, prepared, &row, keep).await?;
        Ok(rows)
    }

    /// Hands each row to `take` until it answers `Ok(false)`.
    pub(crate) async fn query(
        &mut self,
        it: &Statement,
        params: &[Value],
        take: impl FnMut(&mut Row) -> Result<bool, DbError>,
    ) -> Result<(), DbError> {
        fit(it.name, params)?;
        let prepared = self.client()?.prepare_cached(it.sql).await;
        let prepared = prepared.map_err(|e| self.failed(&e, it.name))?;
        self.stream(it.name, &prepared, params, take).await
    }

    /// As [`PgTx::query`] for a text made at run time.
    pub(crate) async fn query_text(
        &mut self,
        name: &'static str,
        sql: &str,
        take: impl FnMut(&mut Row) -> Result<bool, DbError>,
    ) -> Result<(), DbError> {
        let prepared = self.client()?.prepare(sql).await.map_err(|e| self.failed(&e, name))?;
        self.stream(name, &prepared, &[], take).await
    }

    async fn stream(
        &self,
        name: &'static str,
        prepared: &tokio_postgres::Statement,
        params: &[Value],
        mut take: impl FnMut(&mut Row) -> Result<bool, DbError>,
    ) -> Result<(), DbError> {
        if prepared.params().len() != params.len() {
            return Err(width(name, prepared.params().len(), params.len()));
        }
        let columns: Columns = prepared.columns().iter().map(|c| Box::from(c.name())).collect();
        let rows = self.client()?.query_raw(prepared, params).await;
        let mut rows = pin!(rows.map_err(|e| self.failed(&e, name))?);
        let mut row = Row::new(Arc::clone(&columns), Vec::with_capacity(columns.len()));
        while let Some(found) = rows.try_next().await.map_err(|e| self.failed(&e, name))? {
            let values = row.refill();
            for place in 0..columns.len() {
                let cell: Cell = found.try_get(place).map_err(|e| self.failed(&e, name))?;
                values.push(cell.0);
            }
            if !take(&mut row)? {
                break;
            }
        }
        Ok(())
    }

    pub(crate) async fn batch(&mut self, sql: &str, name: &'static str) -> Result<(), DbError> {
        self.client()?.batch_execute(sql).await.map_err(|e| self.failed(&e, name))
    }

    /// Streams rows into a table by `COPY`.
    pub(crate) async fn copy<R: AsRef<[Value]>>(
        &mut self,
        name: &'static str,
        table: &str,
        columns: &str,
        rows: impl Iterator<Item = R>,
    ) -> Result<u64, DbError> {
        let client = self.client()?;
        let run = async {
            let shape = client.prepare(&format!("select {columns} from {table} limit 0")).await?;
            let types: Vec<_> = shape.columns().iter().map(|c| c.type_().clone()).collect();
            let copy = format!("copy {table} ({columns}) from stdin binary");
            let sink = client.copy_in(&copy).await?;
            let mut writer = pin!(BinaryCopyInWriter::new(sink, &types));
            for row in rows {
                let row = row.as_ref();
                if row.len() != types.len() {
                    return Ok(Err(width(name, types.len(), row.len())));
                }
                if let Err(error) = fit(name, row) {
                    return Ok(Err(error));
                }
                writer.as_mut().write_raw(row).await?;
            }
            writer.finish().await.map(Ok)
        };
        run.await.map_err(|e| self.failed(&e, name))?
    }

    /// Prepares the text and judges the types of its result.
    pub(crate) async fn prepare(&mut self, it: &Statement) -> Result<(), DbError> {
        let prepared = self.client()?.prepare(it.sql).await;
        let prepared = prepared.map_err(|e| self.failed(&e, it.name))?;
        for column in prepared.columns() {
            if let Some(problem) = outside_palette(column.type_()) {
                let message = format!("column {}: {problem}", column.name());
                return Err(DbError::Statement { statement: it.name, message });
            }
        }
        Ok(())
    }

    pub(crate) async fn commit(mut self) -> Result<(), DbError> {
        let client = self.client.take().ok_or(DbError::NotStored)?;
        let ended = tokio::time::timeout(END, client.batch_execute("commit")).await;
        let error = match ended {
            // The server says so too where it rolled back because an earlier statement failed.
            Ok(Ok(())) => return self.heard().await,
            Ok(Err(e)) => commit_failed(&e),
            Err(_) => {
                let because = "the server of the database did not answer".to_owned();
                DbError::OutcomeUnknown { because }
            }
        };
        self.sent().clear();
        give_up(client);
        Err(error)
    }

    pub(crate) async fn roll_back(mut self) {
        self.sent().clear();
        if let Some(client) = self.client.take() {
            roll_back(Unclean(Some(client))).await;
        }
    }
}

/// A connection whose transaction is open. Dropped, as with a task that is ended before it began, it
/// never returns to the pool: whoever came next would go on in that transaction.
pub(super) struct Unclean(Option<Arc<Object>>);

impl Unclean {
    pub(super) fn new(client: Object) -> Self {
        Self(Some(Arc::new(client)))
    }

    pub(super) async fn batch(&self, sql: &str) -> Result<(), tokio_postgres::Error> {
        match &self.0 {
            Some(client) => client.batch_execute(sql).await,
            None => Ok(()),
        }
    }

    /// The connection, which is clean or whose transaction somebody else looks after now.
    pub(super) fn take(mut self) -> Option<Arc<Object>> {
        self.0.take()
    }
}

impl Drop for Unclean {
    fn drop(&mut self) {
        if let Some(client) = self.0.take() {
            give_up(client);
        }
    }
}

/// Returns the connection to the pool clean, or not at all.
async fn roll_back(client: Unclean) {
    let ended = tokio::time::timeout(END, client.batch("rollback")).await;
    if matches!(ended, Ok(Ok(()))) {
        drop(client.take());
    }
}

/// Never returns the connection to the pool. Nobody else holds it: what was sent was forgotten.
fn give_up(client: Arc<Object>) {
    if let Some(client) = Arc::into_inner(client) {
        drop(Object::take(client));
    }
}

impl Drop for PgTx {
    fn drop(&mut self) {
        self.sent().clear();
        let Some(client) = self.client.take() else { return };
        match Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(roll_back(Unclean(Some(client))))),
            Err(_) => give_up(client),
        }
    }
}

fn noted(health: &Health, e: &tokio_postgres::Error, name: &'static str) -> DbError {
    let error = refused(e, name);
    health.note(&error);
    error
}

fn fit(name: &'static str, values: &[Value]) -> Result<(), DbError> {
    match values.iter().find_map(Value::problem) {
        Some(problem) => Err(DbError::Statement { statement: name, message: problem.to_owned() }),
        None => Ok(()),
    }
}

fn width(statement: &'static str, wanted: usize, got: usize) -> DbError {
    DbError::Statement { statement, message: format!("wants {wanted} values, got {got}") }
}
