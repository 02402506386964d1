//! Payments of a shift that a teller wants to take back.

use base::Instant;
use db::{DbError, Row, Tx, params};

use super::super::unknown;
use crate::domain::counter::cancellation::{Cancellation, Wish};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select id, entry, shift, asked_at, asked_by, asked_by_name, reason, state, decided_by_name
        from pay_cancellation",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into pay_cancellation (
          id, entry, shift, asked_at, asked_by, asked_by_name, reason, state
        )
        values ($1, $2, $3, $4, $5, $6, $7, 'asked')";
    FIND = select!("
        where id = $1");
    WAITING = select!("
        where state = 'asked'
        order by id");
    OF_SHIFT = select!("
        where shift = $1
        order by id");
    DECIDE = "
        update pay_cancellation
        set state = $1, decided_at = $2, decided_by = $3, decided_by_name = $4
        where id = $5";
}

pub async fn add(tx: &mut Tx, it: &Cancellation) -> Result<(), DbError> {
    let values = params![
        &it.id,
        it.entry,
        &it.shift,
        it.asked_at,
        &it.asked_by,
        &it.asked_by_name,
        &it.reason,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Cancellation>, DbError> {
    tx.first(&FIND, params![id]).await?.map(|row| read(&row)).transpose()
}

/// Those that nobody decided yet, the oldest first.
pub async fn waiting(tx: &mut Tx) -> Result<Vec<Cancellation>, DbError> {
    tx.rows(&WAITING, params![]).await?.iter().map(read).collect()
}

pub async fn of_shift(tx: &mut Tx, shift: &str) -> Result<Vec<Cancellation>, DbError> {
    tx.rows(&OF_SHIFT, params![shift]).await?.iter().map(read).collect()
}

pub async fn decide(
    tx: &mut Tx,
    id: &str,
    to: Wish,
    (at, by, by_name): (Instant, &str, &str),
) -> Result<(), DbError> {
    tx.execute(&DECIDE, params![to.as_str(), at, by, by_name, id]).await.map(drop)
}

fn read(row: &Row) -> Result<Cancellation, DbError> {
    Ok(Cancellation {
        id: row.get(0)?,
        entry: row.get(1)?,
        shift: row.get(2)?,
        asked_at: row.get(3)?,
        asked_by: row.get(4)?,
        asked_by_name: row.get(5)?,
        reason: row.get(6)?,
        state: Wish::parse(row.text(7)?).ok_or_else(|| unknown("state"))?,
        decided_by_name: row.get(8)?,
    })
}
