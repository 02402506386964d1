//! Versions of datasets, and which of them the public sees when.

use base::Instant;
use db::{DbError, Row, Tx, params};

use crate::domain::version::Version;

db::statements! {
    ADD = "
        insert into stat_version (dataset, number, reason, made_by, made_at)
        values ($1, $2, $3, $4, $5)";
    COMPLETE = "
        update stat_version
        set figures = $1
        where dataset = $2 and number = $3 and figures is null";
    RELEASE = "
        update stat_version
        set visible_from = $1
        where dataset = $2 and number = $3 and figures is not null and visible_from is null";
    DISCARD = "
        delete from stat_version
        where dataset = $1 and number = $2 and visible_from is null";
    LAST = "
        select number, reason, made_at, figures, visible_from
        from stat_version
        where dataset = $1
        order by number desc
        limit 1";
    KNOWN = "
        select number, reason, made_at, figures, visible_from
        from stat_version
        where dataset = $1 and visible_from <= $2
        order by number desc
        limit 1";
    PUBLIC = "
        select number, reason, made_at, figures, visible_from
        from stat_version
        where dataset = $1 and visible_from <= $2
        order by number desc";
}

/// Begins a version, which nobody sees yet.
pub async fn add(tx: &mut Tx, dataset: &str, it: &Version, made_by: &str) -> Result<(), DbError> {
    let values = params![dataset, it.number, &it.reason, made_by, it.made_at];
    tx.execute(&ADD, values).await.map(drop)
}

/// Says that all figures of a version are written.
pub async fn complete(
    tx: &mut Tx,
    dataset: &str,
    number: i64,
    figures: i64,
) -> Result<(), DbError> {
    tx.execute(&COMPLETE, params![figures, dataset, number]).await.map(drop)
}

/// Gives up a version whose release was not decided; whether there was such a one.
pub async fn discard(tx: &mut Tx, dataset: &str, number: i64) -> Result<bool, DbError> {
    Ok(tx.execute(&DISCARD, params![dataset, number]).await? == 1)
}

/// Decides from when on a version is public; whether it was complete and undecided.
pub async fn release(
    tx: &mut Tx,
    dataset: &str,
    number: i64,
    visible_from: Instant,
) -> Result<bool, DbError> {
    Ok(tx.execute(&RELEASE, params![visible_from, dataset, number]).await? == 1)
}

/// The latest one, public or not.
pub async fn last(tx: &mut Tx, dataset: &str) -> Result<Option<Version>, DbError> {
    tx.first(&LAST, params![dataset]).await?.as_ref().map(read).transpose()
}

/// The version that the public saw at an instant.
pub async fn known(tx: &mut Tx, dataset: &str, at: Instant) -> Result<Option<Version>, DbError> {
    tx.first(&KNOWN, params![dataset, at]).await?.as_ref().map(read).transpose()
}

/// All that were public at an instant, the latest first.
pub async fn public(tx: &mut Tx, dataset: &str, at: Instant) -> Result<Vec<Version>, DbError> {
    tx.rows(&PUBLIC, params![dataset, at]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Version, DbError> {
    Ok(Version {
        number: row.get("number")?,
        reason: row.get("reason")?,
        made_at: row.get("made_at")?,
        figures: row.opt_int("figures")?,
        visible_from: row.get("visible_from")?,
    })
}
