//! The audit trail: reading it, and asking whether it is whole.

use audit::{Checkpoint, Filter, Head, Recorded, Report};
use base::{Error, Id, Kind};
use cell::Cell;
use db::{DbError, Tx};
use identity::{Actor, Resource, require};

use crate::permissions::READ_AUDIT;

/// A page of entries, newest first.
#[derive(Debug)]
pub struct TrailPage {
    pub rows: Vec<Recorded>,
    /// Give it as `before` to get the next page; `None` on the last.
    pub next: Option<Id<Recorded>>,
}

/// Where the chain stands.
#[derive(Debug)]
pub struct Standing {
    pub head: Head,
    /// Entries that wait for the sealer.
    pub unsealed: i64,
    /// The newest signed end; `None` before the first.
    pub checkpoint: Option<Checkpoint>,
}

/// Entries of the trail.
///
/// # Errors
/// `identity/forbidden`.
pub async fn list(
    cell: &Cell,
    actor: &Actor,
    filter: &Filter,
    before: Option<Id<Recorded>>,
    limit: u32,
) -> Result<TrailPage, Error> {
    require(cell, actor, READ_AUDIT, Resource::Cell).await?;
    let one_more = limit.saturating_add(1);
    let db = cell.db();
    let mut rows =
        db.read(async |tx: &mut Tx| audit::list(tx, filter, before, one_more).await).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    Ok(TrailPage { rows, next })
}

/// One entry with its details.
///
/// # Errors
/// `identity/forbidden`, `audit/not-found`.
pub async fn get(cell: &Cell, actor: &Actor, id: Id<Recorded>) -> Result<Recorded, Error> {
    require(cell, actor, READ_AUDIT, Resource::Cell).await?;
    let found = cell.db().read(async |tx: &mut Tx| audit::find(tx, id).await).await?;
    found.ok_or_else(|| Error::new(Kind::NotFound, "audit/not-found"))
}

/// Where the chain stands, without walking it.
///
/// # Errors
/// `identity/forbidden`; `audit/checkpoint-file` when the signed end cannot be read.
pub async fn standing(cell: &Cell, actor: &Actor) -> Result<Standing, Error> {
    require(cell, actor, READ_AUDIT, Resource::Cell).await?;
    let read = cell.db().read(async |tx: &mut Tx| {
        Ok::<_, DbError>((audit::head(tx).await?, audit::unsealed(tx).await?))
    });
    let (head, unsealed) = read.await?;
    Ok(Standing { head, unsealed, checkpoint: audit::last_checkpoint(cell).await? })
}

/// Walks the whole chain.
///
/// # Errors
/// `identity/forbidden`; those of the database. A broken chain is no error but a finding.
pub async fn verify(cell: &Cell, actor: &Actor) -> Result<Report, Error> {
    require(cell, actor, READ_AUDIT, Resource::Cell).await?;
    audit::verify(cell, |_| {}).await
}
