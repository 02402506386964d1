//! Where anybody may check a letter.

use base::{Id, Instant};
use db::{DbError, Tx, params};

use crate::domain::letter::Letter;

db::statements! {
    ADD = "
        insert into doc_public_page (id, letter, made_at)
        values ($1, $2, $3)
        on conflict (letter) do nothing";
    OF_LETTER = "select id from doc_public_page where letter = $1";
    FIND = "select letter from doc_public_page where id = $1";
}

/// The id of a letter's page; `fresh` when it has none yet.
pub async fn of_letter_or(
    tx: &mut Tx,
    letter: Id<Letter>,
    fresh: &str,
    now: Instant,
) -> Result<String, DbError> {
    tx.execute(&ADD, params![fresh, letter, now]).await?;
    Ok(of_letter(tx, letter).await?.unwrap_or_else(|| fresh.to_owned()))
}

pub async fn of_letter(tx: &mut Tx, letter: Id<Letter>) -> Result<Option<String>, DbError> {
    tx.first(&OF_LETTER, params![letter]).await?.map(|row| row.get("id")).transpose()
}

/// The letter behind an id.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Id<Letter>>, DbError> {
    tx.first(&FIND, params![id]).await?.map(|row| row.get("letter")).transpose()
}
