//! Rule books, versioned and never changed.

use base::Instant;
use db::{DbError, Row, Tx, params};

db::statements! {
    FIND = "
        select version, example, content
        from ptax_rule_book
        where version = $1";
    LATEST = "
        select version, example, content
        from ptax_rule_book
        order by version desc
        limit 1";
    LATEST_VERSION = "
        select version
        from ptax_rule_book
        order by version desc
        limit 1";
    LOADED = "
        select version, example, loaded_at
        from ptax_rule_book
        order by version desc
        limit $1";
    ADD = "
        insert into ptax_rule_book (version, example, content, loaded_at, loaded_by)
        values ($1, $2, $3, $4, $5)";
}

/// One version, as it was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredBook {
    pub version: i64,
    /// Invented for the demo; not a regency's regulation.
    pub example: bool,
    /// TOML as in the rules file.
    pub content: String,
}

/// The latest versions: number, example or not, when it was loaded.
pub async fn list_loaded(tx: &mut Tx, most: i64) -> Result<Vec<(i64, bool, Instant)>, DbError> {
    let rows = tx.rows(&LOADED, params![most]).await?;
    rows.iter().map(|row| Ok((row.int(0)?, row.flag(1)?, row.get(2)?))).collect()
}

pub async fn find(tx: &mut Tx, version: i64) -> Result<Option<StoredBook>, DbError> {
    tx.first(&FIND, params![version]).await?.map(|row| read(&row)).transpose()
}

/// The version in force; `None` while no rules were loaded.
pub async fn find_latest(tx: &mut Tx) -> Result<Option<StoredBook>, DbError> {
    tx.first(&LATEST, params![]).await?.map(|row| read(&row)).transpose()
}

/// The number of the version in force, without its text; `None` while no rules were loaded.
pub async fn find_latest_version(tx: &mut Tx) -> Result<Option<i64>, DbError> {
    tx.first(&LATEST_VERSION, params![]).await?.map(|row| row.int(0)).transpose()
}

pub async fn add(tx: &mut Tx, book: &StoredBook, now: Instant, by: &str) -> Result<(), DbError> {
    let StoredBook { version, example, content } = book;
    tx.execute(&ADD, params![*version, *example, content, now, by]).await.map(drop)
}

fn read(row: &Row) -> Result<StoredBook, DbError> {
    Ok(StoredBook { version: row.int(0)?, example: row.flag(1)?, content: row.get(2)? })
}
