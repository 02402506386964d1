//! Issued certificates as rows.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use super::approvals::Decision;
use crate::domain::keys::Key;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          serial_number, issuer, kind, key, approval, subject, certificate,
          not_before, not_after, issued_at
        from doc_certificate",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into doc_certificate (
          serial_number, issuer, kind, key, approval, subject, certificate,
          not_before, not_after, issued_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    FIND = select!("
        where serial_number = $1");
    OF_KEY = select!("
        where key = $1");
    LIST = select!("
        where serial_number > $1
        order by serial_number
        limit $2");
}

/// A certificate as it was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Small hexadecimal digits.
    pub serial: String,
    /// The office that issued it: `issuing-1`.
    pub issuer: String,
    pub kind: String,
    pub key: Option<Id<Key>>,
    pub approval: Option<Id<Decision>>,
    pub subject: String,
    pub certificate: Vec<u8>,
    pub not_before: Instant,
    pub not_after: Instant,
    pub issued_at: Instant,
}

pub async fn add(tx: &mut Tx, it: &Issued) -> Result<(), DbError> {
    let values = params![
        &it.serial,
        &it.issuer,
        &it.kind,
        it.key,
        it.approval,
        &it.subject,
        it.certificate.as_slice(),
        it.not_before,
        it.not_after,
        it.issued_at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, serial: &str) -> Result<Option<Issued>, DbError> {
    tx.first(&FIND, params![serial]).await?.as_ref().map(read).transpose()
}

pub async fn find_of(tx: &mut Tx, key: Id<Key>) -> Result<Option<Issued>, DbError> {
    tx.first(&OF_KEY, params![key]).await?.as_ref().map(read).transpose()
}

/// A page in the order of serial numbers.
pub async fn list(tx: &mut Tx, after: &str, limit: i64) -> Result<Vec<Issued>, DbError> {
    tx.rows(&LIST, params![after, limit]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Issued, DbError> {
    Ok(Issued {
        serial: row.get("serial_number")?,
        issuer: row.get("issuer")?,
        kind: row.get("kind")?,
        key: row.get("key")?,
        approval: row.get("approval")?,
        subject: row.get("subject")?,
        certificate: row.bytes("certificate")?.to_vec(),
        not_before: row.get("not_before")?,
        not_after: row.get("not_after")?,
        issued_at: row.get("issued_at")?,
    })
}
