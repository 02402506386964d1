//! The register of outgoing letters (buku agenda), on a page and as a spreadsheet.

use audit::Entry;
use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, ListScope, Resource, authorise};
use serde_json::json;

use super::Office;
use crate::audit_kinds::REGISTER_EXPORTED;
use crate::domain::book::{Book, Line};
use crate::permissions::READ;
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
            Some(book) => numbers::list(tx, asked(book.id, filter, filter.before), most).await?,
            None => Vec::new(),
        };
        Ok(Register { book: book.cloned(), books, lines })
    });
    read.await
}

fn asked(book: Id<Book>, filter: &Filter, before: Option<i64>) -> Asked<'_> {
    let before = before.unwrap_or(i64::MAX);
    Asked { book, before, kind: &filter.kind, status: &filter.status }
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
    let mut lines = Vec::new();
    let (db, mut before) = (office.cell().db(), None);
    loop {
        let asked = asked(book.id, filter, before);
        let piece = db.read(async |tx: &mut Tx| numbers::list(tx, asked, PIECE).await).await?;
        before = piece.last().map(|line| line.number.ordinal);
        lines.extend(piece);
        if before.is_none() {
            break;
        }
        if lines.len() as i64 > MOST {
            let error = Error::new(Kind::TooLarge, "documents/register-too-long");
            return Err(error.with("most", MOST));
        }
    }
    lines.reverse();
    let name = format!("agenda-{}-{}-{}.xlsx", book.agency, book.series, book.year);
    let (cell, count) = (office.cell(), lines.len());
    let settings = cell.settings();
    let bytes =
        register_sheet::build(words, (&settings.name, settings.demo), &lines, cell.today())?;
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
