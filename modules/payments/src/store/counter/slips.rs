//! Slips with which cash is handed over.

use base::Instant;
use db::{DbError, Row, Tx, params};

use super::super::unknown;
use crate::domain::counter::slip::{Decided, Slip, SlipState, Source};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select number, year, sequence, source, holder, made_at, made_by, made_by_name, items,
               amount_rupiah, state, decided_at, decided_by, decided_by_name, place, note,
               received_rupiah
        from pay_slip",
            $rest
        )
    };
}

db::statements! {
    NEXT = "
        select cast(coalesce(max(sequence), 0) + 1 as bigint) as next
        from pay_slip
        where year = $1";
    ADD = "
        insert into pay_slip (
          number, year, sequence, source, holder, made_at, made_by, made_by_name, items,
          amount_rupiah, state
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'made')";
    FIND = select!("
        where number = $1");
    OF_STATE = select!("
        where state = $1
        order by number
        limit $2");
    LATEST = select!("
        order by made_at desc, number desc
        limit $1");
    OF_HOLDER = select!("
        where source = $1 and holder = $2
        order by number desc
        limit $3");
    DECIDE = "
        update pay_slip
        set state = $1, decided_at = $2, decided_by = $3, decided_by_name = $4, place = $5,
            note = $6, received_rupiah = $7
        where number = $8 and state = 'made'";
}

/// The next number of a year. Two at once: one of them is tried again or refused, none is skipped.
pub async fn next(tx: &mut Tx, year: i64) -> Result<i64, DbError> {
    tx.one(&NEXT, params![year]).await?.int(0)
}

pub async fn add(tx: &mut Tx, slip: &Slip) -> Result<(), DbError> {
    let (source, holder) = slip.source.parts();
    let values = params![
        &slip.number,
        slip.year,
        slip.sequence,
        source,
        holder,
        slip.made_at,
        &slip.made_by,
        &slip.made_by_name,
        slip.items,
        slip.amount,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, number: &str) -> Result<Option<Slip>, DbError> {
    tx.first(&FIND, params![number]).await?.map(|row| read(&row)).transpose()
}

/// Slips of one state, the oldest first.
pub async fn of_state(tx: &mut Tx, state: SlipState, limit: i64) -> Result<Vec<Slip>, DbError> {
    tx.rows(&OF_STATE, params![state.as_str(), limit]).await?.iter().map(read).collect()
}

/// The latest slips, the newest first.
pub async fn latest(tx: &mut Tx, limit: i64) -> Result<Vec<Slip>, DbError> {
    tx.rows(&LATEST, params![limit]).await?.iter().map(read).collect()
}

/// The slips of a shift or a collector, the newest first.
pub async fn of_holder(tx: &mut Tx, source: &Source, limit: i64) -> Result<Vec<Slip>, DbError> {
    let (source, holder) = source.parts();
    tx.rows(&OF_HOLDER, params![source, holder, limit]).await?.iter().map(read).collect()
}

/// Notes the decision; `false` when somebody else was faster.
pub async fn decide(
    tx: &mut Tx,
    number: &str,
    to: SlipState,
    decided: &Decided,
) -> Result<bool, DbError> {
    let values = params![
        to.as_str(),
        decided.at,
        &decided.by,
        &decided.by_name,
        &decided.place,
        &decided.note,
        decided.received,
        number,
    ];
    Ok(tx.execute(&DECIDE, values).await? == 1)
}

fn read(row: &Row) -> Result<Slip, DbError> {
    let decided_at: Option<Instant> = row.get(11)?;
    let decided = match decided_at {
        None => None,
        Some(at) => Some(Decided {
            at,
            by: row.get(12)?,
            by_name: row.get(13)?,
            place: row.get(14)?,
            note: row.get(15)?,
            received: row.get(16)?,
        }),
    };
    Ok(Slip {
        number: row.get(0)?,
        year: row.int(1)?,
        sequence: row.int(2)?,
        source: Source::parse(row.text(3)?, row.text(4)?).ok_or_else(|| unknown("source"))?,
        made_at: row.get(5)?,
        made_by: row.get(6)?,
        made_by_name: row.get(7)?,
        items: row.int(8)?,
        amount: row.get(9)?,
        state: SlipState::parse(row.text(10)?).ok_or_else(|| unknown("state"))?,
        decided,
    })
}
