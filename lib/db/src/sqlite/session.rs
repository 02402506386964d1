//! One connection with what it knows about its statements.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, Statement as Prepared};

use super::error::refused;
use super::value::owned;
use crate::row::Columns;
use crate::{DbError, Row, Statement, Value};

/// A connection. Not shared: whoever holds it runs one statement at a time.
pub(crate) struct Session {
    connection: Connection,
    /// Found by the address of the statement's text, which is a constant of the program.
    shapes: HashMap<(usize, usize), Arc<Shape>>,
}

/// What is worked out once per statement.
struct Shape {
    columns: Columns,
    /// Place of `$1`, `$2` … : SQLite numbers names by first occurrence, so they are bound by name.
    places: Vec<usize>,
}

impl Session {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { connection, shapes: HashMap::new() }
    }

    /// Whether no transaction is open.
    pub(crate) fn idle(&self) -> bool {
        self.connection.is_autocommit()
    }

    /// Runs words of the transaction itself, such as `begin` or `savepoint j`.
    pub(crate) fn control(&self, sql: &'static str) -> Result<(), DbError> {
        let run = || self.connection.prepare_cached(sql)?.raw_execute();
        run().map(drop).map_err(|e| refused(&e, sql))
    }

    /// `optimize` reads tables that changed much; the checkpoint cuts the log file to nothing.
    pub(crate) fn maintain(&self) -> Result<(), DbError> {
        let run = || {
            self.connection.execute_batch("pragma optimize")?;
            self.connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))
        };
        run().map_err(|e| refused(&e, "maintain"))
    }

    /// Runs several statements as they stand, such as a migration.
    /// What was known about statements is forgotten, as the schema may be another afterwards.
    pub(crate) fn batch(&mut self, sql: &str, name: &'static str) -> Result<(), DbError> {
        self.shapes.clear();
        self.connection.execute_batch(sql).map_err(|e| refused(&e, name))
    }

    pub(crate) fn execute(&mut self, it: &Statement, params: &[Value]) -> Result<u64, DbError> {
        let fail = |e: rusqlite::Error| refused(&e, it.name);
        let mut prepared = self.connection.prepare_cached(it.sql).map_err(fail)?;
        let shape = shape(&mut self.shapes, it, &prepared)?;
        bind(&mut prepared, it, &shape.places, params)?;
        if prepared.column_count() == 0 {
            return prepared.raw_execute().map(|n| n as u64).map_err(fail);
        }
        let mut rows = prepared.raw_query();
        let mut count = 0;
        while rows.next().map_err(fail)?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    /// Runs a statement once per row of values, prepared once. Answers how many rows changed.
    pub(crate) fn execute_many<R: AsRef<[Value]>>(
        &mut self,
        name: &'static str,
        sql: &str,
        rows: impl Iterator<Item = R>,
    ) -> Result<u64, DbError> {
        let it = Statement { name, sql: "" };
        let fail = |e: rusqlite::Error| refused(&e, name);
        let mut prepared = self.connection.prepare_cached(sql).map_err(fail)?;
        let places = places(&it, &prepared)?;
        let mut changed = 0;
        for row in rows {
            bind(&mut prepared, &it, &places, row.as_ref())?;
            changed += prepared.raw_execute().map_err(fail)? as u64;
        }
        Ok(changed)
    }

    /// Hands each row to `take` until it answers `Ok(false)`.
    pub(crate) fn query<E: From<DbError>>(
        &mut self,
        it: &Statement,
        params: &[Value],
        take: impl FnMut(&mut Row) -> Result<bool, E>,
    ) -> Result<(), E> {
        let mut prepared =
            self.connection.prepare_cached(it.sql).map_err(|e| refused(&e, it.name))?;
        let shape = shape(&mut self.shapes, it, &prepared)?;
        bind(&mut prepared, it, &shape.places, params)?;
        walk(&mut prepared, it.name, &shape.columns, take)
    }

    /// The rows of each row of parameters.
    pub(crate) fn rows_each<R: AsRef<[Value]>>(
        &mut self,
        it: &Statement,
        params: impl Iterator<Item = R>,
    ) -> Result<Vec<Row>, DbError> {
        let mut rows = Vec::new();
        for row in params {
            self.query(it, row.as_ref(), |found| -> Result<bool, DbError> {
                rows.push(found.clone());
                Ok(true)
            })?;
        }
        Ok(rows)
    }

    /// Prepares the text and finds its parameters.
    pub(crate) fn prepare(&mut self, it: &Statement) -> Result<(), DbError> {
        let prepared = self.connection.prepare(it.sql).map_err(|e| refused(&e, it.name))?;
        places(it, &prepared).map(drop)
    }

    /// As [`Session::query`] for a text made at run time (catalogue, export).
    pub(crate) fn query_text<E: From<DbError>>(
        &mut self,
        name: &'static str,
        sql: &str,
        take: impl FnMut(&mut Row) -> Result<bool, E>,
    ) -> Result<(), E> {
        let mut prepared = self.connection.prepare(sql).map_err(|e| refused(&e, name))?;
        let columns = columns(&prepared);
        walk(&mut prepared, name, &columns, take)
    }
}

fn walk<E: From<DbError>>(
    prepared: &mut Prepared<'_>,
    name: &'static str,
    columns: &Columns,
    mut take: impl FnMut(&mut Row) -> Result<bool, E>,
) -> Result<(), E> {
    let fail = |e: rusqlite::Error| refused(&e, name);
    let width = columns.len();
    let mut rows = prepared.raw_query();
    let mut row = Row::new(Arc::clone(columns), Vec::with_capacity(width));
    while let Some(found) = rows.next().map_err(fail)? {
        let values = row.refill();
        for place in 0..width {
            values.push(found.get_ref(place).and_then(owned).map_err(fail)?);
        }
        if !take(&mut row)? {
            break;
        }
    }
    Ok(())
}

fn shape(
    shapes: &mut HashMap<(usize, usize), Arc<Shape>>,
    it: &Statement,
    prepared: &Prepared<'_>,
) -> Result<Arc<Shape>, DbError> {
    let key = (it.sql.as_ptr() as usize, it.sql.len());
    if let Some(shape) = shapes.get(&key) {
        return Ok(Arc::clone(shape));
    }
    let shape = Arc::new(Shape { columns: columns(prepared), places: places(it, prepared)? });
    shapes.insert(key, Arc::clone(&shape));
    Ok(shape)
}

fn columns(prepared: &Prepared<'_>) -> Columns {
    prepared.column_names().map(Box::from).collect()
}

fn places(it: &Statement, prepared: &Prepared<'_>) -> Result<Vec<usize>, DbError> {
    (1..=prepared.parameter_count())
        .map(|n| match prepared.parameter_index(&format!("${n}")) {
            Ok(Some(place)) => Ok(place),
            _ => {
                let message = format!("${n} is missing; parameters count up from $1");
                Err(DbError::Statement { statement: it.name, message })
            }
        })
        .collect()
}

fn bind(
    prepared: &mut Prepared<'_>,
    it: &Statement,
    places: &[usize],
    params: &[Value],
) -> Result<(), DbError> {
    if places.len() != params.len() {
        let message = format!("wants {} values, got {}", places.len(), params.len());
        return Err(DbError::Statement { statement: it.name, message });
    }
    for (place, value) in places.iter().zip(params) {
        if let Some(problem) = value.problem() {
            return Err(DbError::Statement { statement: it.name, message: problem.to_owned() });
        }
        prepared.raw_bind_parameter(*place, value).map_err(|e| refused(&e, it.name))?;
    }
    Ok(())
}
