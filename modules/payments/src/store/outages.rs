//! The log of outages, and the heartbeat of the server.

use base::Instant;
use db::{DbError, Row, Tx, params};

use super::{LAST, unknown};
use crate::domain::outage::{Asked, Outage, Source};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select id, what, began_at, ended_at, source, note, waiver
        from pay_outage",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into pay_outage (id, what, began_at, ended_at, source, note, noted_at, waiver)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    BEFORE = select!("
        where id < $1
        order by id desc
        limit $2");
    LASTING = select!("
        where what = $1 and source = 'channel' and ended_at is null
        order by id
        limit 1");
    END = "update pay_outage set ended_at = $1 where id = $2 and ended_at is null";
    ASK = "update pay_outage set waiver = $1 where id = $2";
    BEAT = "
        insert into pay_heartbeat (minute)
        values ($1)
        on conflict (minute) do nothing";
    LAST_BEAT = "
        select minute
        from pay_heartbeat
        order by minute desc
        limit 1";
    FORGET_BEATS = "delete from pay_heartbeat where minute < $1";
}

pub async fn add(tx: &mut Tx, it: &Outage, now: Instant) -> Result<(), DbError> {
    let values = params![
        &it.id,
        &it.what,
        it.began_at,
        it.ended_at,
        it.source.as_str(),
        &it.note,
        now,
        it.asked.as_str(),
    ];
    tx.execute(&ADD, values).await.map(drop)
}

/// The newest before an id.
pub async fn before(tx: &mut Tx, id: Option<&str>, limit: i64) -> Result<Vec<Outage>, DbError> {
    tx.rows(&BEFORE, params![id.unwrap_or(LAST), limit]).await?.iter().map(read).collect()
}

/// The outage of a channel that lasts.
pub async fn lasting(tx: &mut Tx, what: &str) -> Result<Option<Outage>, DbError> {
    tx.first(&LASTING, params![what]).await?.map(|row| read(&row)).transpose()
}

pub async fn end(tx: &mut Tx, id: &str, at: Instant) -> Result<(), DbError> {
    tx.execute(&END, params![at, id]).await.map(drop)
}

/// Notes what became of the question about a waiver.
pub async fn ask(tx: &mut Tx, id: &str, asked: Asked) -> Result<(), DbError> {
    tx.execute(&ASK, params![asked.as_str(), id]).await.map(drop)
}

/// Notes that the server is there; once more in the same minute changes nothing.
pub async fn beat(tx: &mut Tx, minute: Instant) -> Result<(), DbError> {
    tx.execute(&BEAT, params![minute]).await.map(drop)
}

pub async fn last_beat(tx: &mut Tx) -> Result<Option<Instant>, DbError> {
    tx.first(&LAST_BEAT, params![]).await?.map(|row| row.get(0)).transpose()
}

pub async fn forget_beats(tx: &mut Tx, before: Instant) -> Result<u64, DbError> {
    tx.execute(&FORGET_BEATS, params![before]).await
}

fn read(row: &Row) -> Result<Outage, DbError> {
    Ok(Outage {
        id: row.get(0)?,
        what: row.get(1)?,
        began_at: row.get(2)?,
        ended_at: row.get(3)?,
        source: Source::parse(row.text(4)?).ok_or_else(|| unknown("source"))?,
        note: row.get(5)?,
        asked: Asked::parse(row.text(6)?).ok_or_else(|| unknown("waiver"))?,
    })
}
