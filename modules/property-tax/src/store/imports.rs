//! Imports: how far they are, and what they found.

use base::Instant;
use db::{DbError, Row, Tx, params};

use crate::domain::revision::RevisionId;

db::statements! {
    ADD = "
        insert into ptax_import (revision, source, state, phase, done, total, heartbeat_at, job)
        values ($1, $2, 'running', 'start', 0, 0, $3, $4)";
    BEAT = "
        update ptax_import
        set phase = $1, done = $2, total = $3, heartbeat_at = $4
        where revision = $5 and state = 'running'";
    KEEP = "
        update ptax_import
        set heartbeat_at = $1
        where revision = $2 and state = 'running'";
    FINISH = "
        update ptax_import
        set state = $1, finished_at = $2, rejects = $3, report = $4, failure = $5
        where revision = $6 and state = 'running'";
    REPORT = "
        update ptax_import
        set report = $1
        where revision = $2";
    RUNNING = "
        select
          i.revision, i.source, i.state, i.phase, i.done, i.total, i.heartbeat_at,
          i.finished_at, i.rejects, i.report, i.failure, i.job, r.started_at, r.actor
        from ptax_import i
        join ptax_revision r on r.id = i.revision
        where i.state = 'running'
        order by i.revision";
    FIND = "
        select
          i.revision, i.source, i.state, i.phase, i.done, i.total, i.heartbeat_at,
          i.finished_at, i.rejects, i.report, i.failure, i.job, r.started_at, r.actor
        from ptax_import i
        join ptax_revision r on r.id = i.revision
        where i.revision = $1";
    LIST = "
        select
          i.revision, i.source, i.state, i.phase, i.done, i.total, i.heartbeat_at,
          i.finished_at, i.rejects, i.report, i.failure, i.job, r.started_at, r.actor
        from ptax_import i
        join ptax_revision r on r.id = i.revision
        where i.revision < $1
        order by i.revision desc
        limit $2";
}

/// How an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportState {
    Running,
    Published,
    /// Nothing differed from what was there.
    Unchanged,
    Failed,
}

impl ImportState {
    const ALL: [Self; 4] = [Self::Running, Self::Published, Self::Unchanged, Self::Failed];

    /// The word in the database and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Published => "published",
            Self::Unchanged => "unchanged",
            Self::Failed => "failed",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// An import as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub revision: RevisionId,
    pub source: String,
    pub state: ImportState,
    pub phase: String,
    pub done: i64,
    pub total: i64,
    pub heartbeat_at: Instant,
    pub started_at: Instant,
    pub finished_at: Option<Instant>,
    pub actor: String,
    pub rejects: Option<String>,
    pub report: Option<String>,
    pub failure: Option<String>,
    /// The id of the long work it belongs to; none from the command line.
    pub job: Option<String>,
}

/// How an import ended.
#[derive(Debug, Clone)]
pub struct End<'a> {
    pub state: ImportState,
    pub at: Instant,
    pub rejects: Option<&'a str>,
    pub report: Option<&'a str>,
    pub failure: Option<&'a str>,
}

pub async fn add(
    tx: &mut Tx,
    revision: RevisionId,
    source: &str,
    now: Instant,
    job: Option<&str>,
) -> Result<(), DbError> {
    tx.execute(&ADD, params![revision, source, now, job]).await.map(drop)
}

/// Says that the import lives and how far it is; `false` when somebody else ended it meanwhile.
pub async fn beat(
    tx: &mut Tx,
    revision: RevisionId,
    phase: &str,
    done: i64,
    total: i64,
    now: Instant,
) -> Result<bool, DbError> {
    Ok(tx.execute(&BEAT, params![phase, done, total, now, revision]).await? == 1)
}

/// A sign of life; `false` when the import ended.
pub async fn keep(tx: &mut Tx, revision: RevisionId, now: Instant) -> Result<bool, DbError> {
    Ok(tx.execute(&KEEP, params![now, revision]).await? == 1)
}

/// Ends a running import; one that ended already stays as it is.
pub async fn finish(tx: &mut Tx, revision: RevisionId, end: &End<'_>) -> Result<(), DbError> {
    let End { state, at, rejects, report, failure } = end.clone();
    let values = params![state.as_str(), at, rejects, report, failure, revision];
    tx.execute(&FINISH, values).await.map(drop)
}

/// Replaces the report, when more is known than at the end.
pub async fn put_report(tx: &mut Tx, revision: RevisionId, report: &str) -> Result<(), DbError> {
    tx.execute(&REPORT, params![report, revision]).await.map(drop)
}

/// Imports that have not ended; after a crash also those that never will.
pub async fn list_running(tx: &mut Tx) -> Result<Vec<Import>, DbError> {
    tx.rows(&RUNNING, params![]).await?.iter().map(read).collect()
}

pub async fn find(tx: &mut Tx, revision: RevisionId) -> Result<Option<Import>, DbError> {
    tx.first(&FIND, params![revision]).await?.map(|row| read(&row)).transpose()
}

/// Imports before a revision, the latest first.
pub async fn list(tx: &mut Tx, before: RevisionId, limit: i64) -> Result<Vec<Import>, DbError> {
    tx.rows(&LIST, params![before, limit]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Import, DbError> {
    let state = ImportState::parse(row.text("state")?);
    Ok(Import {
        revision: row.int("revision")?,
        source: row.get("source")?,
        state: state
            .ok_or_else(|| DbError::Column { column: "state".to_owned(), problem: "is unknown" })?,
        phase: row.get("phase")?,
        done: row.int("done")?,
        total: row.int("total")?,
        heartbeat_at: row.get("heartbeat_at")?,
        started_at: row.get("started_at")?,
        finished_at: row.get("finished_at")?,
        actor: row.get("actor")?,
        rejects: row.get("rejects")?,
        report: row.get("report")?,
        failure: row.get("failure")?,
        job: row.get("job")?,
    })
}
