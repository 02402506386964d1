//! What happened to tasks, and the files that came with it. Rows are only added.

use base::{Date, Id, Instant};
use db::{DbError, Row, Tx, params};

use crate::domain::file::{FileKind, FileRef};
use crate::domain::task::{Task, TaskEvent, TaskEventKind};
use crate::store::unknown;

db::statements! {
    NEXT = "
        select count(*) + 1 as n
        from doc_task_event
        where task = $1";
    ADD = "
        insert into doc_task_event (
          task, number, at, kind, actor, actor_name, capacity, text, due_before, due_after
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    LIST = "
        select number, at, kind, actor, actor_name, capacity, text, due_before, due_after
        from doc_task_event
        where task = $1
        order by number";
    ADD_FILE = "
        insert into doc_task_file (task, sha256, event, name, kind, bytes, added_at, added_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (task, sha256) do nothing";
    LIST_FILES = "
        select event, sha256, name, kind, bytes
        from doc_task_file
        where task = $1
        order by event, name, sha256";
}

/// The number of the next event.
pub async fn next(tx: &mut Tx, task: Id<Task>) -> Result<u32, DbError> {
    tx.one(&NEXT, params![task]).await?.get("n")
}

pub async fn add(tx: &mut Tx, task: Id<Task>, it: &TaskEvent) -> Result<(), DbError> {
    let (before, after) = it.moved.unzip();
    let values = params![
        task,
        it.number,
        it.at,
        it.kind.as_str(),
        &it.actor,
        &it.actor_name,
        &it.capacity,
        &it.text,
        before,
        after,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

/// What happened, in order.
pub async fn list(tx: &mut Tx, task: Id<Task>) -> Result<Vec<TaskEvent>, DbError> {
    let event = |row: &Row| {
        let before: Option<Date> = row.get("due_before")?;
        let after: Option<Date> = row.get("due_after")?;
        Ok(TaskEvent {
            number: row.get("number")?,
            at: row.get("at")?,
            kind: TaskEventKind::parse(row.text("kind")?).ok_or_else(|| unknown("kind"))?,
            actor: row.get("actor")?,
            actor_name: row.get("actor_name")?,
            capacity: row.get("capacity")?,
            text: row.get("text")?,
            moved: before.zip(after),
        })
    };
    tx.rows(&LIST, params![task]).await?.iter().map(event).collect()
}

/// Adds a file that came with an event; one that is there already stays where it was.
pub async fn add_file(
    tx: &mut Tx,
    task: Id<Task>,
    (event, file): (u32, &FileRef),
    (at, by): (Instant, &str),
) -> Result<(), DbError> {
    let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
    let values = params![task, &file.sha256, event, &file.name, file.kind.as_str(), bytes, at, by];
    tx.execute(&ADD_FILE, values).await.map(drop)
}

/// All files of a task, each with the event it came with.
pub async fn files(tx: &mut Tx, task: Id<Task>) -> Result<Vec<(u32, FileRef)>, DbError> {
    let file = |row: &Row| {
        let kind = FileKind::parse(row.text("kind")?).ok_or_else(|| unknown("kind"))?;
        let (sha256, name) = (row.get("sha256")?, row.get("name")?);
        let bytes = row.int("bytes")?.unsigned_abs();
        Ok((row.get("event")?, FileRef { sha256, name, kind, bytes }))
    };
    tx.rows(&LIST_FILES, params![task]).await?.iter().map(file).collect()
}
