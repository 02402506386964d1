//! Tries per sign-in name and per address.

use base::Instant;
use db::{DbError, Tx, params, statements};

use crate::lockout::Tries;

statements! {
    /// The tries of one name or address.
    FIND_TRIES = "select tries, last_at, locked_until from id_try where key = $1";
    /// Stores the count.
    PUT_TRIES = "insert into id_try (key, tries, last_at, locked_until)
        values ($1, $2, $3, $4)
        on conflict (key) do update
        set tries = excluded.tries, last_at = excluded.last_at,
        locked_until = excluded.locked_until";
    /// Forgets a name after success or reset.
    DROP_TRIES = "delete from id_try where key = $1";
    /// Forgets what is over.
    CLEAN_UP = "delete from id_try where last_at <= $1 and locked_until <= $2";
}

pub(crate) async fn find(tx: &mut Tx, key: &str, now: Instant) -> Result<Tries, DbError> {
    let Some(row) = tx.first(&FIND_TRIES, params![key]).await? else {
        return Ok(Tries::none(now));
    };
    Ok(Tries {
        count: row.get("tries")?,
        last_at: row.get("last_at")?,
        locked_until: row.get("locked_until")?,
    })
}

pub(crate) async fn put(tx: &mut Tx, key: &str, tries: Tries) -> Result<(), DbError> {
    let values = params![key, tries.count, tries.last_at, tries.locked_until];
    tx.execute(&PUT_TRIES, values).await.map(drop)
}

pub(crate) async fn forget(tx: &mut Tx, key: &str) -> Result<(), DbError> {
    tx.execute(&DROP_TRIES, params![key]).await.map(drop)
}

pub(crate) async fn clean_up(
    tx: &mut Tx,
    quiet_since: Instant,
    now: Instant,
) -> Result<u64, DbError> {
    tx.execute(&CLEAN_UP, params![quiet_since, now]).await
}
