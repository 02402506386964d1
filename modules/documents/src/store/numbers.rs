//! Numbers that were taken.

use base::{Date, Id, Instant};
use db::{DbError, Row, Tx, params};

use super::unknown;
use crate::domain::book::{Block, Book, Line, Number};
use crate::domain::content::Secrecy;
use crate::domain::letter::Letter;
use crate::domain::number::NumberStatus;

db::statements! {
    TAKE = "
        insert into doc_number (
          book, ordinal, text, status, letter, block, subject, day, taken_at
        )
        values ($1, $2, $3, 'dipesan', $4, $5, $6, $7, $8)";
    OF_LETTER = "
        select book, ordinal, text, status, letter, block, subject, day, reason, taken_at
        from doc_number
        where letter = $1";
    FIND = "
        select book, ordinal, text, status, letter, block, subject, day, reason, taken_at
        from doc_number
        where book = $1 and ordinal = $2";
    OF_BLOCK = "
        select book, ordinal, text, status, letter, block, subject, day, reason, taken_at
        from doc_number
        where block = $1
        order by ordinal";
    BY_TEXT = "
        select ordinal
        from doc_number
        where book = $1 and text = $2";
    SETTLE = "
        update doc_number
        set status = $1, reason = $2, settled_at = $3
        where book = $4 and ordinal = $5";
    /// A number of a block stands on a letter on paper.
    USE_ON_PAPER = "
        update doc_number
        set status = 'terpakai', text = $1, subject = $2, day = $3, settled_at = $4
        where book = $5 and ordinal = $6";
    /// What is left of a block is void.
    VOID_REST = "
        update doc_number
        set status = 'batal', reason = $1, settled_at = $2
        where block = $3 and status = 'dipesan'";
    COUNT_BY_STATUS = "
        select status, count(*) as n
        from doc_number
        where book = $1
        group by status";
    /// The register: a page of a book, the newest number first.
    LIST = "
        select n.book, n.ordinal, n.text, n.status, n.letter, n.block, n.subject, n.day, n.reason,
          n.taken_at, l.type, l.subject as about, l.state, l.secrecy
        from doc_number n
        left join doc_letter l on l.id = n.letter
        where n.book = $1 and n.ordinal < $2
        and ($3 = '' or l.type = $3)
        and ($4 = '' or n.status = $4)
        order by n.ordinal desc
        limit $5";
}

/// Takes a number for a letter, or reserves it in a block.
pub async fn take(tx: &mut Tx, it: &Number) -> Result<(), DbError> {
    let Number { book, ordinal, text, letter, block, subject, day, taken_at, .. } = it;
    let values =
        params![book, *ordinal, text.as_deref(), *letter, *block, subject, *day, *taken_at,];
    tx.execute(&TAKE, values).await.map(drop)
}

/// The number of a letter, whatever became of it.
pub async fn of_letter(tx: &mut Tx, letter: Id<Letter>) -> Result<Option<Number>, DbError> {
    tx.first(&OF_LETTER, params![letter]).await?.as_ref().map(read).transpose()
}

pub async fn find(tx: &mut Tx, book: Id<Book>, ordinal: i64) -> Result<Option<Number>, DbError> {
    tx.first(&FIND, params![book, ordinal]).await?.as_ref().map(read).transpose()
}

pub async fn of_block(tx: &mut Tx, block: Id<Block>) -> Result<Vec<Number>, DbError> {
    tx.rows(&OF_BLOCK, params![block]).await?.iter().map(read).collect()
}

/// Whether a book holds this text already.
pub async fn is_taken(tx: &mut Tx, book: Id<Book>, text: &str) -> Result<bool, DbError> {
    Ok(tx.first(&BY_TEXT, params![book, text]).await?.is_some())
}

pub async fn settle(
    tx: &mut Tx,
    (book, ordinal): (Id<Book>, i64),
    status: NumberStatus,
    reason: Option<&str>,
    at: Instant,
) -> Result<(), DbError> {
    let values = params![status.as_str(), reason, at, book, ordinal];
    tx.execute(&SETTLE, values).await.map(drop)
}

pub async fn use_on_paper(
    tx: &mut Tx,
    (book, ordinal): (Id<Book>, i64),
    (text, subject): (&str, &str),
    day: Date,
    at: Instant,
) -> Result<(), DbError> {
    let values = params![text, subject, day, at, book, ordinal];
    tx.execute(&USE_ON_PAPER, values).await.map(drop)
}

/// Voids what is left of a block; how many.
pub async fn void_rest(
    tx: &mut Tx,
    block: Id<Block>,
    reason: &str,
    at: Instant,
) -> Result<u64, DbError> {
    tx.execute(&VOID_REST, params![reason, at, block]).await
}

/// How many numbers of a book are in each status.
pub async fn counts(tx: &mut Tx, book: Id<Book>) -> Result<Vec<(NumberStatus, i64)>, DbError> {
    let one = |row: &Row| Ok((status(row)?, row.int("n")?));
    tx.rows(&COUNT_BY_STATUS, params![book]).await?.iter().map(one).collect()
}

/// What a register is asked for; empty words leave nothing out.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub book: Id<Book>,
    /// Numbers below this one.
    pub before: i64,
    pub kind: &'a str,
    pub status: &'a str,
}

/// A page of the register, the newest number first.
pub async fn list(tx: &mut Tx, asked: Asked<'_>, limit: i64) -> Result<Vec<Line>, DbError> {
    let Asked { book, before, kind, status } = asked;
    let line = |row: &Row| {
        let number = read(row)?;
        let about: Option<String> = row.get("about")?;
        let state: Option<String> = row.get("state")?;
        let secrecy: Option<String> = row.get("secrecy")?;
        let secrecy = secrecy.map(|it| Secrecy::parse(&it).ok_or_else(|| unknown("secrecy")));
        Ok(Line {
            is_closed: secrecy.transpose()?.is_some_and(Secrecy::is_closed),
            subject: about.unwrap_or_else(|| number.subject.clone()),
            kind: row.get("type")?,
            is_dispatched: state.as_deref() == Some("dispatched"),
            number,
        })
    };
    let values = params![book, before, kind, status, limit];
    tx.rows(&LIST, values).await?.iter().map(line).collect()
}

fn read(row: &Row) -> Result<Number, DbError> {
    Ok(Number {
        book: row.get("book")?,
        ordinal: row.get("ordinal")?,
        text: row.get("text")?,
        status: status(row)?,
        letter: row.get("letter")?,
        block: row.get("block")?,
        subject: row.get("subject")?,
        day: row.get("day")?,
        reason: row.get("reason")?,
        taken_at: row.get("taken_at")?,
    })
}

fn status(row: &Row) -> Result<NumberStatus, DbError> {
    NumberStatus::parse(row.text("status")?).ok_or_else(|| unknown("status"))
}
