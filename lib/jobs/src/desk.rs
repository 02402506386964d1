//! What people do with jobs: look, cancel, try again.

use audit::{Kind as Deed, Level, Who};
use base::{Error, Kind};
use cell::Cell;
use db::{DbError, Tx, params};

use crate::store::{
    ASK_TO_STOP, CANCEL_WAITING, CLEAN_UP, CLEAN_UP_LANES, COUNT_IN_STATE, FIND_JOB, LIST_JOBS,
    REVIVE, read,
};
use crate::{Entry, JobId, State};

/// A person cancelled a job, or asked it to stop. Its subject is the job's id.
pub const CANCELLED: Deed = Deed::new("jobs/cancelled", Level::Important);
/// A person tried a failed job again. Its subject is the job's id.
pub const RETRIED: Deed = Deed::new("jobs/retried", Level::Important);

/// Both of them, for the list of all kinds.
pub const KINDS: &[Deed] = &[CANCELLED, RETRIED];

/// How long jobs that are over can be looked at; those of other lanes than long work that went well
/// are many, and leave their mark elsewhere.
const KEPT_SECONDS: i64 = 90 * 86_400;
const KEPT_SECONDS_IN_LANES: i64 = 2 * 86_400;

/// What a list of jobs is narrowed to; the default shows all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub kind: Option<String>,
    pub state: Option<State>,
    /// Only jobs of this lane, and what failed for good in any.
    pub lane: Option<&'static str>,
    /// Only jobs that this agency asked for; from the list scope of the actor.
    pub agency: Option<String>,
}

/// A page of jobs, newest first; `before` is the last id of the page before. The caller has asked
/// whether the person may see them.
///
/// # Errors
/// Those of the database.
pub async fn list(
    tx: &mut Tx,
    filter: &Filter,
    before: Option<JobId>,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    // An id above all others.
    let before = before.map_or_else(|| "~".to_owned(), |id| id.to_string());
    let values = params![
        before,
        filter.kind.as_deref().unwrap_or_default(),
        filter.state.map_or("", State::as_str),
        filter.agency.is_none(),
        filter.agency.as_deref().unwrap_or_default(),
        filter.lane.unwrap_or_default(),
        limit,
    ];
    tx.rows(&LIST_JOBS, values).await?.iter().map(read).collect()
}

/// One job.
///
/// # Errors
/// Those of the database.
pub async fn find(tx: &mut Tx, id: JobId) -> Result<Option<Entry>, DbError> {
    tx.first(&FIND_JOB, params![id]).await?.as_ref().map(read).transpose()
}

/// How many jobs are in a state.
///
/// # Errors
/// Those of the database.
pub async fn count(tx: &mut Tx, state: State) -> Result<i64, DbError> {
    tx.one(&COUNT_IN_STATE, params![state.as_str()]).await?.int("n")
}

/// Cancels a waiting job at once, and asks a running one to stop at its next chunk.
///
/// # Errors
/// `jobs/not-found`; `jobs/over` when it ended already.
pub async fn cancel(tx: &mut Tx, cell: &Cell, who: &Who, id: JobId) -> Result<(), Error> {
    let waiting = tx.execute(&CANCEL_WAITING, params![cell.now(), id]).await?;
    if waiting == 0 && tx.execute(&ASK_TO_STOP, params![id]).await? == 0 {
        return Err(absent_or(tx, id, "jobs/over").await?);
    }
    audit::record(tx, cell, audit::Entry::new(CANCELLED, who, id.to_string())).await?;
    Ok(())
}

/// Puts a dead or cancelled job back into the queue, with all its attempts.
///
/// # Errors
/// `jobs/not-found`; `jobs/not-over` when it is waiting, running or done.
pub async fn retry(tx: &mut Tx, cell: &Cell, who: &Who, id: JobId) -> Result<(), Error> {
    if tx.execute(&REVIVE, params![cell.now(), id]).await? == 0 {
        return Err(absent_or(tx, id, "jobs/not-over").await?);
    }
    audit::record(tx, cell, audit::Entry::new(RETRIED, who, id.to_string())).await?;
    Ok(())
}

/// Forgets jobs that ended more than 90 days ago; returns how many. For a quiet hour.
///
/// # Errors
/// Those of the database.
pub async fn clean_up(tx: &mut Tx, cell: &Cell) -> Result<u64, DbError> {
    let before = |seconds: i64| cell.now().plus_seconds(-seconds);
    let old = tx.execute(&CLEAN_UP, params![before(KEPT_SECONDS)]).await?;
    let lanes = tx.execute(&CLEAN_UP_LANES, params![before(KEPT_SECONDS_IN_LANES)]).await?;
    Ok(old + lanes)
}

async fn absent_or(tx: &mut Tx, id: JobId, code: &'static str) -> Result<Error, DbError> {
    Ok(match find(tx, id).await? {
        Some(_) => Error::new(Kind::Conflict, code),
        None => Error::new(Kind::NotFound, "jobs/not-found"),
    })
}
