//! Which letter reports which step of an examination.

use base::{Id, Instant};
use db::{DbError, Tx, params};

use crate::domain::obligation::Obligation;

db::statements! {
    SET = "
        insert into stat_minutes (obligation, step, letter, made_by, made_at)
        values ($1, $2, $3, $4, $5)
        on conflict (obligation, step) do update
        set letter = excluded.letter, made_by = excluded.made_by, made_at = excluded.made_at";
    LIST = "
        select step, letter
        from stat_minutes
        where obligation = $1
        order by step";
}

/// Writes the letter of a step, in the place of one that was given up.
pub async fn set(
    tx: &mut Tx,
    (of, step): (Id<Obligation>, i64),
    letter: &str,
    (by, at): (&str, Instant),
) -> Result<(), DbError> {
    tx.execute(&SET, params![of, step, letter, by, at]).await.map(drop)
}

/// The letters of an obligation with the numbers of their steps.
pub async fn list(tx: &mut Tx, of: Id<Obligation>) -> Result<Vec<(i64, String)>, DbError> {
    let rows = tx.rows(&LIST, params![of]).await?;
    rows.iter().map(|row| Ok((row.int("step")?, row.get("letter")?))).collect()
}
