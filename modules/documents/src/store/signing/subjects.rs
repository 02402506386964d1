//! How people are known to the certification authority.

use base::Instant;
use db::{DbError, Row, Tx, params};

db::statements! {
    PUT = "
        insert into doc_subject (account, kind, sealed, masked, at)
        values ($1, $2, $3, $4, $5)
        on conflict (account)
        do update set kind = excluded.kind, sealed = excluded.sealed, masked = excluded.masked,
          at = excluded.at";
    FIND = "select kind, sealed, masked, at from doc_subject where account = $1";
    REMOVE = "delete from doc_subject where account = $1";
}

/// A name at the authority, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// `nik` or `email`.
    pub kind: String,
    pub sealed: String,
    pub masked: String,
    pub at: Instant,
}

pub async fn put(tx: &mut Tx, account: &str, it: &Stored) -> Result<(), DbError> {
    tx.execute(&PUT, params![account, &it.kind, &it.sealed, &it.masked, it.at]).await.map(drop)
}

pub async fn find(tx: &mut Tx, account: &str) -> Result<Option<Stored>, DbError> {
    tx.first(&FIND, params![account]).await?.as_ref().map(read).transpose()
}

pub async fn remove(tx: &mut Tx, account: &str) -> Result<(), DbError> {
    tx.execute(&REMOVE, params![account]).await.map(drop)
}

fn read(row: &Row) -> Result<Stored, DbError> {
    Ok(Stored {
        kind: row.get("kind")?,
        sealed: row.get("sealed")?,
        masked: row.get("masked")?,
        at: row.get("at")?,
    })
}
