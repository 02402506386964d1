//! Entries of the log: noted with the deed, numbered afterwards.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use crate::domain::incoming::Incoming;

db::statements! {
    ADD = "
        insert into doc_log_entry (subject, place, at, leaf, account, salt)
        values ($1, $2, $3, $4, $5, $6)";
    LAST_PLACE = "select max(place) as place from doc_log_entry where subject = $1";
    /// What waits for its number, in the order of the deeds.
    WAITING = "
        select subject, place, leaf
        from doc_log_entry
        where seq is null
        order by at, place, subject
        limit $1";
    NUMBER = "
        update doc_log_entry
        set seq = $1
        where subject = $2 and place = $3 and seq is null";
    /// A stretch of the log.
    STRETCH = "
        select seq, leaf
        from doc_log_entry
        where seq >= $1 and seq < $2
        order by seq";
    OF_SUBJECT = "
        select seq, leaf
        from doc_log_entry
        where subject = $1
        order by place";
    ADD_SECRET = "
        insert into doc_log_secret (incoming, secret)
        values ($1, $2)
        on conflict (incoming) do nothing";
    SECRET = "select secret from doc_log_secret where incoming = $1";
    ERASE = "update doc_log_entry set account = null, salt = null where account = $1";
}

/// An entry with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// From 0; nothing while it waits.
    pub seq: Option<i64>,
    pub leaf: String,
}

/// An entry that waits for its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub subject: String,
    pub place: i64,
    pub leaf: String,
}

/// An entry about to be noted.
pub struct New<'a> {
    pub subject: &'a str,
    pub at: Instant,
    pub leaf: &'a str,
    pub account: &'a str,
    pub salt: &'a str,
}

/// Notes an entry behind the others of its letter.
pub async fn add(tx: &mut Tx, it: &New<'_>) -> Result<(), DbError> {
    let last = tx.one(&LAST_PLACE, params![it.subject]).await?.opt_int("place")?;
    let place = last.unwrap_or(0) + 1;
    let values = params![it.subject, place, it.at, it.leaf, it.account, it.salt];
    tx.execute(&ADD, values).await.map(drop)
}

/// The oldest that wait.
pub async fn waiting(tx: &mut Tx, most: i64) -> Result<Vec<Waiting>, DbError> {
    let waiting = |row: &Row| {
        Ok(Waiting {
            subject: row.get("subject")?,
            place: row.int("place")?,
            leaf: row.get("leaf")?,
        })
    };
    tx.rows(&WAITING, params![most]).await?.iter().map(waiting).collect()
}

/// Gives entries their numbers; how many had none before.
pub async fn number(tx: &mut Tx, first: i64, entries: &[Waiting]) -> Result<u64, DbError> {
    let row =
        |(seq, it): (i64, &Waiting)| vec![seq.into(), it.subject.as_str().into(), it.place.into()];
    tx.execute_each(&NUMBER, (first..).zip(entries).map(row).collect::<Vec<Vec<_>>>()).await
}

/// Entries from one number to before another.
pub async fn stretch(tx: &mut Tx, from: i64, until: i64) -> Result<Vec<Numbered>, DbError> {
    tx.rows(&STRETCH, params![from, until]).await?.iter().map(numbered).collect()
}

/// Those of a letter in the order of its deeds.
pub async fn of_subject(tx: &mut Tx, subject: &str) -> Result<Vec<Numbered>, DbError> {
    tx.rows(&OF_SUBJECT, params![subject]).await?.iter().map(numbered).collect()
}

fn numbered(row: &Row) -> Result<Numbered, DbError> {
    Ok(Numbered { seq: row.opt_int("seq")?, leaf: row.get("leaf")? })
}

/// The secret of an incoming letter; `fresh` when it has none yet.
pub async fn secret_or(
    tx: &mut Tx,
    incoming: Id<Incoming>,
    fresh: &str,
) -> Result<String, DbError> {
    tx.execute(&ADD_SECRET, params![incoming, fresh]).await?;
    tx.one(&SECRET, params![incoming]).await?.get("secret")
}

/// Empties account and salt of everything somebody did; how many entries that were.
pub async fn erase(tx: &mut Tx, account: &str) -> Result<u64, DbError> {
    tx.execute(&ERASE, params![account]).await
}
