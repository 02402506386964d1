//! Entries for people.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};
use serde_json::Value;

use crate::store::{FIND_ENTRY, LATEST_OF_SUBJECT, LIST_ENTRIES, OF_KIND, OF_SUBJECT};
use crate::{Kind, Outcome};

/// An entry as it is shown. Also marks the ids of entries.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub id: Id<Recorded>,
    pub at: Instant,
    /// The code of the kind: `property-tax/import-published`.
    pub kind: String,
    pub actor: String,
    /// Empty when the actor has none, or the details were erased.
    pub actor_name: String,
    /// Empty when the actor has none.
    pub agency: String,
    pub address: Option<String>,
    pub subject: String,
    pub outcome: Outcome,
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub reason: Option<String>,
    pub erased: bool,
    /// The place in the chain; `None` for a moment after commit.
    pub seq: Option<i64>,
}

/// What a list of entries is narrowed to; the empty filter shows all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub subject: Option<String>,
    pub actor: Option<String>,
    pub kind: Option<String>,
    pub outcome: Option<Outcome>,
    pub agency: Option<String>,
    /// From this moment on.
    pub from: Option<Instant>,
    /// Before this moment.
    pub until: Option<Instant>,
}

/// A page of entries, newest first; `before` is the last id of the page before.
///
/// # Errors
/// Those of the database.
pub async fn list(
    tx: &mut Tx,
    filter: &Filter,
    before: Option<Id<Recorded>>,
    limit: u32,
) -> Result<Vec<Recorded>, DbError> {
    // An id above all others, and moments before and after all others.
    let before = before.map_or_else(|| "~".to_owned(), |id| id.to_string());
    let from = filter.from.map_or_else(String::new, |i| i.to_string());
    let until = filter.until.map_or_else(|| "~".to_owned(), |i| i.to_string());
    let text = |o: &Option<String>| o.clone().unwrap_or_default();
    let values = params![
        before,
        text(&filter.subject),
        text(&filter.actor),
        text(&filter.kind),
        filter.outcome.map_or("", Outcome::as_str),
        text(&filter.agency),
        from,
        until,
        limit,
    ];
    tx.rows(&LIST_ENTRIES, values).await?.iter().map(read).collect()
}

/// At most `limit` entries about one thing, the oldest first: quick however long the trail is.
///
/// # Errors
/// Those of the database.
pub async fn of_subject(tx: &mut Tx, subject: &str, limit: u32) -> Result<Vec<Recorded>, DbError> {
    tx.rows(&OF_SUBJECT, params![subject, limit]).await?.iter().map(read).collect()
}

/// A page of entries of one kind, the oldest first, quick however long the trail is; `after` is the
/// last id of the page before.
///
/// # Errors
/// Those of the database.
pub async fn of_kind(
    tx: &mut Tx,
    kind: Kind,
    after: Option<Id<Recorded>>,
    limit: u32,
) -> Result<Vec<Recorded>, DbError> {
    let after = after.map_or_else(String::new, |id| id.to_string());
    tx.rows(&OF_KIND, params![kind.code, after, limit]).await?.iter().map(read).collect()
}

/// At most `limit` entries about one thing since a moment, newest first.
///
/// # Errors
/// Those of the database.
pub async fn latest_of_subject(
    tx: &mut Tx,
    subject: &str,
    from: Instant,
    limit: u32,
) -> Result<Vec<Recorded>, DbError> {
    tx.rows(&LATEST_OF_SUBJECT, params![subject, from, limit]).await?.iter().map(read).collect()
}

/// One entry.
///
/// # Errors
/// Those of the database.
pub async fn find(tx: &mut Tx, id: Id<Recorded>) -> Result<Option<Recorded>, DbError> {
    tx.first(&FIND_ENTRY, params![id]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Recorded, DbError> {
    let damaged = |column: &str| DbError::Column {
        column: column.to_owned(),
        problem: "is damaged; run `pelangi audit verify`",
    };
    let stored = row.opt_text("details")?;
    let details: Value = match stored {
        Some(text) => serde_json::from_str(text).map_err(|_| damaged("details"))?,
        None => Value::Null,
    };
    let text = |key: &str| details[key].as_str().map(str::to_owned);
    Ok(Recorded {
        id: row.get("id")?,
        at: row.get("at")?,
        kind: row.get("kind")?,
        actor: row.get("actor")?,
        actor_name: text("name").unwrap_or_default(),
        agency: row.get("agency")?,
        address: text("address"),
        subject: row.get("subject")?,
        outcome: Outcome::parse(row.text("outcome")?).ok_or_else(|| damaged("outcome"))?,
        before: details.get("before").cloned(),
        after: details.get("after").cloned(),
        reason: text("reason"),
        erased: stored.is_none(),
        seq: row.opt_int("seq")?,
    })
}
