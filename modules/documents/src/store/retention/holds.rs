//! Letters that may not be destroyed.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use crate::domain::letter::Letter;
use crate::domain::retention::{Dossier, Hold, LetterHold};

db::statements! {
    ADD = "
        insert into doc_hold (id, letter, authority, reason, at, by_account, by_name)
        values ($1, $2, $3, $4, $5, $6, $7)";
    RELEASE = "
        update doc_hold
        set released_at = $1, released_by_name = $2, released_reason = $3
        where id = $4 and released_at is null";
    FIND = "
        select h.id, h.letter, l.number_text, l.subject, l.agency, h.authority, h.reason, h.at,
          h.by_name
        from doc_hold h
        join doc_letter l on l.id = h.letter
        where h.id = $1";
    /// Those of the letters of a file that hold.
    OF_DOSSIER = "
        select h.id, h.letter, l.number_text, l.subject, l.agency, h.authority, h.reason, h.at,
          h.by_name
        from doc_dossier_letter i
        join doc_hold h on h.letter = i.letter and h.released_at is null
        join doc_letter l on l.id = h.letter
        where i.dossier = $1
        order by h.id";
}

pub async fn add(
    tx: &mut Tx,
    (id, letter): (Id<Hold>, Id<Letter>),
    (authority, reason): (&str, &str),
    (at, account, name): (Instant, &str, &str),
) -> Result<(), DbError> {
    let values = params![id, letter, authority, reason, at, account, name];
    tx.execute(&ADD, values).await.map(drop)
}

/// Whether it held until now.
pub async fn release(
    tx: &mut Tx,
    id: Id<Hold>,
    (at, name): (Instant, &str),
    reason: &str,
) -> Result<bool, DbError> {
    Ok(tx.execute(&RELEASE, params![at, name, reason, id]).await? == 1)
}

pub async fn find(tx: &mut Tx, id: Id<Hold>) -> Result<Option<LetterHold>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(read).transpose()
}

pub async fn of_dossier(tx: &mut Tx, id: Id<Dossier>) -> Result<Vec<LetterHold>, DbError> {
    tx.rows(&OF_DOSSIER, params![id]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<LetterHold, DbError> {
    Ok(LetterHold {
        id: row.get("id")?,
        letter: row.get("letter")?,
        number: row.get("number_text")?,
        subject: row.get("subject")?,
        agency: row.get("agency")?,
        authority: row.get("authority")?,
        reason: row.get("reason")?,
        at: row.get("at")?,
        by_name: row.get("by_name")?,
    })
}
