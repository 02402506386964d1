//! Tasks as rows.

use base::{Date, Id, Instant};
use db::{DbError, Row, Tx, params};
use identity::Position;

use crate::domain::task::{Giver, Progress, Source, SourceKind, Task, TaskState};
use crate::store::unknown;

macro_rules! task {
    ($rest:literal) => {
        concat!(
            "
        select id, text, source, source_id, source_label, owner, position, position_title,
          giver_position, given_in, giver, giver_name, giver_capacity, given_at, first_due, due,
          state, state_at, reporter, reported_on
        from doc_task",
            $rest
        )
    };
}

macro_rules! listed {
    ($which:literal) => {
        concat!(
            "
        select id, text, source, source_id, source_label, owner, position, position_title,
          giver_position, given_in, giver, giver_name, giver_capacity, given_at, first_due, due,
          state, state_at, reporter, reported_on
        from doc_task
        where ",
            $which,
            "
        and (($2 = 'open' and state in ('open', 'in-progress', 'reported'))
          or ($2 = 'overdue' and state in ('open', 'in-progress') and due < $3)
          or ($2 = 'reported' and state = 'reported')
          or ($2 = 'done' and state in ('accepted', 'withdrawn')))
        and (due > $4 or (due = $4 and id > $5))
        order by due, id
        limit $6"
        )
    };
}

db::statements! {
    ADD = "
        insert into doc_task (
          id, text, source, source_id, source_label, owner, position, position_title,
          giver_position, given_in, giver, giver_name, giver_capacity, given_at, first_due, due,
          state, state_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, 'open', $14)";
    FIND = task!("
        where id = $1");
    SET = "
        update doc_task
        set state = $1, state_at = $2, due = $3, reporter = $4, reported_on = $5
        where id = $6";
    LIST_OF_OWNER = listed!("owner = $1");
    LIST_OF_GIVER = listed!("giver_position = $1");
    /// Of every office; the first value is the empty one.
    LIST_ALL = listed!("$1 = ''");
    LIST_OF_SOURCE = task!("
        where source = $1 and source_id = $2
        order by due, id");
    COUNT_OVERDUE = "
        select count(*) as n
        from doc_task
        where owner = $1 and state in ('open', 'in-progress') and due < $2";
    /// Deadlines of what is not reported done, each once.
    DUE_DAYS = "
        select distinct due
        from doc_task
        where owner = $1 and state in ('open', 'in-progress') and due >= $2 and due <= $3
        order by due";
    COUNT_REPORTED = "
        select count(*) as n
        from doc_task
        where giver_position = $1 and state = 'reported'";
}

/// Which tasks are looked at.
#[derive(Debug, Clone, Copy)]
pub enum Of<'a> {
    Owner(&'a str),
    Giver(Id<Position>),
    All,
}

/// A page of a list: a word (`open`, `overdue`, `reported`, `done`) and where the page before ended.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    pub of: Of<'a>,
    pub what: &'a str,
    pub today: Date,
    pub after: (String, String),
    pub most: i64,
}

pub async fn add(tx: &mut Tx, it: &Task) -> Result<(), DbError> {
    let values = params![
        it.id,
        &it.text,
        it.source.kind.as_str(),
        &it.source.id,
        &it.source.label,
        &it.owner,
        it.position,
        &it.position_title,
        it.giver.position,
        &it.giver.agency,
        &it.giver.account,
        &it.giver.name,
        &it.giver.capacity,
        it.given_at,
        it.first_due,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: Id<Task>) -> Result<Option<Task>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(read).transpose()
}

pub async fn set(tx: &mut Tx, id: Id<Task>, it: &Progress, at: Instant) -> Result<(), DbError> {
    let (reporter, on) = it.report.clone().unzip();
    let values = params![it.state.as_str(), at, it.due, reporter, on, id];
    tx.execute(&SET, values).await.map(drop)
}

/// A page of tasks, the earliest deadline first.
pub async fn list(tx: &mut Tx, asked: &Asked<'_>) -> Result<Vec<Task>, DbError> {
    let (statement, key) = match asked.of {
        Of::Owner(code) => (&LIST_OF_OWNER, code.to_owned()),
        Of::Giver(position) => (&LIST_OF_GIVER, position.to_string()),
        Of::All => (&LIST_ALL, String::new()),
    };
    let (due, id) = &asked.after;
    let values = params![key, asked.what, asked.today, due, id, asked.most];
    tx.rows(statement, values).await?.iter().map(read).collect()
}

/// Tasks that come from a meeting, a letter or a disposition.
pub async fn of_source(tx: &mut Tx, kind: SourceKind, id: &str) -> Result<Vec<Task>, DbError> {
    tx.rows(&LIST_OF_SOURCE, params![kind.as_str(), id]).await?.iter().map(read).collect()
}

/// How many tasks of an office are late.
pub async fn count_overdue(tx: &mut Tx, owner: &str, today: Date) -> Result<i64, DbError> {
    tx.one(&COUNT_OVERDUE, params![owner, today]).await?.int("n")
}

/// Deadlines of an office between two days, of what is not reported done.
pub async fn due_days(
    tx: &mut Tx,
    owner: &str,
    (first, last): (Date, Date),
) -> Result<Vec<Date>, DbError> {
    let rows = tx.rows(&DUE_DAYS, params![owner, first, last]).await?;
    rows.iter().map(|row| row.get("due")).collect()
}

/// How many were reported done to a position.
pub async fn count_reported(tx: &mut Tx, giver: Id<Position>) -> Result<i64, DbError> {
    tx.one(&COUNT_REPORTED, params![giver]).await?.int("n")
}

fn read(row: &Row) -> Result<Task, DbError> {
    let reporter: Option<String> = row.get("reporter")?;
    let reported_on: Option<Date> = row.get("reported_on")?;
    Ok(Task {
        id: row.get("id")?,
        text: row.get("text")?,
        source: Source {
            kind: SourceKind::parse(row.text("source")?).ok_or_else(|| unknown("source"))?,
            id: row.get("source_id")?,
            label: row.get("source_label")?,
        },
        owner: row.get("owner")?,
        position: row.get("position")?,
        position_title: row.get("position_title")?,
        giver: Giver {
            position: row.get("giver_position")?,
            agency: row.get("given_in")?,
            account: row.get("giver")?,
            name: row.get("giver_name")?,
            capacity: row.get("giver_capacity")?,
        },
        given_at: row.get("given_at")?,
        first_due: row.get("first_due")?,
        progress: Progress {
            state: TaskState::parse(row.text("state")?).ok_or_else(|| unknown("state"))?,
            due: row.get("due")?,
            report: reporter.zip(reported_on),
        },
        state_at: row.get("state_at")?,
    })
}
