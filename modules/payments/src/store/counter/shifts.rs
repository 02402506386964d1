//! Shifts of tellers, and what the ledger moved in their drawers.

use base::{Id, Instant, Rupiah};
use db::{DbError, Row, Tx, params};

use super::super::unknown;
use crate::domain::counter::cash::Pieces;
use crate::domain::counter::shift::{Count, Shift};
use crate::domain::entry::Entry;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select id, teller, teller_name, opened_at, day, float_rupiah, closed_at, pieces,
               counted_rupiah, difference_rupiah, reason
        from pay_shift",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into pay_shift (id, teller, teller_name, opened_at, day, float_rupiah, open_of)
        values ($1, $2, $3, $4, $5, $6, $2)";
    FIND = select!("
        where id = $1");
    OPEN_OF = select!("
        where open_of = $1");
    OF_TELLER = select!("
        where teller = $1
        order by id desc
        limit $2");
    LATEST = select!("
        order by id desc
        limit $1");
    CLOSE = "
        update pay_shift
        set open_of = null, closed_at = $1, pieces = $2, counted_rupiah = $3,
            difference_rupiah = $4, reason = $5
        where id = $6";
    ADD_ENTRY = "
        insert into pay_shift_entry (entry, shift, amount_rupiah)
        values ($1, $2, $3)";
    SHIFT_OF = "
        select shift
        from pay_shift_entry
        where entry = $1";
    ENTRIES = "
        select entry, amount_rupiah
        from pay_shift_entry
        where shift = $1
        order by entry desc";
    BALANCE = "
        select cast(coalesce(sum(amount_rupiah), 0) as bigint) as amount_rupiah
        from pay_shift_entry
        where shift = $1";
    BALANCES = "
        select shift, cast(sum(amount_rupiah) as bigint) as amount_rupiah
        from pay_shift_entry
        group by shift
        order by shift";
}

pub async fn add(tx: &mut Tx, shift: &Shift) -> Result<(), DbError> {
    let Shift { id, teller, teller_name, opened_at, day, float, .. } = shift;
    tx.execute(&ADD, params![id, teller, teller_name, *opened_at, *day, *float]).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Shift>, DbError> {
    tx.first(&FIND, params![id]).await?.map(|row| read(&row)).transpose()
}

/// The shift that a teller has open.
pub async fn open_of(tx: &mut Tx, teller: &str) -> Result<Option<Shift>, DbError> {
    tx.first(&OPEN_OF, params![teller]).await?.map(|row| read(&row)).transpose()
}

/// The latest shifts of a teller, or of everybody; the newest first.
pub async fn list(tx: &mut Tx, teller: Option<&str>, limit: i64) -> Result<Vec<Shift>, DbError> {
    let rows = match teller {
        Some(teller) => tx.rows(&OF_TELLER, params![teller, limit]).await?,
        None => tx.rows(&LATEST, params![limit]).await?,
    };
    rows.iter().map(read).collect()
}

pub async fn close(tx: &mut Tx, id: &str, count: &Count) -> Result<(), DbError> {
    let pieces = serde_json::to_string(&count.pieces).unwrap_or_default();
    let values = params![count.at, pieces, count.counted, count.difference, &count.reason, id];
    tx.execute(&CLOSE, values).await.map(drop)
}

/// Notes what an entry moved in a drawer.
pub async fn note(
    tx: &mut Tx,
    shift: &str,
    entry: Id<Entry>,
    amount: Rupiah,
) -> Result<(), DbError> {
    tx.execute(&ADD_ENTRY, params![entry, shift, amount]).await.map(drop)
}

/// The shift in whose drawer an entry moved money.
pub async fn shift_of(tx: &mut Tx, entry: Id<Entry>) -> Result<Option<String>, DbError> {
    tx.first(&SHIFT_OF, params![entry]).await?.map(|row| row.get(0)).transpose()
}

/// What moved in a drawer, the newest first.
pub async fn entries(tx: &mut Tx, shift: &str) -> Result<Vec<(Id<Entry>, Rupiah)>, DbError> {
    let rows = tx.rows(&ENTRIES, params![shift]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// What the notes say is in a drawer.
pub async fn balance(tx: &mut Tx, shift: &str) -> Result<Rupiah, DbError> {
    tx.one(&BALANCE, params![shift]).await?.get(0)
}

/// The same for every drawer.
pub async fn balances(tx: &mut Tx) -> Result<Vec<(String, Rupiah)>, DbError> {
    let rows = tx.rows(&BALANCES, params![]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

fn read(row: &Row) -> Result<Shift, DbError> {
    let closed_at: Option<Instant> = row.get(6)?;
    let count = match closed_at {
        None => None,
        Some(at) => Some(Count {
            at,
            pieces: pieces(row.text(7)?)?,
            counted: row.get(8)?,
            difference: row.get(9)?,
            reason: row.get(10)?,
        }),
    };
    Ok(Shift {
        id: row.get(0)?,
        teller: row.get(1)?,
        teller_name: row.get(2)?,
        opened_at: row.get(3)?,
        day: row.get(4)?,
        float: row.get(5)?,
        count,
    })
}

fn pieces(text: &str) -> Result<Pieces, DbError> {
    serde_json::from_str(text).map_err(|_| unknown("pieces"))
}
