//! How adjutants sort what waits for the position they serve.

use base::Id;
use db::{DbError, Row, Tx, params};
use identity::Position;

use crate::domain::incoming::Incoming;
use crate::domain::incoming::lists::Sorted;

db::statements! {
    PUT = "
        insert into doc_incoming_sort (position, incoming, urgent, place, summary, at, by_name)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (position, incoming) do update
        set urgent = excluded.urgent, place = excluded.place, summary = excluded.summary,
          at = excluded.at, by_name = excluded.by_name";
    FIND = "
        select urgent, place, summary, at, by_name
        from doc_incoming_sort
        where position = $1 and incoming = $2";
}

pub async fn put(
    tx: &mut Tx,
    position: Id<Position>,
    incoming: Id<Incoming>,
    it: &Sorted,
) -> Result<(), DbError> {
    let Sorted { is_urgent, place, summary, at, by_name } = it;
    let values = params![position, incoming, *is_urgent, *place, summary, *at, by_name];
    tx.execute(&PUT, values).await.map(drop)
}

pub async fn find(
    tx: &mut Tx,
    position: Id<Position>,
    incoming: Id<Incoming>,
) -> Result<Option<Sorted>, DbError> {
    let sorted = |row: Row| {
        Ok(Sorted {
            is_urgent: row.flag("urgent")?,
            place: row.get("place")?,
            summary: row.get("summary")?,
            at: row.get("at")?,
            by_name: row.get("by_name")?,
        })
    };
    tx.first(&FIND, params![position, incoming]).await?.map(sorted).transpose()
}
