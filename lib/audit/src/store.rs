//! The rows of the trail.

use db::{DbError, Row, Tx, params, statements};

use crate::chain::{Facts, Link};

statements! {
    /// A new entry, not yet chained.
    ADD_ENTRY = "insert into audit_entry
        (id, at, kind, actor, agency, subject, outcome, details, salt, data_sha256)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// Entries that wait for the sealer, oldest first.
    LIST_UNSEALED = "select id, at, kind, actor, agency, subject, outcome, data_sha256
        from audit_entry
        where seq is null
        order by id
        limit $1";
    /// How many wait for the sealer.
    COUNT_UNSEALED = "select count(*) as n from audit_entry where seq is null";
    /// Gives an entry its place.
    SEAL_ENTRY = "update audit_entry set seq = $1, hash = $2 where id = $3 and seq is null";
    /// The end of the chain.
    GET_HEAD = "select seq, hash from audit_head where id = 1";
    /// Moves the end, unless somebody else has.
    MOVE_HEAD = "update audit_head set seq = $1, hash = $2 where id = 1 and seq = $3";
    /// The next stretch of the chain.
    LIST_SEALED = "select id, at, kind, actor, agency, subject, outcome, details, salt,
        data_sha256, seq, hash
        from audit_entry
        where seq > $1
        order by seq
        limit $2";
    /// The hash at a place.
    FIND_HASH = "select hash from audit_entry where seq = $1";
    /// Empties the details of one entry.
    ERASE_DETAILS = "update audit_entry set details = null, salt = null
        where id = $1 and details is not null";
    /// A day's signed end; the first one of the day stays.
    ADD_CHECKPOINT = "insert into audit_checkpoint (day, seq, hash, at, key_id, signature)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (day) do nothing";
    /// All signed ends, oldest first.
    LIST_CHECKPOINTS = "select day, seq, hash, at, key_id, signature
        from audit_checkpoint
        order by day";
    /// The last day that has a signed end.
    LAST_CHECKPOINT = "select max(day) as day from audit_checkpoint";
    /// Entries for people, newest first.
    LIST_ENTRIES = "select id, at, kind, actor, agency, subject, outcome, details, seq
        from audit_entry
        where id < $1
        and ($2 = '' or subject = $2)
        and ($3 = '' or actor = $3)
        and ($4 = '' or kind = $4)
        and ($5 = '' or outcome = $5)
        and ($6 = '' or agency = $6)
        and at >= $7
        and at < $8
        order by id desc
        limit $9";
    /// What was done to one thing, in the order in which it was done; the index knows it.
    OF_SUBJECT = "select id, at, kind, actor, agency, subject, outcome, details, seq
        from audit_entry
        where subject = $1
        order by id
        limit $2";
    /// What was done of one kind, in the order in which it was done; an index knows it.
    OF_KIND = "select id, at, kind, actor, agency, subject, outcome, details, seq
        from audit_entry
        where kind = $1
        and id > $2
        order by id
        limit $3";
    /// What was done to one thing lately, newest first; the same index.
    LATEST_OF_SUBJECT = "select id, at, kind, actor, agency, subject, outcome, details, seq
        from audit_entry
        where subject = $1
        and at >= $2
        order by id desc
        limit $3";
    /// One entry.
    FIND_ENTRY = "select id, at, kind, actor, agency, subject, outcome, details, seq
        from audit_entry
        where id = $1";
}

/// The end of the chain: the number of sealed entries and the hash of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    pub hash: Link,
}

/// The end of the chain; also what an export writes down and an import compares.
///
/// # Errors
/// Those of the database, or `DbError::Column` when the stored hash is not one.
pub async fn head(tx: &mut Tx) -> Result<Head, DbError> {
    let row = tx.one(&GET_HEAD, params![]).await?;
    Ok(Head { seq: row.int("seq")?, hash: link(&row)? })
}

/// How many entries wait for the sealer; more than a few for long means that it does not run.
///
/// # Errors
/// Those of the database.
pub async fn unsealed(tx: &mut Tx) -> Result<i64, DbError> {
    tx.one(&COUNT_UNSEALED, params![]).await?.int("n")
}

pub(crate) fn link(row: &Row) -> Result<Link, DbError> {
    Link::parse(row.text("hash")?)
        .ok_or_else(|| DbError::Column { column: "hash".to_owned(), problem: "is not a hash" })
}

pub(crate) fn facts(row: &Row, seq: i64) -> Result<Facts<'_>, DbError> {
    Ok(Facts {
        seq,
        id: row.text("id")?,
        at: row.text("at")?,
        kind: row.text("kind")?,
        actor: row.text("actor")?,
        agency: row.text("agency")?,
        subject: row.text("subject")?,
        outcome: row.text("outcome")?,
        data_sha256: row.text("data_sha256")?,
    })
}
