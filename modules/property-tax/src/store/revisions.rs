//! Revisions: opened while rows are written, published in one short step.

use base::Instant;
use db::{DbError, Tx, params};

use crate::domain::revision::{RevisionId, RevisionKind};

db::statements! {
    /// The next free number; two writers who read the same one collide on the key.
    NEXT_ID = "
        select coalesce(max(id), 0) + 1 as next
        from ptax_revision";
    OPEN = "
        insert into ptax_revision (id, kind, state, started_at, actor, note)
        values ($1, $2, 'staging', $3, $4, $5)";
    NEXT_ORDER = "
        select coalesce(max(published_order), 0) + 1 as next
        from ptax_revision";
    PUBLISH = "
        update ptax_revision
        set state = 'published', published_order = $1, published_at = $2
        where id = $3 and state = 'staging'";
    ABANDON = "
        update ptax_revision
        set state = 'abandoned'
        where id = $1 and state = 'staging'";
    IS_OPEN = "
        select count(*) as n
        from ptax_revision
        where id = $1 and state = 'staging'";
    ANY_PUBLISHED = "
        select count(*) as n
        from ptax_revision
        where published_order is not null";
    LATEST_IMPORT = "
        select published_at
        from ptax_revision
        where kind = 'import' and published_order is not null
        order by published_order desc
        limit 1";
}

/// Opens a revision: rows written under it stay invisible until it is published.
pub async fn open(
    tx: &mut Tx,
    kind: RevisionKind,
    now: Instant,
    actor: &str,
    note: &str,
) -> Result<RevisionId, DbError> {
    let id = tx.one(&NEXT_ID, params![]).await?.int("next")?;
    tx.execute(&OPEN, params![id, kind.as_str(), now, actor, note]).await?;
    Ok(id)
}

/// Makes everything written under the revision visible at once; `false` when it is not open.
pub async fn publish(tx: &mut Tx, id: RevisionId, now: Instant) -> Result<bool, DbError> {
    let order = tx.one(&NEXT_ORDER, params![]).await?.int("next")?;
    Ok(tx.execute(&PUBLISH, params![order, now, id]).await? == 1)
}

/// Gives an open revision up; its rows stay invisible and are removed later.
pub async fn abandon(tx: &mut Tx, id: RevisionId) -> Result<bool, DbError> {
    Ok(tx.execute(&ABANDON, params![id]).await? == 1)
}

/// Whether rows may still be written under the revision: nobody published it or gave it up.
pub async fn is_open(tx: &mut Tx, id: RevisionId) -> Result<bool, DbError> {
    Ok(tx.one(&IS_OPEN, params![id]).await?.int("n")? == 1)
}

/// Whether anything was ever published: an empty registry needs no comparison.
pub async fn any_published(tx: &mut Tx) -> Result<bool, DbError> {
    Ok(tx.one(&ANY_PUBLISHED, params![]).await?.int("n")? > 0)
}

/// When the last import became visible.
pub async fn latest_import(tx: &mut Tx) -> Result<Option<Instant>, DbError> {
    let row = tx.first(&LATEST_IMPORT, params![]).await?;
    row.map(|r| r.get("published_at")).transpose()
}
