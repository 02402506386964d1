//! The attendance lists of meetings. Lines are added; one that is struck stays.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use crate::domain::meeting::{Attendance, Meeting, Noted, Presence};
use crate::store::unknown;

db::statements! {
    NEXT = "
        select count(*) + 1 as n
        from doc_attendance
        where meeting = $1";
    ADD = "
        insert into doc_attendance (
          meeting, number, account, name, title, state, manner, at, noted_by, note
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    LIST = "
        select number, account, name, title, state, manner, at, noted_by, note, struck_by,
          struck_reason
        from doc_attendance
        where meeting = $1
        order by number";
    STRIKE = "
        update doc_attendance
        set struck_at = $1, struck_by = $2, struck_reason = $3
        where meeting = $4 and number = $5 and struck_at is null";
}

/// The number of the next line.
pub async fn next(tx: &mut Tx, meeting: Id<Meeting>) -> Result<u32, DbError> {
    tx.one(&NEXT, params![meeting]).await?.get("n")
}

pub async fn add(tx: &mut Tx, meeting: Id<Meeting>, it: &Attendance) -> Result<(), DbError> {
    let values = params![
        meeting,
        it.number,
        it.account.as_deref(),
        &it.name,
        &it.title,
        it.presence.as_str(),
        it.noted.as_str(),
        it.at,
        &it.noted_by,
        &it.note,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

/// All lines, also those that were struck.
pub async fn list(tx: &mut Tx, meeting: Id<Meeting>) -> Result<Vec<Attendance>, DbError> {
    tx.rows(&LIST, params![meeting]).await?.iter().map(read).collect()
}

/// Strikes a line once; whether it was there.
pub async fn strike(
    tx: &mut Tx,
    (meeting, number): (Id<Meeting>, u32),
    (at, by): (Instant, &str),
    reason: &str,
) -> Result<bool, DbError> {
    Ok(tx.execute(&STRIKE, params![at, by, reason, meeting, number]).await? == 1)
}

fn read(row: &Row) -> Result<Attendance, DbError> {
    let (by, why): (Option<String>, Option<String>) =
        (row.get("struck_by")?, row.get("struck_reason")?);
    Ok(Attendance {
        number: row.get("number")?,
        account: row.get("account")?,
        name: row.get("name")?,
        title: row.get("title")?,
        presence: Presence::parse(row.text("state")?).ok_or_else(|| unknown("state"))?,
        noted: Noted::parse(row.text("manner")?).ok_or_else(|| unknown("manner"))?,
        at: row.get("at")?,
        noted_by: row.get("noted_by")?,
        note: row.get("note")?,
        struck: by.zip(why),
    })
}
