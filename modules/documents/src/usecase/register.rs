//! The register of outgoing letters (buku agenda), on a page and as a spreadsheet.

use audit::Entry;
use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, ListScope, Resource, authorise};
use serde_json::json;

use super::Office;
use crate::audit_kinds::REGISTER_EXPORTED;
use crate::domain::book::{Book, Line};
use crate::permissions::{NUMBER, READ};
use crate::print::register_sheet;
use crate::store::numbers::Asked;
use crate::store::{books, numbers};

/// Lines of one spreadsheet, at most.
const MOST: i64 = 50_000;
/// Lines that are read at a time.
const PIECE: i64 = 1_000;

/// What of a register is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The newest of the office when it is none.
    pub book: Option<Id<Book>>,
    /// Id of a letter type; empty for all.
    pub kind: String,
    /// A number's status; empty for all.
    pub status: String,
    /// Numbers below this one.
    pub before: Option<i64>,
}

/// A page of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The books this person may look into, the newest first.
    pub books: Vec<Book>,
    pub book: Option<Book>,
    pub lines: Vec<Line>,
}

/// A page of a register.
///
/// # Errors
/// `identity/forbidden`, `documents/unknown-book`.
pub async fn page(office: &Office, actor: &Actor, filter: &Filter, most: i64) -> Result<Register> {
    let scope = actor.list_scope(READ);
    if scope == ListScope::Nothing {
        authorise(actor, READ, Resource::Cell)?;
    }
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Register> {
        let mut books = books::list(tx, scope.everything(), scope.agency()).await?;
        // Incoming letters have a register of their own.
        books.retain(|book| book.series != super::incoming::SERIES);
        let book = match filter.book {
            Some(id) => Some(books.iter().find(|book| book.id == id).ok_or_else(unknown)?),
            None => books.first(),
        };
        let lines = match book {
            Some(book) => lines(tx, actor, book, (filter, filter.before), most).await?,
            None => Vec::new(),
        };
        Ok(Register { book: book.cloned(), books, lines })
    });
    read.await
}

/// Lines of a book. What a secret letter is about is told to those who give it its number.
async fn lines(
    tx: &mut Tx,
    actor: &Actor,
    book: &Book,
    (filter, before): (&Filter, Option<i64>),
    most: i64,
) -> Result<Vec<Line>> {
    let before = before.unwrap_or(i64::MAX);
    let asked = Asked { book: book.id, before, kind: &filter.kind, status: &filter.status };
    let all = numbers::list(tx, asked, most).await?;
    let with_secret = authorise(actor, NUMBER, Resource::Agency(&book.agency)).is_ok();
    let told = |line: Line| if line.is_closed && !with_secret { line.veiled() } else { line };
    Ok(all.into_iter().map(told).collect())
}

/// A register as XLSX, its name and its bytes. `titles` are the heads of the columns.
///
/// # Errors
/// `identity/forbidden`, `documents/unknown-book`, `documents/register-too-long`.
pub async fn export(
    office: &Office,
    actor: &Actor,
    filter: &Filter,
    words: &register_sheet::Words,
) -> Result<(String, Vec<u8>)> {
    let first = page(office, actor, filter, 1).await?;
    let book = first.book.ok_or_else(unknown)?;
    let mut all = Vec::new();
    let (db, mut before) = (office.cell().db(), None);
    loop {
        let more = (filter, before);
        let piece = db.read(async |tx: &mut Tx| lines(tx, actor, &book, more, PIECE).await).await?;
        before = piece.last().map(|line| line.number.ordinal);
        all.extend(piece);
        if before.is_none() {
            break;
        }
        if all.len() as i64 > MOST {
            let error = Error::new(Kind::TooLarge, "documents/register-too-long");
            return Err(error.with("most", MOST));
        }
    }
    all.reverse();
    let name = format!("agenda-{}-{}-{}.xlsx", book.agency, book.series, book.year);
    let (cell, count) = (office.cell(), all.len());
    let settings = cell.settings();
    let bytes = register_sheet::build(words, (&settings.name, settings.demo), &all, cell.today())?;
    let who = actor.who();
    let write = async |tx: &mut Tx| -> Result<()> {
        let entry = Entry::new(REGISTER_EXPORTED, &who, format!("book/{}", book.id));
        audit::record(tx, cell, entry.after(json!({ "lines": count }))).await?;
        Ok(())
    };
    cell.db().write(write).await?;
    Ok((name, bytes))
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/unknown-book")
}
