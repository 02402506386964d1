//! Versions, files and events of letters. Rows are only added.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use super::unknown;
use crate::domain::file::{FileKind, FileRef};
use crate::domain::letter::{Event, EventKind, Letter, Version};

db::statements! {
    ADD_VERSION = "
        insert into doc_version (letter, number, content, sha256, author, author_name, at, note)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    LIST_VERSIONS = "
        select number, sha256, author, author_name, at, note
        from doc_version
        where letter = $1
        order by number desc";
    FIND_CONTENT = "
        select content, author
        from doc_version
        where letter = $1 and number = $2";
    ADD_FILE = "
        insert into doc_file (letter, sha256, name, kind, bytes, added_at, added_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (letter, sha256) do nothing";
    FIND_FILE = "
        select sha256, name, kind, bytes
        from doc_file
        where letter = $1 and sha256 = $2";
    ADD_EVENT = "
        insert into doc_event (letter, number, at, kind, actor, actor_name, capacity, detail)
        select $1, count(*) + 1, $2, $3, $4, $5, $6, $7
        from doc_event
        where letter = $1";
    LIST_EVENTS = "
        select at, kind, actor, actor_name, capacity, detail
        from doc_event
        where letter = $1
        order by number";
}

/// Adds a version with what it says.
pub async fn add(
    tx: &mut Tx,
    letter: Id<Letter>,
    it: &Version,
    content: &str,
) -> Result<(), DbError> {
    let values = params![
        letter,
        it.number,
        content,
        &it.sha256,
        &it.author,
        &it.author_name,
        it.at,
        &it.note,
    ];
    tx.execute(&ADD_VERSION, values).await.map(drop)
}

/// All versions, the newest first.
pub async fn list(tx: &mut Tx, letter: Id<Letter>) -> Result<Vec<Version>, DbError> {
    let version = |row: &Row| {
        Ok(Version {
            number: row.get("number")?,
            author: row.get("author")?,
            author_name: row.get("author_name")?,
            at: row.get("at")?,
            note: row.get("note")?,
            sha256: row.get("sha256")?,
        })
    };
    tx.rows(&LIST_VERSIONS, params![letter]).await?.iter().map(version).collect()
}

/// What a version says, and the id of the account that wrote it.
pub async fn content(
    tx: &mut Tx,
    letter: Id<Letter>,
    number: u32,
) -> Result<Option<(String, String)>, DbError> {
    let row = tx.first(&FIND_CONTENT, params![letter, number]).await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

pub async fn add_file(
    tx: &mut Tx,
    letter: Id<Letter>,
    file: &FileRef,
    (at, by): (Instant, &str),
) -> Result<(), DbError> {
    let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
    let values = params![letter, &file.sha256, &file.name, file.kind.as_str(), bytes, at, by];
    tx.execute(&ADD_FILE, values).await.map(drop)
}

pub async fn file(
    tx: &mut Tx,
    letter: Id<Letter>,
    sha256: &str,
) -> Result<Option<FileRef>, DbError> {
    let file = |row: Row| {
        Ok(FileRef {
            sha256: row.get("sha256")?,
            name: row.get("name")?,
            kind: FileKind::parse(row.text("kind")?).ok_or_else(|| unknown("kind"))?,
            bytes: row.int("bytes")?.unsigned_abs(),
        })
    };
    tx.first(&FIND_FILE, params![letter, sha256]).await?.map(file).transpose()
}

pub async fn add_event(tx: &mut Tx, letter: Id<Letter>, it: &Event) -> Result<(), DbError> {
    let values = params![
        letter,
        it.at,
        it.kind.as_str(),
        &it.actor,
        &it.actor_name,
        &it.capacity,
        &it.detail,
    ];
    tx.execute(&ADD_EVENT, values).await.map(drop)
}

/// What happened, in order.
pub async fn events(tx: &mut Tx, letter: Id<Letter>) -> Result<Vec<Event>, DbError> {
    let event = |row: &Row| {
        Ok(Event {
            at: row.get("at")?,
            kind: EventKind::parse(row.text("kind")?).ok_or_else(|| unknown("kind"))?,
            actor: row.get("actor")?,
            actor_name: row.get("actor_name")?,
            capacity: row.get("capacity")?,
            detail: row.get("detail")?,
        })
    };
    tx.rows(&LIST_EVENTS, params![letter]).await?.iter().map(event).collect()
}
