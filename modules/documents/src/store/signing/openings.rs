//! Who opened which PDF of a letter.

use base::{Id, Instant};
use db::{DbError, Tx, params};

use crate::domain::letter::Letter;

db::statements! {
    ADD = "
        insert into doc_opening (account, letter, sha256, at)
        values ($1, $2, $3, $4)
        on conflict (account, letter, sha256) do nothing";
    FIND = "select at from doc_opening where account = $1 and letter = $2 and sha256 = $3";
}

/// Notes the first time.
pub async fn note(
    tx: &mut Tx,
    account: &str,
    letter: Id<Letter>,
    sha256: &str,
    at: Instant,
) -> Result<(), DbError> {
    tx.execute(&ADD, params![account, letter, sha256, at]).await.map(drop)
}

/// Whether this PDF was ever opened by this account.
pub async fn is_noted(
    tx: &mut Tx,
    account: &str,
    letter: Id<Letter>,
    sha256: &str,
) -> Result<bool, DbError> {
    Ok(tx.first(&FIND, params![account, letter, sha256]).await?.is_some())
}
