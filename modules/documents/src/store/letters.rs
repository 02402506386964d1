//! Letters as rows.

use base::{Date, Id, Instant};
use db::{DbError, Row, Tx, Value, params};

use super::{LAST, unknown};
use crate::domain::content::{Secrecy, Urgency};
use crate::domain::letter::{Letter, Listed, Record, State};

macro_rules! listed {
    ($rest:literal) => {
        concat!(
            "
        select id, type, agency, state, state_at, subject, number_text, letter_date, author_name,
          desk
        from doc_letter",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into doc_letter (
          id, type, agency, drafted_in, state, state_at, round, version, subject, secrecy, urgency,
          classification, signer_position, desk, author, author_name, made_at
        )
        values ($1, $2, $3, $4, 'draft', $5, 0, 1, $6, $7, $8, $9, $10, '', $11, $12, $5)";
    FIND = "
        select id, type, agency, drafted_in, state, state_at, round, version, subject, secrecy,
          urgency, classification, signer_position, author, author_name, made_at, number_text,
          letter_date, reason
        from doc_letter
        where id = $1";
    /// What the newest version says.
    SET_CONTENT = "
        update doc_letter
        set version = $1, subject = $2, secrecy = $3, urgency = $4, classification = $5,
          signer_position = $6, agency = $7
        where id = $8";
    SET_STATE = "
        update doc_letter
        set state = $1, state_at = $2, round = $3, desk = $4
        where id = $5";
    SET_NUMBER = "
        update doc_letter
        set number_text = $1, letter_date = $2
        where id = $3";
    SET_AUTHOR = "
        update doc_letter
        set author = $1, author_name = $2
        where id = $3";
    SET_REASON = "
        update doc_letter
        set reason = $1
        where id = $2";
    /// What somebody wrote, the newest first.
    LIST_OF_AUTHOR = listed!("
        where author = $1 and id < $2
        order by id desc
        limit $3");
    /// Letters of an office in a state, the oldest first.
    LIST_IN_STATE = listed!("
        where state = $1 and agency = $2
        order by id
        limit $3");
    /// Somebody's own letters that wait for them.
    LIST_OPEN_OF_AUTHOR = listed!("
        where author = $1 and state = 'returned'
        order by state_at, id
        limit $2");
    BY_ID = listed!("
        where id = $1");
    BY_NUMBER = "
        select id
        from doc_letter
        where number_text = $1
        order by id
        limit 20";
}

/// Adds a letter as a draft.
pub async fn add(tx: &mut Tx, it: &Record) -> Result<(), DbError> {
    let values = params![
        it.id,
        &it.kind,
        &it.agency,
        &it.drafted_in,
        it.made_at,
        &it.subject,
        it.secrecy.as_str(),
        it.urgency.as_str(),
        &it.classification,
        it.signer,
        &it.author,
        &it.author_name,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: Id<Letter>) -> Result<Option<Record>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(record).transpose()
}

/// Stores what the newest version says beside the letter, for lists.
pub async fn set_content(tx: &mut Tx, it: &Record) -> Result<(), DbError> {
    let values = params![
        it.version,
        &it.subject,
        it.secrecy.as_str(),
        it.urgency.as_str(),
        &it.classification,
        it.signer,
        &it.agency,
        it.id,
    ];
    tx.execute(&SET_CONTENT, values).await.map(drop)
}

pub async fn set_state(
    tx: &mut Tx,
    id: Id<Letter>,
    (state, at): (State, Instant),
    round: u32,
    desk: &[&str],
) -> Result<(), DbError> {
    let values = params![state.as_str(), at, round, desk.join("\n"), id];
    tx.execute(&SET_STATE, values).await.map(drop)
}

pub async fn set_number(
    tx: &mut Tx,
    id: Id<Letter>,
    number: &str,
    day: Date,
) -> Result<(), DbError> {
    tx.execute(&SET_NUMBER, params![number, day, id]).await.map(drop)
}

/// Whose letter it is from now on. Versions keep the names of those who wrote them.
pub async fn set_author(
    tx: &mut Tx,
    id: Id<Letter>,
    (account, name): (&str, &str),
) -> Result<(), DbError> {
    tx.execute(&SET_AUTHOR, params![account, name, id]).await.map(drop)
}

pub async fn set_reason(tx: &mut Tx, id: Id<Letter>, reason: &str) -> Result<(), DbError> {
    tx.execute(&SET_REASON, params![reason, id]).await.map(drop)
}

/// At most `limit` letters of an author, after one of them.
pub async fn list_of_author(
    tx: &mut Tx,
    author: &str,
    after: Option<Id<Letter>>,
    limit: i64,
) -> Result<Vec<Listed>, DbError> {
    let from = after.map_or_else(|| LAST.to_owned(), |id| id.to_string());
    tx.rows(&LIST_OF_AUTHOR, params![author, from, limit]).await?.iter().map(listed).collect()
}

/// Letters of an office in a state, the oldest first.
pub async fn list_in_state(
    tx: &mut Tx,
    state: State,
    agency: &str,
    limit: i64,
) -> Result<Vec<Listed>, DbError> {
    let values = params![state.as_str(), agency, limit];
    tx.rows(&LIST_IN_STATE, values).await?.iter().map(listed).collect()
}

/// Letters that came back to their author.
pub async fn list_returned(tx: &mut Tx, author: &str, limit: i64) -> Result<Vec<Listed>, DbError> {
    tx.rows(&LIST_OPEN_OF_AUTHOR, params![author, limit]).await?.iter().map(listed).collect()
}

/// Those of these that are letters, as they stand in a list.
pub async fn list_of(tx: &mut Tx, ids: &[&str]) -> Result<Vec<Listed>, DbError> {
    let keys: Vec<[Value; 1]> = ids.iter().map(|id| [Value::from(*id)]).collect();
    tx.rows_each(&BY_ID, &keys).await?.iter().map(listed).collect()
}

/// Letters with exactly this number.
pub async fn by_number(tx: &mut Tx, number: &str) -> Result<Vec<Id<Letter>>, DbError> {
    tx.rows(&BY_NUMBER, params![number]).await?.iter().map(|row| row.get(0)).collect()
}

pub(super) fn listed(row: &Row) -> Result<Listed, DbError> {
    Ok(Listed {
        id: row.get("id")?,
        kind: row.get("type")?,
        agency: row.get("agency")?,
        state: state(row)?,
        state_at: row.get("state_at")?,
        subject: row.get("subject")?,
        number: row.get("number_text")?,
        day: row.get("letter_date")?,
        author_name: row.get("author_name")?,
        at_desk: row.text("desk")?.lines().map(str::to_owned).collect(),
    })
}

fn record(row: &Row) -> Result<Record, DbError> {
    Ok(Record {
        id: row.get("id")?,
        kind: row.get("type")?,
        agency: row.get("agency")?,
        drafted_in: row.get("drafted_in")?,
        state: state(row)?,
        state_at: row.get("state_at")?,
        round: row.get("round")?,
        version: row.get("version")?,
        subject: row.get("subject")?,
        secrecy: Secrecy::parse(row.text("secrecy")?).ok_or_else(|| unknown("secrecy"))?,
        urgency: Urgency::parse(row.text("urgency")?).ok_or_else(|| unknown("urgency"))?,
        classification: row.get("classification")?,
        signer: row.get("signer_position")?,
        author: row.get("author")?,
        author_name: row.get("author_name")?,
        made_at: row.get("made_at")?,
        number: row.get("number_text")?,
        day: row.get("letter_date")?,
        reason: row.get("reason")?,
    })
}

fn state(row: &Row) -> Result<State, DbError> {
    State::parse(row.text("state")?).ok_or_else(|| unknown("state"))
}
