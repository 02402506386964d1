//! Signatures that were accepted.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};
use ports::signing::Standing;

use crate::domain::letter::Letter;
use crate::domain::signing::Attempt;
use crate::store::unknown;

db::statements! {
    ADD = "
        insert into doc_signature (
          letter, revision, attempt, standing, signer, authority, capacity, level, signed_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    LIST = "
        select letter, revision, attempt, standing, signer, authority, capacity, level, signed_at
        from doc_signature
        where letter = $1
        order by revision";
    RAISE = "update doc_signature set level = $1 where letter = $2 and revision = $3";
}

/// A signature on a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub letter: Id<Letter>,
    /// The revision it made.
    pub revision: u32,
    pub attempt: Id<Attempt>,
    pub standing: Standing,
    /// As the certificate names them.
    pub signer: String,
    /// Who vouches for the certificate, as the list of trust calls it.
    pub authority: String,
    /// Title with its basis.
    pub capacity: String,
    /// `B-B` … `B-LTA`.
    pub level: String,
    pub signed_at: Instant,
}

pub async fn add(tx: &mut Tx, it: &Signature) -> Result<(), DbError> {
    let values = params![
        it.letter,
        it.revision,
        it.attempt,
        it.standing.as_str(),
        &it.signer,
        &it.authority,
        &it.capacity,
        &it.level,
        it.signed_at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

/// The first one first.
pub async fn list(tx: &mut Tx, letter: Id<Letter>) -> Result<Vec<Signature>, DbError> {
    tx.rows(&LIST, params![letter]).await?.iter().map(read).collect()
}

/// Another level, by evidence that was added.
pub async fn raise(
    tx: &mut Tx,
    letter: Id<Letter>,
    revision: u32,
    level: &str,
) -> Result<(), DbError> {
    tx.execute(&RAISE, params![level, letter, revision]).await.map(drop)
}

fn read(row: &Row) -> Result<Signature, DbError> {
    Ok(Signature {
        letter: row.get("letter")?,
        revision: row.get("revision")?,
        attempt: row.get("attempt")?,
        standing: Standing::parse(row.text("standing")?).ok_or_else(|| unknown("standing"))?,
        signer: row.get("signer")?,
        authority: row.get("authority")?,
        capacity: row.get("capacity")?,
        level: row.get("level")?,
        signed_at: row.get("signed_at")?,
    })
}
