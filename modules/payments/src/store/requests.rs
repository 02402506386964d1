//! What partners asked and were answered, and the amounts they were told.

use base::{Date, Instant, Rupiah};
use db::{DbError, Tx, params};

db::statements! {
    ADD = "
        insert into pay_request (
          partner, day, external_id, service, at, request_hash, status, reply
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND = "
        select service, request_hash, status, reply
        from pay_request
        where partner = $1 and day = $2 and external_id = $3";
    LAST_CONTACT = "
        select at
        from pay_request
        where partner = $1
        order by at desc
        limit 1";
    QUOTE = "
        insert into pay_quote (partner, code, quoted_at, day, amount_rupiah)
        values ($1, $2, $3, $4, $5)
        on conflict (partner, code) do update
        set quoted_at = excluded.quoted_at, day = excluded.day,
            amount_rupiah = excluded.amount_rupiah";
    FIND_QUOTE = "
        select quoted_at, day, amount_rupiah
        from pay_quote
        where partner = $1 and code = $2";
}

/// Names a request: a partner uses an X-EXTERNAL-ID once a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestId<'a> {
    pub partner: &'a str,
    pub day: Date,
    pub external_id: &'a str,
}

/// A request and the reply that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The path that was called.
    pub service: String,
    pub request_hash: Vec<u8>,
    pub status: u16,
    pub reply: String,
}

pub async fn add(
    tx: &mut Tx,
    id: RequestId<'_>,
    at: Instant,
    answered: &Answered,
) -> Result<(), DbError> {
    let values = params![
        id.partner,
        id.day,
        id.external_id,
        &answered.service,
        at,
        &answered.request_hash,
        answered.status,
        &answered.reply,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: RequestId<'_>) -> Result<Option<Answered>, DbError> {
    let row = tx.first(&FIND, params![id.partner, id.day, id.external_id]).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Answered {
        service: row.get(0)?,
        request_hash: row.bytes(1)?.to_vec(),
        status: u16::try_from(row.int(2)?).map_err(|_| super::unknown("status"))?,
        reply: row.get(3)?,
    }))
}

/// When a partner was last answered.
pub async fn last_contact(tx: &mut Tx, partner: &str) -> Result<Option<Instant>, DbError> {
    let row = tx.first(&LAST_CONTACT, params![partner]).await?;
    row.map(|row| row.get(0)).transpose()
}

/// An amount that a partner was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    pub quoted_at: Instant,
    /// The day for which it was computed.
    pub day: Date,
    pub amount: Rupiah,
}

/// Remembers what a partner was told last for a code, or for a bill named by itself.
pub async fn quote(tx: &mut Tx, partner: &str, code: &str, it: Quote) -> Result<(), DbError> {
    let values = params![partner, code, it.quoted_at, it.day, it.amount];
    tx.execute(&QUOTE, values).await.map(drop)
}

pub async fn find_quote(tx: &mut Tx, partner: &str, code: &str) -> Result<Option<Quote>, DbError> {
    let row = tx.first(&FIND_QUOTE, params![partner, code]).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Quote { quoted_at: row.get(0)?, day: row.get(1)?, amount: row.get(2)? }))
}
