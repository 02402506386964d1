//! Books of numbers: patterns, owners, and blocks for days without a connection.

use audit::{Entry, Kind as Trace};
use base::{Date, Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Resource, authorise};
use serde_json::json;

use super::Office;
use super::access::damaged;
use super::route::checked_reason;
use crate::audit_kinds::{BLOCK_CLOSED, BLOCK_MADE, BLOCK_USED, BOOK_SET};
use crate::domain::book::{Block, Book, Number};
use crate::domain::classification::is_code;
use crate::domain::content::refused;
use crate::domain::kind::LetterType;
use crate::domain::letterhead::Letterhead;
use crate::domain::number::{Ingredients, NumberOwner, NumberStatus, Pattern, PatternError};
use crate::permissions::NUMBER;
use crate::store::{books, letterheads, numbers};

/// Numbers of one block, at most.
const LARGEST_BLOCK: i64 = 500;

/// The book of an office, a type and a year; opened when it is missing, as the last one was kept.
pub(super) async fn opened(
    tx: &mut Tx,
    office: &Office,
    (agency, kind): (&str, &LetterType),
    year: i16,
) -> Result<Book> {
    let series = (kind.numbering.as_str(), kind.pattern.as_str());
    open(tx, office, agency, series, year).await
}

/// The same for a series that has no letter type.
pub(super) async fn open(
    tx: &mut Tx,
    office: &Office,
    agency: &str,
    (series, pattern): (&str, &str),
    year: i16,
) -> Result<Book> {
    if let Some(book) = books::of(tx, agency, series, year).await? {
        return Ok(book);
    }
    let last = books::last_before(tx, agency, series, year).await?;
    let (owner, pattern) = match last {
        Some(last) => (last.owner, last.pattern),
        None => (NumberOwner::Here, pattern.to_owned()),
    };
    let id = office.cell().new_id();
    let (agency, series) = (agency.to_owned(), series.to_owned());
    let book = Book { id, agency, series, year, next: 1, owner, pattern };
    books::add(tx, &book, office.cell().now()).await?;
    Ok(book)
}

/// A book with what became of its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub book: Book,
    pub reserved: i64,
    pub used: i64,
    pub void: i64,
}

/// What the clerk of an office keeps: letterhead, books of this year and before, open blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    pub head: Letterhead,
    pub books: Vec<Counted>,
    pub blocks: Vec<(Book, Block, Vec<Number>)>,
}

/// The books of an office.
///
/// # Errors
/// `identity/forbidden`.
pub async fn shelf(office: &Office, actor: &Actor) -> Result<Shelf> {
    let agency = own(actor)?;
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Shelf> {
        let head = letterheads::get(tx, agency).await?;
        let (mut counted, mut blocks) = (Vec::new(), Vec::new());
        for book in books::list(tx, false, agency).await? {
            for block in books::blocks(tx, book.id).await? {
                let left = numbers::of_block(tx, block.id).await?;
                blocks.push((book.clone(), block, left));
            }
            counted.push(counted_of(tx, book).await?);
        }
        Ok(Shelf { head, books: counted, blocks })
    });
    read.await
}

async fn counted_of(tx: &mut Tx, book: Book) -> Result<Counted> {
    let counts = numbers::counts(tx, book.id).await?;
    let of = |status| counts.iter().find(|(s, _)| *s == status).map_or(0, |(_, n)| *n);
    let (reserved, used) = (of(NumberStatus::Dipesan), of(NumberStatus::Terpakai));
    Ok(Counted { book, reserved, used, void: of(NumberStatus::Batal) })
}

/// Opens the book of a series for this year, so that it can be set up before the first letter.
///
/// # Errors
/// `identity/forbidden`; `documents/unknown-series`.
pub async fn open_book(office: &Office, actor: &Actor, series: &str) -> Result<Id<Book>> {
    let agency = own(actor)?.to_owned();
    let all = office.types().series();
    let found = all.into_iter().find(|(word, _)| *word == series);
    let series = found.ok_or_else(|| refused("documents/unknown-series", "seri"))?;
    let year = office.cell().today().year();
    // Two people may open it at once; a letter may open it too.
    let _turn = office.taking_numbers().await;
    let write = async |tx: &mut Tx| -> Result<Id<Book>> {
        Ok(open(tx, office, &agency, series, year).await?.id)
    };
    office.cell().db().write(write).await
}

/// Sets how the numbers of a book look and who gives them. Numbers that were taken stay as they are.
///
/// # Errors
/// `identity/forbidden`; `documents/unknown-book`; `documents/pattern` with the place.
pub async fn set_book(
    office: &Office,
    actor: &Actor,
    id: Id<Book>,
    (owner, pattern): (NumberOwner, &str),
) -> Result<()> {
    let agency = own(actor)?.to_owned();
    let parsed = Pattern::parse(pattern.trim()).map_err(bad_pattern)?.to_string();
    let write = async |tx: &mut Tx| -> Result<()> {
        let book = own_book(tx, id, &agency).await?;
        books::set(tx, id, owner, &parsed).await?;
        let before = json!({ "owner": book.owner.as_str(), "pattern": book.pattern });
        let after = json!({ "owner": owner.as_str(), "pattern": parsed });
        trace(tx, office, actor, (BOOK_SET, id), Some(before), after).await
    };
    office.cell().db().write(write).await
}

fn bad_pattern(error: PatternError) -> Error {
    let (why, at) = error.told();
    refused("documents/pattern", "pola").with("why", why).with("at", at).caused_by(error)
}

/// Writes what stands at the head of the office's letters.
///
/// # Errors
/// `identity/forbidden`; `documents/letterhead`.
pub async fn set_letterhead(
    office: &Office,
    actor: &Actor,
    (address, place, unit): (&str, &str, &str),
) -> Result<()> {
    let agency = own(actor)?.to_owned();
    let text = |text: &str| text.trim().replace('\r', "");
    let (address, place, unit) = (text(address), text(place), text(unit));
    let head = Letterhead { agency, address, place, unit };
    head.check()?;
    let who = actor.who();
    let write = async |tx: &mut Tx| -> Result<()> {
        letterheads::put(tx, &head).await?;
        let after = json!({ "address": head.address, "place": head.place, "unit": head.unit });
        let entry = Entry::new(BOOK_SET, &who, format!("letterhead/{}", head.agency));
        audit::record(tx, office.cell(), entry.after(after)).await?;
        Ok(())
    };
    office.cell().db().write(write).await
}

/// Reserves the next numbers of a book for days without a connection.
///
/// # Errors
/// `identity/forbidden`; `documents/unknown-book`, `documents/block-size`, `documents/remark`.
pub async fn reserve_block(
    office: &Office,
    actor: &Actor,
    book: Id<Book>,
    (count, reason): (i64, &str),
) -> Result<Id<Block>> {
    let agency = own(actor)?.to_owned();
    let reason = checked_reason(reason)?;
    if !(1..=LARGEST_BLOCK).contains(&count) {
        return Err(refused("documents/block-size", "banyak").with("most", LARGEST_BLOCK));
    }
    let (id, now) = (office.cell().new_id(), office.cell().now());
    let _turn = office.taking_numbers().await;
    let write = async |tx: &mut Tx| -> Result<Id<Block>> {
        let of = own_book(tx, book, &agency).await?;
        // A letter that came in is registered later under the next number.
        if of.series == super::incoming::SERIES {
            return Err(refused("documents/block-incoming", "banyak"));
        }
        let first = books::advance(tx, book, count).await?;
        let last = first + count - 1;
        let (reason, made_by_name) = (reason.clone(), actor.name().to_owned());
        let block =
            Block { id, book, first, last, reason, made_at: now, made_by_name, closed_at: None };
        books::add_block(tx, &block, actor.id()).await?;
        for ordinal in first..=last {
            numbers::take(tx, &reserved(&block, ordinal)).await?;
        }
        let after = json!({ "first": first, "last": last, "reason": block.reason });
        trace(tx, office, actor, (BLOCK_MADE, book), None, after).await?;
        Ok(id)
    };
    office.cell().db().write(write).await
}

fn reserved(block: &Block, ordinal: i64) -> Number {
    Number {
        book: block.book,
        ordinal,
        text: None,
        status: NumberStatus::Dipesan,
        letter: None,
        block: Some(block.id),
        subject: String::new(),
        day: None,
        reason: None,
        taken_at: block.made_at,
    }
}

/// A letter on paper that took a number of a block while there was no connection.
#[derive(Debug, Clone, Copy)]
pub struct OnPaper<'a> {
    pub ordinal: i64,
    pub classification: &'a str,
    pub subject: &'a str,
    pub day: Date,
}

/// Registers a letter on paper under its number of a block. The number.
///
/// # Errors
/// `identity/forbidden`; `documents/unknown-block`, `documents/block-closed`,
/// `documents/not-in-block`, `documents/subject`, `documents/classification`; `documents/paper-day`
/// for a day outside the year of the book or after today.
pub async fn use_of_block(
    office: &Office,
    actor: &Actor,
    block: Id<Block>,
    letter: OnPaper<'_>,
) -> Result<String> {
    let agency = own(actor)?.to_owned();
    let subject = letter.subject.trim();
    if subject.is_empty() || subject.chars().count() > 300 {
        return Err(refused("documents/subject", "hal"));
    }
    if !is_code(letter.classification) {
        return Err(refused("documents/classification", "klasifikasi"));
    }
    let (now, today) = (office.cell().now(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<String> {
        let (book, block) = own_block(tx, block, &agency).await?;
        if letter.day.year() != book.year || letter.day > today {
            return Err(refused("documents/paper-day", "hari"));
        }
        let number = numbers::find(tx, book.id, letter.ordinal).await?;
        let free = number.filter(|number| {
            number.block == Some(block.id) && number.status == NumberStatus::Dipesan
        });
        free.ok_or_else(|| refused("documents/not-in-block", "urut"))?;
        let text = paper_number(tx, &book, letter).await?;
        let place = (book.id, letter.ordinal);
        numbers::use_on_paper(tx, place, (&text, subject), letter.day, now).await?;
        let after = json!({ "number": text });
        trace(tx, office, actor, (BLOCK_USED, book.id), None, after).await?;
        Ok(text)
    };
    office.cell().db().write(write).await
}

async fn paper_number(tx: &mut Tx, book: &Book, letter: OnPaper<'_>) -> Result<String> {
    let pattern = Pattern::parse(&book.pattern).map_err(|_| damaged("pattern"))?;
    let head = letterheads::get(tx, &book.agency).await?;
    let text = pattern.format(&Ingredients {
        secrecy: "B",
        classification: letter.classification,
        ordinal: letter.ordinal,
        unit: &head.unit,
        position: "",
        day: letter.day,
    });
    match numbers::is_taken(tx, book.id, &text).await? {
        true => Err(refused("documents/number-taken", "urut").with("number", &text)),
        false => Ok(text),
    }
}

/// Closes a block: what was not used is void. How many.
///
/// # Errors
/// `identity/forbidden`; `documents/unknown-block`, `documents/block-closed`, `documents/remark`.
pub async fn close_block(
    office: &Office,
    actor: &Actor,
    block: Id<Block>,
    reason: &str,
) -> Result<u64> {
    let agency = own(actor)?.to_owned();
    let reason = checked_reason(reason)?;
    let now = office.cell().now();
    let write = async |tx: &mut Tx| -> Result<u64> {
        let (book, block) = own_block(tx, block, &agency).await?;
        let void = numbers::void_rest(tx, block.id, &reason, now).await?;
        books::close_block(tx, block.id, now).await?;
        let after = json!({ "void": void, "reason": reason });
        trace(tx, office, actor, (BLOCK_CLOSED, book.id), None, after).await?;
        Ok(void)
    };
    office.cell().db().write(write).await
}

/// The office whose books this person keeps.
pub(super) fn own(actor: &Actor) -> Result<&str> {
    let agency = actor.agency().unwrap_or_default();
    authorise(actor, NUMBER, Resource::Agency(agency))?;
    match agency {
        "" => Err(Error::new(Kind::Precondition, "documents/no-office")),
        agency => Ok(agency),
    }
}

async fn own_book(tx: &mut Tx, id: Id<Book>, agency: &str) -> Result<Book> {
    let found = books::find(tx, id).await?.filter(|book| book.agency == agency);
    found.ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-book"))
}

async fn own_block(tx: &mut Tx, id: Id<Block>, agency: &str) -> Result<(Book, Block)> {
    let missing = || Error::new(Kind::NotFound, "documents/unknown-block");
    let block = books::find_block(tx, id).await?.ok_or_else(missing)?;
    let book = books::find(tx, block.book).await?.filter(|book| book.agency == agency);
    let book = book.ok_or_else(missing)?;
    match block.closed_at {
        Some(_) => Err(Error::new(Kind::Conflict, "documents/block-closed")),
        None => Ok((book, block)),
    }
}

async fn trace(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    (kind, book): (Trace, Id<Book>),
    before: Option<serde_json::Value>,
    after: serde_json::Value,
) -> Result<()> {
    let who = actor.who();
    let mut entry = Entry::new(kind, &who, format!("book/{book}")).after(after);
    if let Some(before) = before {
        entry = entry.before(before);
    }
    audit::record(tx, office.cell(), entry).await?;
    Ok(())
}

/// Whether the number of a letter is given by another system.
pub(super) async fn is_typed(
    tx: &mut Tx,
    office: &Office,
    record: &crate::domain::letter::Record,
    today: Date,
) -> Result<bool> {
    let series = &office.types().get(&record.kind)?.numbering;
    let (agency, year) = (&record.agency, today.year());
    let book = match books::of(tx, agency, series, year).await? {
        Some(book) => Some(book),
        None => books::last_before(tx, agency, series, year).await?,
    };
    Ok(book.is_some_and(|book| book.owner == NumberOwner::Srikandi))
}
