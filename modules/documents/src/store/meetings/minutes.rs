//! Versions of minutes. Rows are only added.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use crate::domain::meeting::Meeting;
use crate::domain::minutes::MinutesVersion;

db::statements! {
    ADD = "
        insert into doc_minutes (meeting, version, content, sha256, author, author_name, at, reason)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    NEWEST = "
        select version, content
        from doc_minutes
        where meeting = $1
        order by version desc
        limit 1";
    FIND = "
        select content
        from doc_minutes
        where meeting = $1 and version = $2";
    LIST = "
        select version, sha256, author_name, at, reason
        from doc_minutes
        where meeting = $1
        order by version desc";
}

/// A version about to be kept.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    pub version: u32,
    pub content: &'a str,
    pub sha256: &'a str,
    /// Id and name of the account.
    pub author: (&'a str, &'a str),
    pub at: Instant,
    pub reason: &'a str,
}

pub async fn add(tx: &mut Tx, meeting: Id<Meeting>, it: New<'_>) -> Result<(), DbError> {
    let (author, name) = it.author;
    let values =
        params![meeting, it.version, it.content, it.sha256, author, name, it.at, it.reason];
    tx.execute(&ADD, values).await.map(drop)
}

/// The newest version: its number and what it says.
pub async fn newest(tx: &mut Tx, meeting: Id<Meeting>) -> Result<Option<(u32, String)>, DbError> {
    let row = tx.first(&NEWEST, params![meeting]).await?;
    row.map(|row| Ok((row.get("version")?, row.get("content")?))).transpose()
}

/// What a version says.
pub async fn find(
    tx: &mut Tx,
    meeting: Id<Meeting>,
    version: u32,
) -> Result<Option<String>, DbError> {
    tx.first(&FIND, params![meeting, version]).await?.map(|row| row.get("content")).transpose()
}

/// All versions, the newest first.
pub async fn list(tx: &mut Tx, meeting: Id<Meeting>) -> Result<Vec<MinutesVersion>, DbError> {
    let version = |row: &Row| {
        Ok(MinutesVersion {
            number: row.get("version")?,
            author_name: row.get("author_name")?,
            at: row.get("at")?,
            reason: row.get("reason")?,
            sha256: row.get("sha256")?,
        })
    };
    tx.rows(&LIST, params![meeting]).await?.iter().map(version).collect()
}
