//! What registrars decided, as rows.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use crate::domain::keys::Key;

db::statements! {
    ADD = "
        insert into doc_approval (
          id, key, approved, registrar, registrar_name, statement, signature, note, at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OF_KEY = "
        select id, key, approved, registrar, registrar_name, statement, signature, note, at
        from doc_approval
        where key = $1";
}

/// A decision. Also marks the ids of decisions.
#[derive(Debug, Clone)]
pub struct Decision {
    pub id: Id<Decision>,
    pub key: Id<Key>,
    /// The account of the registrar; `operator` at the server.
    pub registrar: String,
    pub registrar_name: String,
    /// The signed approval; `None` for a refusal.
    pub approved: Option<Approved>,
    /// Why it was refused.
    pub note: String,
    pub at: Instant,
}

/// An approval as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    pub statement: String,
    pub signature: Vec<u8>,
}

pub async fn add(tx: &mut Tx, it: &Decision) -> Result<(), DbError> {
    let values = params![
        it.id,
        it.key,
        it.approved.is_some(),
        &it.registrar,
        &it.registrar_name,
        it.approved.as_ref().map(|approved| approved.statement.as_str()),
        it.approved.as_ref().map(|approved| approved.signature.as_slice()),
        &it.note,
        it.at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find_of(tx: &mut Tx, key: Id<Key>) -> Result<Option<Decision>, DbError> {
    tx.first(&OF_KEY, params![key]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Decision, DbError> {
    let statement = row.get::<Option<String>>("statement")?;
    let signature = row.opt_bytes("signature")?.map(<[u8]>::to_vec);
    let signed = statement.zip(signature).filter(|_| row.flag("approved").unwrap_or(false));
    Ok(Decision {
        id: row.get("id")?,
        key: row.get("key")?,
        registrar: row.get("registrar")?,
        registrar_name: row.get("registrar_name")?,
        approved: signed.map(|(statement, signature)| Approved { statement, signature }),
        note: row.get("note")?,
        at: row.get("at")?,
    })
}
