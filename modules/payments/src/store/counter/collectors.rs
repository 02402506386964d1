//! Appointments of village collectors.

use base::{Instant, NopVillage};
use db::{DbError, Row, Tx, Value, params};

use super::super::unknown;
use crate::domain::collecting::appointment::{Appointment, AppointmentState, Deed};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select code, sequence, person, person_name, decree_number, decree_date, from_day,
               until_day, limit_rupiah, state, proposed_at, proposed_by, proposed_by_name,
               decided_at, decided_by, decided_by_name, revoked_at, revoked_by, revoked_by_name,
               note, deposit_days
        from pay_collector",
            $rest
        )
    };
}

db::statements! {
    NEXT = "
        select cast(coalesce(max(sequence), 0) + 1 as bigint) as next
        from pay_collector";
    ADD = "
        insert into pay_collector (
          code, sequence, person, person_name, decree_number, decree_date, from_day, until_day,
          limit_rupiah, deposit_days, state, proposed_at, proposed_by, proposed_by_name, note
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'proposed', $11, $12, $13, '')";
    ADD_VILLAGE = "
        insert into pay_collector_village (collector, village)
        values ($1, $2)";
    FIND = select!("
        where code = $1");
    LIST = select!("
        order by sequence desc");
    OF_PERSON = select!("
        where person = $1
        order by sequence desc");
    VILLAGES = "
        select village
        from pay_collector_village
        where collector = $1
        order by village";
    DECIDE = "
        update pay_collector
        set state = $1, decided_at = $2, decided_by = $3, decided_by_name = $4, note = $5
        where code = $6";
    REVOKE = "
        update pay_collector
        set state = 'revoked', revoked_at = $1, revoked_by = $2, revoked_by_name = $3, note = $4
        where code = $5";
}

pub async fn next(tx: &mut Tx) -> Result<i64, DbError> {
    tx.one(&NEXT, params![]).await?.int(0)
}

pub async fn add(tx: &mut Tx, it: &Appointment) -> Result<(), DbError> {
    let values = params![
        &it.code,
        it.sequence,
        &it.person,
        &it.person_name,
        &it.decree_number,
        it.decree_date,
        it.from,
        it.until,
        it.limit,
        it.deposit_days,
        it.proposed.at,
        &it.proposed.by,
        &it.proposed.by_name,
    ];
    tx.execute(&ADD, values).await?;
    let row = |village: &NopVillage| [Value::from(&it.code), Value::from(village)];
    tx.execute_each(&ADD_VILLAGE, it.villages.iter().map(row)).await.map(drop)
}

pub async fn find(tx: &mut Tx, code: &str) -> Result<Option<Appointment>, DbError> {
    let row = tx.first(&FIND, params![code]).await?;
    Ok(with_villages(tx, row.into_iter().collect()).await?.pop())
}

/// All appointments, the newest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Appointment>, DbError> {
    let rows = tx.rows(&LIST, params![]).await?;
    with_villages(tx, rows).await
}

/// The appointments of a person, the newest first.
pub async fn of_person(tx: &mut Tx, person: &str) -> Result<Vec<Appointment>, DbError> {
    let rows = tx.rows(&OF_PERSON, params![person]).await?;
    with_villages(tx, rows).await
}

pub async fn decide(
    tx: &mut Tx,
    code: &str,
    to: AppointmentState,
    by: &Deed,
    note: &str,
) -> Result<(), DbError> {
    let values = params![to.as_str(), by.at, &by.by, &by.by_name, note, code];
    tx.execute(&DECIDE, values).await.map(drop)
}

pub async fn revoke(tx: &mut Tx, code: &str, by: &Deed, note: &str) -> Result<(), DbError> {
    tx.execute(&REVOKE, params![by.at, &by.by, &by.by_name, note, code]).await.map(drop)
}

async fn with_villages(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<Appointment>, DbError> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let mut it = read(&row)?;
        let villages = tx.rows(&VILLAGES, params![&it.code]).await?;
        it.villages = villages.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
        found.push(it);
    }
    Ok(found)
}

fn deed(row: &Row, from: usize) -> Result<Option<Deed>, DbError> {
    let at: Option<Instant> = row.get(from)?;
    match at {
        None => Ok(None),
        Some(at) => Ok(Some(Deed { at, by: row.get(from + 1)?, by_name: row.get(from + 2)? })),
    }
}

fn read(row: &Row) -> Result<Appointment, DbError> {
    Ok(Appointment {
        code: row.get(0)?,
        sequence: row.int(1)?,
        person: row.get(2)?,
        person_name: row.get(3)?,
        decree_number: row.get(4)?,
        decree_date: row.get(5)?,
        from: row.get(6)?,
        until: row.get(7)?,
        limit: row.get(8)?,
        villages: Vec::new(),
        state: AppointmentState::parse(row.text(9)?).ok_or_else(|| unknown("state"))?,
        proposed: deed(row, 10)?.ok_or_else(|| unknown("proposed_at"))?,
        decided: deed(row, 13)?,
        revoked: deed(row, 16)?,
        note: row.get(19)?,
        deposit_days: row.int(20)?,
    })
}
