//! QRIS codes that an acquirer issued for payment codes.

use base::{Date, Instant, Rupiah};
use db::{DbError, Row, Tx, params};

use crate::domain::code::Code;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          reference, code, day, amount_rupiah, content, acquirer_reference, issued_at, expires_at
        from pay_qr",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into pay_qr (
          reference, code, day, amount_rupiah, content, acquirer_reference, issued_at, expires_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND = select!("
        where reference = $1");
    BY_ACQUIRER = select!("
        where acquirer_reference = $1");
    LATEST = select!("
        where code = $1
        order by issued_at desc, reference desc
        limit 1");
    /// What was issued and may have been paid without anybody telling us.
    UNPAID_SINCE = "
        select
          q.reference, q.code, q.day, q.amount_rupiah, q.content, q.acquirer_reference, q.issued_at,
          q.expires_at
        from pay_qr q
        left join pay_entry e on e.partner = $1 and e.reference = q.reference
        where q.issued_at >= $2 and e.id is null
        order by q.issued_at, q.reference
        limit $3";
}

/// A QRIS code for one amount on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    pub reference: String,
    pub code: Code,
    pub day: Date,
    pub amount: Rupiah,
    pub content: String,
    pub acquirer_reference: String,
    pub issued_at: Instant,
    pub expires_at: Instant,
}

pub async fn add(tx: &mut Tx, qr: &Qr) -> Result<(), DbError> {
    let values = params![
        &qr.reference,
        qr.code.digits(),
        qr.day,
        qr.amount,
        &qr.content,
        &qr.acquirer_reference,
        qr.issued_at,
        qr.expires_at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, reference: &str) -> Result<Option<Qr>, DbError> {
    tx.first(&FIND, params![reference]).await?.map(|row| read(&row)).transpose()
}

/// The one that the acquirer calls so.
pub async fn by_acquirer(tx: &mut Tx, reference: &str) -> Result<Option<Qr>, DbError> {
    tx.first(&BY_ACQUIRER, params![reference]).await?.map(|row| read(&row)).transpose()
}

/// The one that was issued last for a payment code.
pub async fn latest(tx: &mut Tx, code: &Code) -> Result<Option<Qr>, DbError> {
    tx.first(&LATEST, params![code.digits()]).await?.map(|row| read(&row)).transpose()
}

/// Codes issued since `since` for which `partner` has not brought a payment.
pub async fn unpaid_since(
    tx: &mut Tx,
    partner: &str,
    since: Instant,
    limit: i64,
) -> Result<Vec<Qr>, DbError> {
    tx.rows(&UNPAID_SINCE, params![partner, since, limit]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Qr, DbError> {
    Ok(Qr {
        reference: row.get(0)?,
        code: Code::parse(row.text(1)?).map_err(|_| super::unknown("code"))?,
        day: row.get(2)?,
        amount: row.get(3)?,
        content: row.get(4)?,
        acquirer_reference: row.get(5)?,
        issued_at: row.get(6)?,
        expires_at: row.get(7)?,
    })
}
