//! The register of incoming letters of an office, its counts, and what it owes.

use audit::Entry;
use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, ListScope, Resource, authorise};
use serde_json::json;

use crate::audit_kinds::INCOMING_EXPORTED;
use crate::domain::book::Book;
use crate::domain::incoming::Listed;
use crate::domain::incoming::lists::Counts;
use crate::domain::incoming::words::Duty;
use crate::permissions::{READ, RECEIVE};
use crate::print::incoming_sheet::{self, Words};
use crate::store::incoming::dispositions;
use crate::store::incoming::lists::{self, Asked};
use crate::usecase::Office;

/// Lines of one spreadsheet, at most, and of one reading.
const MOST: usize = 50_000;
const PIECE: i64 = 1_000;
/// Duties of one list.
const DUTIES: i64 = 500;

/// What of a register is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The office; the own one when it is empty.
    pub agency: String,
    /// A state; empty for all.
    pub state: String,
    pub only_overdue: bool,
    /// Below this number of this book.
    pub before: Option<(Id<Book>, i64)>,
}

/// A page of a register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// Code of the office; empty for somebody who belongs to none and named none.
    pub agency: String,
    pub lines: Vec<Listed>,
    pub counts: Counts,
}

/// A page of a register. Letters that are closed to most are seen here by their clerks alone; others
/// who take part find them in what waits for them.
///
/// # Errors
/// `identity/forbidden`.
pub async fn register(
    office: &Office,
    actor: &Actor,
    filter: &Filter,
    most: i64,
) -> Result<Register> {
    let agency = looked_into(actor, &filter.agency)?;
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Register> {
        let lines = lines(tx, office, actor, (&agency, filter), most).await?;
        let counts = lists::counts(tx, &agency, today).await?;
        Ok(Register { agency: agency.clone(), lines, counts })
    });
    read.await
}

async fn lines(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    (agency, filter): (&str, &Filter),
    most: i64,
) -> Result<Vec<Listed>> {
    let asked = Asked {
        agency,
        before: filter.before,
        state: &filter.state,
        only_overdue: filter.only_overdue,
        today: office.cell().today(),
        with_secret: authorise(actor, RECEIVE, Resource::Agency(agency)).is_ok(),
    };
    Ok(lists::register(tx, asked, most).await?)
}

/// The office whose register somebody looks into.
fn looked_into(actor: &Actor, wanted: &str) -> Result<String> {
    let own = actor.agency().unwrap_or_default();
    let agency = match actor.list_scope(READ) {
        ListScope::Everything if !wanted.is_empty() => wanted,
        _ => own,
    };
    authorise(actor, READ, Resource::Agency(agency))?;
    Ok(agency.to_owned())
}

/// The register as XLSX, its name and its bytes.
///
/// # Errors
/// `identity/forbidden`, `documents/register-too-long`.
pub async fn export(
    office: &Office,
    actor: &Actor,
    filter: &Filter,
    words: &Words,
) -> Result<(String, Vec<u8>)> {
    let agency = looked_into(actor, &filter.agency)?;
    let (cell, mut all, mut filter) = (office.cell(), Vec::new(), filter.clone());
    filter.before = None;
    loop {
        let read = async |tx: &mut Tx| lines(tx, office, actor, (&agency, &filter), PIECE).await;
        let piece = cell.db().read(read).await?;
        filter.before = piece.last().map(|line| (line.book, line.ordinal));
        all.extend(piece);
        if filter.before.is_none() {
            break;
        }
        if all.len() > MOST {
            let error = Error::new(Kind::TooLarge, "documents/register-too-long");
            return Err(error.with("most", MOST));
        }
    }
    all.reverse();
    let settings = cell.settings();
    let bytes = incoming_sheet::build(words, (&settings.name, settings.demo), &all, cell.today())?;
    let (who, count) = (actor.who(), all.len());
    let write = async |tx: &mut Tx| -> Result<()> {
        let entry = Entry::new(INCOMING_EXPORTED, &who, format!("agency/{agency}"));
        audit::record(tx, cell, entry.after(json!({ "lines": count }))).await?;
        Ok(())
    };
    cell.db().write(write).await?;
    Ok((format!("agenda-surat-masuk-{agency}.xlsx"), bytes))
}

/// What an office owes because of dispositions, whatever is due first, first; for lists of tasks.
///
/// # Errors
/// `identity/forbidden` for somebody who does not see the letters of the office.
pub async fn duties(office: &Office, actor: &Actor, agency: &str) -> Result<Vec<Duty>> {
    authorise(actor, READ, Resource::Agency(agency))?;
    let db = office.cell().db();
    Ok(db.read(async |tx: &mut Tx| dispositions::duties(tx, agency, DUTIES).await).await?)
}
