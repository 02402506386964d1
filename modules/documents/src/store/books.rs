//! Books of numbers and the blocks reserved in them.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use super::unknown;
use crate::domain::book::{Block, Book};
use crate::domain::number::NumberOwner;

macro_rules! book {
    ($rest:literal) => {
        concat!(
            "
        select id, agency, letter_group, year, next, owner, pattern
        from doc_book",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into doc_book (id, agency, letter_group, year, next, owner, pattern, opened_at)
        values ($1, $2, $3, $4, 1, $5, $6, $7)";
    FIND = book!("
        where id = $1");
    OF = book!("
        where agency = $1 and letter_group = $2 and year = $3");
    /// The newest book of a series: a new year goes on as the last one.
    LAST = book!("
        where agency = $1 and letter_group = $2 and year < $3
        order by year desc
        limit 1");
    LIST = book!("
        where (cast($1 as bigint) = 1 or agency = $2)
        order by year desc, agency, letter_group");
    ADVANCE = "
        update doc_book
        set next = next + $1
        where id = $2";
    SET = "
        update doc_book
        set owner = $1, pattern = $2
        where id = $3";
    ADD_BLOCK = "
        insert into doc_block (id, book, first, last, reason, made_at, made_by, made_by_name)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND_BLOCK = "
        select id, book, first, last, reason, made_at, made_by_name, closed_at
        from doc_block
        where id = $1";
    LIST_BLOCKS = "
        select id, book, first, last, reason, made_at, made_by_name, closed_at
        from doc_block
        where book = $1
        order by id desc";
    CLOSE_BLOCK = "
        update doc_block
        set closed_at = $1
        where id = $2";
}

pub async fn add(tx: &mut Tx, book: &Book, at: Instant) -> Result<(), DbError> {
    let Book { id, agency, series, year, owner, pattern, .. } = book;
    let values = params![id, agency, series, *year, owner.as_str(), pattern, at];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: Id<Book>) -> Result<Option<Book>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(read).transpose()
}

/// The book of an office, a series and a year.
pub async fn of(
    tx: &mut Tx,
    agency: &str,
    series: &str,
    year: i16,
) -> Result<Option<Book>, DbError> {
    tx.first(&OF, params![agency, series, year]).await?.as_ref().map(read).transpose()
}

/// The newest book of a series before a year.
pub async fn last_before(
    tx: &mut Tx,
    agency: &str,
    series: &str,
    year: i16,
) -> Result<Option<Book>, DbError> {
    tx.first(&LAST, params![agency, series, year]).await?.as_ref().map(read).transpose()
}

/// Books of an office, or of all.
pub async fn list(tx: &mut Tx, everything: bool, agency: &str) -> Result<Vec<Book>, DbError> {
    tx.rows(&LIST, params![everything, agency]).await?.iter().map(read).collect()
}

/// Takes the next numbers of a book; the first of them. The row of the book is held until the
/// transaction ends, so that nobody else gets them.
pub async fn advance(tx: &mut Tx, book: Id<Book>, by: i64) -> Result<i64, DbError> {
    tx.execute(&ADVANCE, params![by, book]).await?;
    let row = tx.one(&FIND, params![book]).await?;
    Ok(row.int("next")? - by)
}

pub async fn set(
    tx: &mut Tx,
    book: Id<Book>,
    owner: NumberOwner,
    pattern: &str,
) -> Result<(), DbError> {
    tx.execute(&SET, params![owner.as_str(), pattern, book]).await.map(drop)
}

pub async fn add_block(tx: &mut Tx, block: &Block, by: &str) -> Result<(), DbError> {
    let Block { id, book, first, last, reason, made_at, made_by_name, .. } = block;
    let values = params![id, book, *first, *last, reason, *made_at, by, made_by_name];
    tx.execute(&ADD_BLOCK, values).await.map(drop)
}

pub async fn find_block(tx: &mut Tx, id: Id<Block>) -> Result<Option<Block>, DbError> {
    tx.first(&FIND_BLOCK, params![id]).await?.as_ref().map(block).transpose()
}

/// Blocks of a book, the newest first.
pub async fn blocks(tx: &mut Tx, book: Id<Book>) -> Result<Vec<Block>, DbError> {
    tx.rows(&LIST_BLOCKS, params![book]).await?.iter().map(block).collect()
}

pub async fn close_block(tx: &mut Tx, id: Id<Block>, at: Instant) -> Result<(), DbError> {
    tx.execute(&CLOSE_BLOCK, params![at, id]).await.map(drop)
}

fn read(row: &Row) -> Result<Book, DbError> {
    Ok(Book {
        id: row.get("id")?,
        agency: row.get("agency")?,
        series: row.get("letter_group")?,
        year: row.get("year")?,
        next: row.get("next")?,
        owner: NumberOwner::parse(row.text("owner")?).ok_or_else(|| unknown("owner"))?,
        pattern: row.get("pattern")?,
    })
}

fn block(row: &Row) -> Result<Block, DbError> {
    Ok(Block {
        id: row.get("id")?,
        book: row.get("book")?,
        first: row.get("first")?,
        last: row.get("last")?,
        reason: row.get("reason")?,
        made_at: row.get("made_at")?,
        made_by_name: row.get("made_by_name")?,
        closed_at: row.get("closed_at")?,
    })
}
