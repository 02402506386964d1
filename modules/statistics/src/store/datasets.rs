//! Datasets and the codes they have figures for.

use std::collections::BTreeSet;

use base::Instant;
use db::{DbError, Row, Tx, Value, params};

use super::unknown;
use crate::domain::dataset::Dataset;

db::statements! {
    PUT = "
        insert into stat_dataset (id, producer, description, made_at, changed_at)
        values ($1, $2, $3, $4, $4)
        on conflict (id) do update
        set producer = excluded.producer, description = excluded.description,
            changed_at = excluded.changed_at, revision = stat_dataset.revision + 1";
    FIND = "
        select id, producer, description
        from stat_dataset
        where id = $1";
    LIST = "
        select id, producer, description
        from stat_dataset
        order by id";
    ADD_MEMBER = "
        insert into stat_member (dataset, dimension, code, since)
        values ($1, $2, $3, $4)
        on conflict (dataset, dimension, code) do nothing";
    MEMBERS = "
        select code
        from stat_member
        where dataset = $1 and dimension = $2 and since <= $3
        order by code";
    DISCARD_MEMBERS = "
        delete from stat_member
        where dataset = $1 and since = $2";
}

pub async fn put(tx: &mut Tx, it: &Dataset, now: Instant) -> Result<(), DbError> {
    let description = serde_json::to_string(&it.description).map_err(|_| unknown("description"))?;
    tx.execute(&PUT, params![&it.id, &it.producer, description, now]).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Dataset>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(read).transpose()
}

pub async fn list(tx: &mut Tx) -> Result<Vec<Dataset>, DbError> {
    tx.rows(&LIST, params![]).await?.iter().map(read).collect()
}

/// Notes which codes a version has figures for; those of an earlier one stay as they are.
pub async fn add_members(
    tx: &mut Tx,
    dataset: &str,
    version: i64,
    members: &BTreeSet<(&str, String)>,
) -> Result<(), DbError> {
    let row = |(dimension, code): &(&str, String)| -> [Value; 4] {
        [dataset.into(), (*dimension).into(), code.into(), version.into()]
    };
    let rows: Vec<[Value; 4]> = members.iter().map(row).collect();
    tx.execute_each(&ADD_MEMBER, rows).await.map(drop)
}

/// The codes of a dimension for which a version has figures, in the order of their texts.
pub async fn members(
    tx: &mut Tx,
    dataset: &str,
    dimension: &str,
    version: i64,
) -> Result<Vec<String>, DbError> {
    let rows = tx.rows(&MEMBERS, params![dataset, dimension, version]).await?;
    rows.iter().map(|row| row.get("code")).collect()
}

/// Forgets the codes that came with a version that was given up.
pub async fn discard_members(tx: &mut Tx, dataset: &str, version: i64) -> Result<(), DbError> {
    tx.execute(&DISCARD_MEMBERS, params![dataset, version]).await.map(drop)
}

fn read(row: &Row) -> Result<Dataset, DbError> {
    let description = serde_json::from_str(row.text("description")?);
    Ok(Dataset {
        id: row.get("id")?,
        producer: row.get("producer")?,
        description: description.map_err(|_| unknown("description"))?,
    })
}
