//! Temporary receipts.

use base::{Date, Id, Instant, Rupiah};
use contracts::BillId;
use db::{DbError, Row, Tx, Value, params};

use super::super::unknown;
use crate::domain::collecting::number::TtsNumber;
use crate::domain::collecting::tts::{Flag, Tts};
use crate::domain::entry::Entry;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select collector, year, sequence, id, entry, nop, tax_year, payer, amount_rupiah, taken_at,
               day, device, booked_at, flags, slip, final_entry, final_at
        from pay_tts",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into pay_tts (
          number, collector, year, sequence, id, entry, nop, tax_year, payer, amount_rupiah,
          taken_at, day, device, booked_at, flags
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    FIND = select!("
        where number = $1");
    BY_ID = select!("
        where id = $1");
    OF_COLLECTOR = select!("
        where collector = $1
        order by year desc, sequence desc
        limit $2");
    /// What lies with a collector and is on no slip.
    LOOSE = select!("
        where collector = $1 and final_at is null and slip is null
        order by year, sequence");
    OF_SLIP = select!("
        where slip = $1
        order by collector, year, sequence");
    /// Everything that is not deposited, by collector.
    IN_TRANSIT = select!("
        where final_at is null
        order by collector, day, year, sequence");
    WAITING_OF_BILL = select!("
        where nop = $1 and tax_year = $2 and final_at is null
        order by number");
    OF_FINAL = select!("
        where final_entry = $1");
    OF_ENTRY = select!("
        where entry = $1");
    PUT_ON = "
        update pay_tts
        set slip = $1
        where number = $2 and final_at is null";
    TAKE_OFF = "
        update pay_tts
        set slip = null
        where slip = $1 and final_at is null";
    FINISH = "
        update pay_tts
        set final_entry = $1, final_at = $2
        where number = $3 and final_at is null";
    IN_HAND = "
        select cast(coalesce(sum(amount_rupiah), 0) as bigint) as amount_rupiah
        from pay_tts
        where collector = $1 and final_at is null";
    /// By collector: what lies there, and whether somebody was told that it is too much.
    HELD = "
        select t.collector, cast(sum(t.amount_rupiah) as bigint) as amount_rupiah,
               max(case when replace(t.flags, 'limit', '') <> t.flags then 1 else 0 end) as flagged,
               max(c.limit_rupiah) as limit_rupiah
        from pay_tts t
        join pay_collector c on c.code = t.collector
        where t.final_at is null
        group by t.collector
        order by t.collector";
    /// Which numbers of a block are used.
    USED = "
        select sequence
        from pay_tts
        where collector = $1 and year = $2 and sequence >= $3 and sequence <= $4
        order by sequence";
}

/// What lies with a collector, as the receipts say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub collector: String,
    pub amount: Rupiah,
    pub limit: Rupiah,
    /// A receipt among them says that it was too much.
    pub is_flagged: bool,
}

pub async fn add(tx: &mut Tx, it: &Tts) -> Result<(), DbError> {
    let flags: Vec<&str> = it.flags.iter().map(|flag| flag.as_str()).collect();
    let values = params![
        it.number.to_string(),
        &it.number.collector,
        it.number.year,
        it.number.sequence,
        &it.id,
        it.entry,
        it.bill.nop,
        it.bill.tax_year,
        &it.payer,
        it.amount,
        it.taken_at,
        it.day,
        &it.device,
        it.booked_at,
        flags.join(" "),
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, number: &TtsNumber) -> Result<Option<Tts>, DbError> {
    one(tx, &FIND, params![number.to_string()]).await
}

/// The receipt that a phone made under this id.
pub async fn by_id(tx: &mut Tx, id: &str) -> Result<Option<Tts>, DbError> {
    one(tx, &BY_ID, params![id]).await
}

/// The receipt that an entry made final.
pub async fn of_final(tx: &mut Tx, entry: Id<Entry>) -> Result<Option<Tts>, DbError> {
    one(tx, &OF_FINAL, params![entry]).await
}

/// The receipt whose cash an entry booked.
pub async fn of_entry(tx: &mut Tx, entry: Id<Entry>) -> Result<Option<Tts>, DbError> {
    one(tx, &OF_ENTRY, params![entry]).await
}

/// The latest receipts of a collector, the newest first.
pub async fn of_collector(tx: &mut Tx, code: &str, limit: i64) -> Result<Vec<Tts>, DbError> {
    all(tx, &OF_COLLECTOR, params![code, limit]).await
}

/// What can be put on a slip.
pub async fn loose(tx: &mut Tx, collector: &str) -> Result<Vec<Tts>, DbError> {
    all(tx, &LOOSE, params![collector]).await
}

pub async fn of_slip(tx: &mut Tx, slip: &str) -> Result<Vec<Tts>, DbError> {
    all(tx, &OF_SLIP, params![slip]).await
}

/// Everything that is not deposited yet.
pub async fn in_transit(tx: &mut Tx) -> Result<Vec<Tts>, DbError> {
    all(tx, &IN_TRANSIT, params![]).await
}

/// Receipts for a bill that are not deposited yet.
pub async fn waiting_for(tx: &mut Tx, bill: BillId) -> Result<Vec<Tts>, DbError> {
    all(tx, &WAITING_OF_BILL, params![bill.nop, bill.tax_year]).await
}

pub async fn put_on(tx: &mut Tx, slip: &str, receipts: &[Tts]) -> Result<u64, DbError> {
    let row = |it: &Tts| [Value::from(slip), Value::from(it.number.to_string())];
    tx.execute_each(&PUT_ON, receipts.iter().map(row)).await
}

/// Takes off a slip what is not deposited.
pub async fn take_off(tx: &mut Tx, slip: &str) -> Result<u64, DbError> {
    tx.execute(&TAKE_OFF, params![slip]).await
}

/// Notes that a receipt became final; `false` when it was before.
pub async fn finish(
    tx: &mut Tx,
    number: &TtsNumber,
    entry: Id<Entry>,
    at: Instant,
) -> Result<bool, DbError> {
    Ok(tx.execute(&FINISH, params![entry, at, number.to_string()]).await? == 1)
}

/// Cash that lies with a collector.
pub async fn in_hand(tx: &mut Tx, collector: &str) -> Result<Rupiah, DbError> {
    tx.one(&IN_HAND, params![collector]).await?.get(0)
}

/// The same for all, with their limits.
pub async fn held(tx: &mut Tx) -> Result<Vec<Held>, DbError> {
    let rows = tx.rows(&HELD, params![]).await?;
    let read = |row: &Row| {
        Ok(Held {
            collector: row.get(0)?,
            amount: row.get(1)?,
            is_flagged: row.int(2)? == 1,
            limit: row.get(3)?,
        })
    };
    rows.iter().map(read).collect()
}

/// The numbers from `first` to `last` that are used.
pub async fn used(
    tx: &mut Tx,
    collector: &str,
    year: i64,
    (first, last): (i64, i64),
) -> Result<Vec<i64>, DbError> {
    let rows = tx.rows(&USED, params![collector, year, first, last]).await?;
    rows.iter().map(|row| row.int(0)).collect()
}

async fn one(tx: &mut Tx, it: &db::Statement, key: &[Value]) -> Result<Option<Tts>, DbError> {
    tx.first(it, key).await?.map(|row| read(&row)).transpose()
}

async fn all(tx: &mut Tx, it: &db::Statement, key: &[Value]) -> Result<Vec<Tts>, DbError> {
    tx.rows(it, key).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Tts, DbError> {
    let flags = row.text(13)?.split_whitespace().map(Flag::parse);
    let flags: Option<Vec<Flag>> = flags.collect();
    let day: Date = row.get(10)?;
    Ok(Tts {
        number: TtsNumber { collector: row.get(0)?, year: row.int(1)?, sequence: row.int(2)? },
        id: row.get(3)?,
        entry: row.get(4)?,
        bill: BillId { nop: row.get(5)?, tax_year: row.int(6)? },
        payer: row.get(7)?,
        amount: row.get(8)?,
        taken_at: row.get(9)?,
        day,
        device: row.get(11)?,
        booked_at: row.get(12)?,
        flags: flags.ok_or_else(|| unknown("flags"))?,
        slip: row.get(14)?,
        final_entry: row.get(15)?,
        final_at: row.get(16)?,
    })
}
