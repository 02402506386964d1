//! Wrong proofs per NOP, and locks.

use base::Nop;
use db::{DbError, Tx, params};

use crate::domain::proof::Failures;

db::statements! {
    FIND = "
        select failures, first_failure_at, locked_until
        from ptax_proof_lock
        where nop = $1";
    PUT = "
        insert into ptax_proof_lock (nop, failures, first_failure_at, locked_until)
        values ($1, $2, $3, $4)
        on conflict (nop) do update
        set failures = excluded.failures,
            first_failure_at = excluded.first_failure_at,
            locked_until = excluded.locked_until";
    REMOVE = "
        delete from ptax_proof_lock
        where nop = $1";
}

pub async fn find(tx: &mut Tx, nop: &Nop) -> Result<Option<Failures>, DbError> {
    let Some(row) = tx.first(&FIND, params![nop]).await? else { return Ok(None) };
    let failures =
        Failures { count: row.int(0)?, first_at: row.get(1)?, locked_until: row.get(2)? };
    Ok(Some(failures))
}

pub async fn put(tx: &mut Tx, nop: &Nop, failures: Failures) -> Result<(), DbError> {
    let Failures { count, first_at, locked_until } = failures;
    tx.execute(&PUT, params![nop, count, first_at, locked_until]).await.map(drop)
}

pub async fn remove(tx: &mut Tx, nop: &Nop) -> Result<(), DbError> {
    tx.execute(&REMOVE, params![nop]).await.map(drop)
}
