//! The offices of the authority as rows: a public copy of what lies beside the keys.

use base::Instant;
use db::{DbError, Tx, params};

use crate::domain::authority::Name;

db::statements! {
    ADD = "
        insert into doc_authority (name, office, generation, certificate, made_at)
        values ($1, $2, $3, $4, $5)";
    LIST = "select name, certificate from doc_authority order by name";
}

pub async fn add(tx: &mut Tx, name: Name, certificate: &[u8], now: Instant) -> Result<(), DbError> {
    let generation = i64::from(name.generation);
    let values = params![name.to_string(), name.office.as_str(), generation, certificate, now];
    tx.execute(&ADD, values).await.map(drop)
}

/// Names and certificates.
pub async fn list(tx: &mut Tx) -> Result<Vec<(String, Vec<u8>)>, DbError> {
    let rows = tx.rows(&LIST, params![]).await?;
    rows.iter().map(|row| Ok((row.get("name")?, row.bytes("certificate")?.to_vec()))).collect()
}
