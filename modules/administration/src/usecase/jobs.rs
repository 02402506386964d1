//! Long work: seen by those who watch, ended and revived by those who manage.

use base::Error;
use cell::Cell;
use db::{DbError, Tx};
use identity::{Actor, Resource, require};
use jobs::{Entry, Filter, JobId, State};

use crate::permissions::{MANAGE_JOBS, WATCH_JOBS};

/// A page of jobs, newest first.
#[derive(Debug)]
pub struct JobPage {
    pub rows: Vec<Entry>,
    /// Give it as `before` to get the next page; `None` on the last.
    pub next: Option<JobId>,
}

/// Jobs of the whole cell.
///
/// # Errors
/// `identity/forbidden`.
pub async fn list(
    cell: &Cell,
    actor: &Actor,
    state: Option<State>,
    before: Option<JobId>,
    limit: u32,
) -> Result<JobPage, Error> {
    require(cell, actor, WATCH_JOBS, Resource::Cell).await?;
    let filter = Filter { state, lane: Some(jobs::WORK), ..Filter::default() };
    let one_more = limit.saturating_add(1);
    let db = cell.db();
    let mut rows =
        db.read(async |tx: &mut Tx| jobs::list(tx, &filter, before, one_more).await).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    Ok(JobPage { rows, next })
}

/// How many of the newest unfinished jobs the home page looks at.
const LOOKED_AT: u32 = 50;

/// What this person asked for and is not finished, or failed for good; newest first.
///
/// # Errors
/// Those of the database.
pub async fn unfinished_of(cell: &Cell, actor: &Actor) -> Result<Vec<Entry>, Error> {
    let states = [State::Running, State::Waiting, State::Dead];
    let found = cell.db().read(async |tx: &mut Tx| {
        let mut found = Vec::new();
        for state in states {
            let filter = Filter { state: Some(state), ..Filter::default() };
            found.extend(jobs::list(tx, &filter, None, LOOKED_AT).await?);
        }
        Ok::<_, DbError>(found)
    });
    let mut found = found.await?;
    found.retain(|entry| entry.actor == actor.id());
    Ok(found)
}

/// Cancels a waiting job, asks a running one to stop.
///
/// # Errors
/// `identity/forbidden`, `jobs/not-found`, `jobs/over`.
pub async fn cancel(cell: &Cell, actor: &Actor, id: JobId) -> Result<(), Error> {
    require(cell, actor, MANAGE_JOBS, Resource::Cell).await?;
    let who = actor.who();
    cell.db().write(async |tx: &mut Tx| jobs::cancel(tx, cell, &who, id).await).await
}

/// Puts a dead or cancelled job back into the queue.
///
/// # Errors
/// `identity/forbidden`, `jobs/not-found`, `jobs/not-over`.
pub async fn retry(cell: &Cell, actor: &Actor, id: JobId) -> Result<(), Error> {
    require(cell, actor, MANAGE_JOBS, Resource::Cell).await?;
    let who = actor.who();
    cell.db().write(async |tx: &mut Tx| jobs::retry(tx, cell, &who, id).await).await
}
