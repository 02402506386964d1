//! What happened to incoming letters, and the files that came with them. Rows are only added.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use crate::domain::file::{FileKind, FileRef};
use crate::domain::incoming::{Event, EventKind, Incoming, Kept};
use crate::store::unknown;

db::statements! {
    ADD_EVENT = "
        insert into doc_incoming_event (
          incoming, number, at, kind, actor, actor_name, capacity, detail, disposition
        )
        select $1, count(*) + 1, $2, $3, $4, $5, $6, $7, cast($8 as bigint)
        from doc_incoming_event
        where incoming = $1";
    LIST_EVENTS = "
        select at, kind, actor, actor_name, capacity, detail, disposition
        from doc_incoming_event
        where incoming = $1
        order by number";
    ADD_FILE = "
        insert into doc_incoming_file (
          incoming, sha256, disposition, name, kind, bytes, added_at, added_by, added_by_name
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (incoming, disposition, sha256) do nothing";
    LIST_FILES = "
        select sha256, disposition, name, kind, bytes, added_at, added_by_name
        from doc_incoming_file
        where incoming = $1
        order by disposition, added_at, sha256";
}

pub async fn add_event(tx: &mut Tx, incoming: Id<Incoming>, it: &Event) -> Result<(), DbError> {
    let values = params![
        incoming,
        it.at,
        it.kind.as_str(),
        &it.actor,
        &it.actor_name,
        &it.capacity,
        &it.detail,
        it.disposition,
    ];
    tx.execute(&ADD_EVENT, values).await.map(drop)
}

/// What happened, in order.
pub async fn events(tx: &mut Tx, incoming: Id<Incoming>) -> Result<Vec<Event>, DbError> {
    let event = |row: &Row| {
        Ok(Event {
            at: row.get("at")?,
            kind: EventKind::parse(row.text("kind")?).ok_or_else(|| unknown("kind"))?,
            actor: row.get("actor")?,
            actor_name: row.get("actor_name")?,
            capacity: row.get("capacity")?,
            detail: row.get("detail")?,
            disposition: row.get("disposition")?,
        })
    };
    tx.rows(&LIST_EVENTS, params![incoming]).await?.iter().map(event).collect()
}

/// Adds a file; one that is there already stays as it is.
pub async fn add_file(
    tx: &mut Tx,
    incoming: Id<Incoming>,
    (file, disposition): (&FileRef, u32),
    (at, by, name): (Instant, &str, &str),
) -> Result<(), DbError> {
    let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
    let values = params![
        incoming,
        &file.sha256,
        disposition,
        &file.name,
        file.kind.as_str(),
        bytes,
        at,
        by,
        name,
    ];
    tx.execute(&ADD_FILE, values).await.map(drop)
}

/// The files of a letter, its own first.
pub async fn files(tx: &mut Tx, incoming: Id<Incoming>) -> Result<Vec<Kept>, DbError> {
    let kept = |row: &Row| {
        let file = FileRef {
            sha256: row.get("sha256")?,
            name: row.get("name")?,
            kind: FileKind::parse(row.text("kind")?).ok_or_else(|| unknown("kind"))?,
            bytes: row.int("bytes")?.unsigned_abs(),
        };
        Ok(Kept {
            file,
            disposition: row.get("disposition")?,
            added_at: row.get("added_at")?,
            added_by_name: row.get("added_by_name")?,
        })
    };
    tx.rows(&LIST_FILES, params![incoming]).await?.iter().map(kept).collect()
}
