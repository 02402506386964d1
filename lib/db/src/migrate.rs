//! Brings the schema of a database to what the program knows.
//!
//! A migration is portable SQL, rendered for the engine. What was applied is kept per module and
//! number with a hash of the portable text, so a repaired renderer never stops an installed cell.
//! All pending migrations are applied in one transaction, by one process at a time.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use base::{Clock, Kind};
use sha2::{Digest, Sha256};

use crate::db::Store;
use crate::render::for_sqlite;
use crate::{Db, DbError, Statement, Tx, backup, params, portable};

/// One step of the schema of a module. Steps of a module count up from 1 without gaps; once
/// released, the text never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    pub module: &'static str,
    pub number: u32,
    pub name: &'static str,
    /// Portable SQL; several statements, each ending with `;`.
    pub sql: &'static str,
}

/// What [`Db::migrate`] did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Migrated {
    /// Module and number of each migration that was applied now.
    pub applied: Vec<(&'static str, u32)>,
    /// Copy of the file before; SQLite only, and only when it held rows.
    pub backup: Option<PathBuf>,
}

/// Why the schema is not as the program wants it. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MigrateError {
    #[error("migration {module} {number} is not well formed: {problem}")]
    Malformed { module: &'static str, number: u32, problem: String },
    #[error(
        "migration {module} {number} was changed after it was applied; restore its text and add a new one"
    )]
    Changed { module: String, number: u32 },
    #[error(
        "the database has migration {module} {number}, which this program does not know; install the newer program"
    )]
    Newer { module: String, number: u32 },
    #[error("migration {module} {number} failed, nothing was changed: {source}")]
    Failed { module: &'static str, number: u32, source: DbError },
    #[error("the database lacks migration {module} {number}; run `pelangi migrate`")]
    Behind { module: &'static str, number: u32 },
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<MigrateError> for base::Error {
    #[track_caller]
    fn from(error: MigrateError) -> Self {
        let (kind, code) = match &error {
            MigrateError::Malformed { .. } => (Kind::Internal, "db/migration-malformed"),
            MigrateError::Changed { .. } => (Kind::Precondition, "db/migration-changed"),
            MigrateError::Newer { .. } => (Kind::Precondition, "db/newer-schema"),
            MigrateError::Failed { .. } => (Kind::Internal, "db/migration-failed"),
            MigrateError::Behind { .. } => (Kind::Precondition, "db/older-schema"),
            MigrateError::Db(inner) => (inner.kind(), inner.code()),
        };
        Self::new(kind, code).caused_by(error)
    }
}

/// Longest time all pending migrations may take, waiting for another process included.
const LIMIT: Duration = Duration::from_secs(3600);

const LEDGER: &str = "create table if not exists db_migration (\
    module text not null, number bigint not null, name text not null, hash text not null, \
    applied_at text not null, primary key (module, number));";

const APPLIED: Statement = Statement {
    name: "db::APPLIED",
    sql: "select module, number, hash from db_migration order by module, number",
};

const RECORD: Statement = Statement {
    name: "db::RECORD",
    sql: "insert into db_migration (module, number, name, hash, applied_at) \
          values ($1, $2, $3, $4, $5)",
};

type Applied = BTreeMap<(String, u32), String>;

impl Db {
    /// Applies what is missing. Harmless when nothing is. On SQLite a file that holds rows is
    /// copied first, to `FILE.before-migration-N`.
    ///
    /// # Errors
    /// [`MigrateError::Changed`], [`MigrateError::Newer`] before anything is done;
    /// [`MigrateError::Failed`] after everything was taken back.
    pub async fn migrate(
        &self,
        wanted: &[Migration],
        clock: &dyn Clock,
    ) -> Result<Migrated, MigrateError> {
        well_formed(wanted)?;
        if missing(wanted, &self.applied().await?)?.is_empty() {
            return Ok(Migrated::default());
        }
        self.make_ledger().await?;
        let work = async |tx: &mut Tx| self.apply(tx, wanted, clock).await;
        let done = self.with_timeout(LIMIT).write(work).await?;
        self.schema_changed();
        Ok(done)
    }

    /// What [`Db::migrate`] would apply.
    pub async fn pending(&self, wanted: &[Migration]) -> Result<Vec<Migration>, MigrateError> {
        well_formed(wanted)?;
        let missing = missing(wanted, &self.applied().await?)?;
        Ok(missing.into_iter().copied().collect())
    }

    /// Refuses a database whose schema is not exactly what the program wants: for the start of a
    /// server.
    pub async fn check_schema(&self, wanted: &[Migration]) -> Result<(), MigrateError> {
        match self.pending(wanted).await?.first() {
            None => Ok(()),
            Some(m) => Err(MigrateError::Behind { module: m.module, number: m.number }),
        }
    }

    pub(crate) async fn applied(&self) -> Result<Applied, DbError> {
        self.read(async |tx: &mut Tx| match tx.has_table("db_migration").await? {
            true => applied(tx).await,
            false => Ok(Applied::new()),
        })
        .await
    }

    /// Two processes may try at once; on PostgreSQL the slower one gets an error for it.
    async fn make_ledger(&self) -> Result<(), DbError> {
        let ledger = self.render(LEDGER);
        let mut tried = Ok(());
        for _ in 0..3 {
            tried = self.write(async |tx: &mut Tx| tx.batch("ledger", &ledger).await).await;
            if tried.is_ok() {
                break;
            }
        }
        tried
    }

    async fn apply(
        &self,
        tx: &mut Tx,
        wanted: &[Migration],
        clock: &dyn Clock,
    ) -> Result<Migrated, MigrateError> {
        if let Store::Pg(_) = self.store() {
            // Held until the end: the second process waits here, then finds everything done.
            tx.batch("ledger", "lock table db_migration in exclusive mode").await?;
        }
        let before = applied(tx).await?;
        let missing = missing(wanted, &before)?;
        let mut done = Migrated::default();
        if missing.is_empty() {
            return Ok(done);
        }
        if let Store::Lite(lite) = self.store()
            && tx.has_rows().await?
        {
            let copy =
                lite.path().with_added_extension(format!("before-migration-{}", before.len()));
            backup::copy(lite.path(), &copy, true).await?;
            done.backup = Some(copy);
        }
        for migration in missing {
            self.step(tx, migration, clock).await.map_err(|source| {
                let Migration { module, number, .. } = *migration;
                MigrateError::Failed { module, number, source }
            })?;
            done.applied.push((migration.module, migration.number));
        }
        Ok(done)
    }

    async fn step(&self, tx: &mut Tx, m: &Migration, clock: &dyn Clock) -> Result<(), DbError> {
        tx.batch(m.name, &self.render(m.sql)).await?;
        let row = params![m.module, m.number, m.name, hash(m.sql), clock.now()];
        tx.execute(&RECORD, row).await?;
        Ok(())
    }

    fn render(&self, sql: &str) -> String {
        match self.store() {
            Store::Lite(_) => for_sqlite(sql),
            Store::Pg(_) => sql.to_owned(),
        }
    }
}

async fn applied(tx: &mut Tx) -> Result<Applied, DbError> {
    let mut found = Applied::new();
    tx.each(&APPLIED, params![], |row| {
        found.insert((row.get("module")?, row.get("number")?), row.get("hash")?);
        Ok::<(), DbError>(())
    })
    .await?;
    Ok(found)
}

/// What is wanted and not applied, in the order given.
fn missing<'a>(
    wanted: &'a [Migration],
    applied: &Applied,
) -> Result<Vec<&'a Migration>, MigrateError> {
    let known = |(module, number): &(String, u32)| {
        wanted.iter().any(|m| m.module == *module && m.number == *number)
    };
    if let Some((module, number)) = applied.keys().find(|key| !known(key)).cloned() {
        return Err(MigrateError::Newer { module, number });
    }
    let mut missing = Vec::new();
    for m in wanted {
        match applied.get(&(m.module.to_owned(), m.number)) {
            None => missing.push(m),
            Some(found) if *found == hash(m.sql) => {}
            Some(_) => {
                return Err(MigrateError::Changed {
                    module: m.module.to_owned(),
                    number: m.number,
                });
            }
        }
    }
    Ok(missing)
}

/// SHA-256 of the portable text, as hexadecimal digits; ends of lines do not count.
pub(crate) fn hash(sql: &str) -> String {
    crate::hex(&Sha256::digest(sql.replace("\r\n", "\n")))
}

fn well_formed(wanted: &[Migration]) -> Result<(), MigrateError> {
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for m in wanted {
        let malformed = |problem: String| {
            Err(MigrateError::Malformed { module: m.module, number: m.number, problem })
        };
        let number = last.entry(m.module).or_default();
        *number += 1;
        if m.number != *number {
            return malformed(format!("its number should be {number}"));
        }
        if let Some(problem) = portable::check_migration(m.sql).first() {
            return malformed(problem.to_string());
        }
    }
    Ok(())
}

impl Tx {
    /// Whether a table exists.
    pub(crate) async fn has_table(&mut self, table: &str) -> Result<bool, DbError> {
        Ok(self.tables().await?.iter().any(|t| t == table))
    }

    /// Names of all tables, sorted.
    pub(crate) async fn tables(&mut self) -> Result<Vec<String>, DbError> {
        let it: &Statement = if self.on_postgres() { &PG_TABLES } else { &LITE_TABLES };
        let rows = self.rows(it, params![]).await?;
        rows.iter().map(|row| row.get(0)).collect()
    }

    async fn has_rows(&mut self) -> Result<bool, DbError> {
        for table in self.tables().await?.iter().filter(|t| !t.starts_with("db_")) {
            if !self.is_empty(table).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(crate) async fn is_empty(&mut self, table: &str) -> Result<bool, DbError> {
        let mut empty = true;
        self.walk_text("rows of a table", &format!("select 1 from {table} limit 1"), |_| {
            empty = false;
            Ok(false)
        })
        .await?;
        Ok(empty)
    }
}

/// Reading the catalogue is one of the few named differences between the engines.
const LITE_TABLES: Statement = Statement {
    name: "db::LITE_TABLES",
    sql: "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name",
};

const PG_TABLES: Statement = Statement {
    name: "db::PG_TABLES",
    sql: "select table_name from information_schema.tables \
          where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name",
};
