//! Numbers of temporary receipts that are reserved for phones.

use base::Instant;
use db::{DbError, Row, Tx, params};

use crate::domain::collecting::number::Block;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select collector, year, first_number, last_number, device, reserved_at, ended_at
        from pay_tts_block",
            $rest
        )
    };
}

db::statements! {
    NEXT = "
        select cast(coalesce(max(last_number), 0) + 1 as bigint) as next
        from pay_tts_block
        where collector = $1 and year = $2";
    ADD = "
        insert into pay_tts_block (collector, year, first_number, last_number, device, reserved_at)
        values ($1, $2, $3, $4, $5, $6)";
    OF_DEVICE = select!("
        where collector = $1 and device = $2 and ended_at is null
        order by year, first_number");
    HOLDING = select!("
        where collector = $1 and year = $2 and first_number <= $3 and last_number >= $3");
    OF_COLLECTOR = select!("
        where collector = $1
        order by year, first_number");
    END = "
        update pay_tts_block
        set ended_at = $1
        where collector = $2 and device = $3 and ended_at is null";
}

/// The first number of a year that is not reserved yet.
pub async fn next(tx: &mut Tx, collector: &str, year: i64) -> Result<i64, DbError> {
    tx.one(&NEXT, params![collector, year]).await?.int(0)
}

pub async fn add(tx: &mut Tx, block: &Block) -> Result<(), DbError> {
    let Block { collector, year, first, last, device, reserved_at, .. } = block;
    tx.execute(&ADD, params![collector, *year, *first, *last, device, *reserved_at]).await.map(drop)
}

/// What a phone may still use.
pub async fn of_device(tx: &mut Tx, collector: &str, device: &str) -> Result<Vec<Block>, DbError> {
    tx.rows(&OF_DEVICE, params![collector, device]).await?.iter().map(read).collect()
}

/// The block a number is in.
pub async fn holding(
    tx: &mut Tx,
    collector: &str,
    year: i64,
    number: i64,
) -> Result<Option<Block>, DbError> {
    tx.first(&HOLDING, params![collector, year, number]).await?.map(|row| read(&row)).transpose()
}

pub async fn of_collector(tx: &mut Tx, collector: &str) -> Result<Vec<Block>, DbError> {
    tx.rows(&OF_COLLECTOR, params![collector]).await?.iter().map(read).collect()
}

/// From now on no number of the phone may be used any more.
pub async fn end(tx: &mut Tx, collector: &str, device: &str, at: Instant) -> Result<u64, DbError> {
    tx.execute(&END, params![at, collector, device]).await
}

fn read(row: &Row) -> Result<Block, DbError> {
    Ok(Block {
        collector: row.get(0)?,
        year: row.int(1)?,
        first: row.int(2)?,
        last: row.int(3)?,
        device: row.get(4)?,
        reserved_at: row.get(5)?,
        ended_at: row.get(6)?,
    })
}
