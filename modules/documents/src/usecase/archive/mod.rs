//! Letters taken out with everything an archive needs, as a ZIP file: asked for, made by a job, fetched.

mod gather;
mod make;
mod writing;

use audit::{Entry, Kind as Trace};
use base::{Error, Id, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};
use jobs::{Entry as JobEntry, Filter, Job, JobId, NewJob};
use serde_json::json;

use crate::audit_kinds::{ARCHIVE_ASKED, ARCHIVE_FETCHED};
use crate::domain::archive::{Order, What, ensure_leaves};
use crate::domain::book::Book;
use crate::permissions::{EXPORT, NUMBER, RECEIVE};
use crate::store::books;
use crate::store::retention::dossiers;
use crate::usecase::Office;
use crate::usecase::access::{load_seen, person};
use crate::usecase::incoming::access as incoming_access;

pub use make::{ExportJob, MOST};
pub use writing::Archive;

/// Days for which an archive can be fetched: it is a second copy of what people wrote, and is made
/// again in minutes.
pub const KEPT_DAYS: i64 = 14;
const KEPT_SECONDS: i64 = KEPT_DAYS * 86_400;
/// Archives of one list.
const LISTED: u32 = 50;

/// What a form asks for.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    pub what: What,
    pub id: &'a str,
    pub from: &'a str,
    pub until: &'a str,
    pub with_secret: bool,
}

/// An archive in a list or on its page.
#[derive(Debug, Clone)]
pub struct Asked {
    pub order: Order,
    pub job: JobEntry,
    /// It is there, and was not removed meanwhile.
    pub is_there: bool,
}

/// Asks for an archive. The same wish twice is one job.
///
/// # Errors
/// `identity/forbidden`; `documents/unknown-…` for what this person does not see;
/// `documents/export-draft`, `documents/export-secret` for a secret letter without saying so,
/// `documents/day`, `documents/export-period`.
pub async fn ask(office: &Office, actor: &Actor, wish: Wish<'_>) -> Result<JobId> {
    let (cell, today, who) = (office.cell(), office.cell().today(), actor.who());
    let write = async |tx: &mut Tx| -> Result<JobId> {
        let person = person(tx, actor, today).await?;
        let agency = match wish.what {
            What::Naskah => of_letter(tx, &person, wish).await?,
            What::Masuk => of_incoming(tx, &person, wish).await?,
            What::Berkas => of_dossier(tx, actor, wish).await?,
            What::Agenda => of_register(tx, actor, wish).await?,
        };
        authorise(actor, EXPORT, Resource::Agency(&agency))?;
        if wish.with_secret {
            // Whoever numbers and registers sees every letter of the office (see access.rs).
            authorise(actor, NUMBER, Resource::Agency(&agency))?;
            authorise(actor, RECEIVE, Resource::Agency(&agency))?;
        }
        let order = Order {
            what: wish.what,
            id: wish.id.to_owned(),
            from: wish.from.to_owned(),
            until: wish.until.to_owned(),
            agency,
            with_secret: wish.with_secret,
            roles: actor.roles().to_vec(),
            asked_at: cell.now().to_string(),
        };
        order.check_period()?;
        let job = NewJob::of::<ExportJob>(&order, &who)?.with_key(order.key());
        let id = jobs::enqueue(tx, cell, job).await?.id();
        let facts = json!({
            "what": order.what.as_str(),
            "agency": order.agency,
            "from": order.from,
            "until": order.until,
            "secret": order.with_secret,
        });
        trace(tx, office, actor, (id, ARCHIVE_ASKED), facts).await?;
        Ok(id)
    };
    cell.db().write(write).await
}

async fn of_letter(
    tx: &mut Tx,
    person: &crate::usecase::access::Person<'_>,
    wish: Wish<'_>,
) -> Result<String> {
    let id = Id::parse(wish.id).ok_or_else(crate::usecase::access::unknown)?;
    let record = load_seen(tx, person, id).await?.record;
    ensure_leaves(record.number.is_some(), record.state.is_over())?;
    ensure_said(record.secrecy.is_closed(), wish)?;
    Ok(record.agency)
}

async fn of_incoming(
    tx: &mut Tx,
    person: &crate::usecase::access::Person<'_>,
    wish: Wish<'_>,
) -> Result<String> {
    let id = Id::parse(wish.id).ok_or_else(incoming_access::unknown)?;
    let record = incoming_access::load_seen(tx, person, id).await?.record;
    ensure_said(record.entry.secrecy.is_closed(), wish)?;
    Ok(record.agency)
}

/// A secret letter alone, left out, would be an empty archive.
fn ensure_said(is_closed: bool, wish: Wish<'_>) -> Result<()> {
    match is_closed && !wish.with_secret {
        true => Err(Error::new(Kind::Conflict, "documents/export-secret")),
        false => Ok(()),
    }
}

async fn of_dossier(tx: &mut Tx, actor: &Actor, wish: Wish<'_>) -> Result<String> {
    let unknown = || Error::new(Kind::NotFound, "documents/unknown-dossier");
    let found = dossiers::find(tx, Id::parse(wish.id).ok_or_else(unknown)?).await?;
    let agency = found.map(|dossier| dossier.agency).filter(|agency| exports(actor, agency));
    agency.ok_or_else(unknown)
}

fn exports(actor: &Actor, agency: &str) -> bool {
    authorise(actor, EXPORT, Resource::Agency(agency)).is_ok()
}

async fn of_register(tx: &mut Tx, actor: &Actor, wish: Wish<'_>) -> Result<String> {
    if wish.id.is_empty() {
        let no_office = || Error::new(Kind::Precondition, "documents/no-office");
        return Ok(actor.agency().ok_or_else(no_office)?.to_owned());
    }
    let unknown = || Error::new(Kind::NotFound, "documents/unknown-book");
    let found = books::find(tx, Id::parse(wish.id).ok_or_else(unknown)?).await?;
    let agency = found.map(|book| book.agency).filter(|agency| exports(actor, agency));
    agency.ok_or_else(unknown)
}

/// The books of the own office, for the form.
///
/// # Errors
/// `identity/forbidden`, `documents/no-office`.
pub async fn own_books(office: &Office, actor: &Actor) -> Result<Vec<Book>> {
    let no_office = || Error::new(Kind::Precondition, "documents/no-office");
    let agency = actor.agency().ok_or_else(no_office)?;
    authorise(actor, EXPORT, Resource::Agency(agency))?;
    let db = office.cell().db();
    Ok(db.read(async |tx: &mut Tx| books::list(tx, false, agency).await).await?)
}

/// Archives that the own office asked for, the newest first.
///
/// # Errors
/// `identity/forbidden`.
pub async fn list(office: &Office, actor: &Actor) -> Result<Vec<Asked>> {
    let agency = actor.agency().unwrap_or_default();
    authorise(actor, EXPORT, Resource::Agency(agency))?;
    let kind = Some(ExportJob::KIND.to_owned());
    let filter = Filter { kind, agency: Some(agency.to_owned()), ..Filter::default() };
    let db = office.cell().db();
    let jobs = db.read(async |tx: &mut Tx| jobs::list(tx, &filter, None, LISTED).await).await?;
    Ok(jobs.into_iter().filter_map(|job| asked(office.cell(), job)).collect())
}

fn asked(cell: &Cell, job: JobEntry) -> Option<Asked> {
    let order: Order = serde_json::from_value(job.payload.clone()).ok()?;
    let made = job.outcome.as_ref().is_some_and(|made| made.get("file").is_some());
    let is_there = made && job.id.made_at() > cell.now().plus_seconds(-KEPT_SECONDS);
    Some(Asked { order, job, is_there })
}

/// One of them, for whoever might have asked for it.
///
/// # Errors
/// `documents/unknown-export`.
pub async fn find(office: &Office, actor: &Actor, id: JobId) -> Result<Asked> {
    let db = office.cell().db();
    let found = db.read(async |tx: &mut Tx| jobs::find(tx, id).await).await?;
    let own = found.filter(|job| job.kind == ExportJob::KIND);
    let own = own.and_then(|job| asked(office.cell(), job));
    own.filter(|it| may_fetch(actor, &it.order)).ok_or_else(unknown)
}

fn may_fetch(actor: &Actor, order: &Order) -> bool {
    let may = |right| authorise(actor, right, Resource::Agency(&order.agency)).is_ok();
    may(EXPORT) && (!order.with_secret || (may(NUMBER) && may(RECEIVE)))
}

/// The ZIP file, to be read piece by piece; who fetched it is written down.
///
/// # Errors
/// `documents/unknown-export` while it is not there; `documents/export-gone` when it was removed.
pub async fn fetch(office: &Office, actor: &Actor, id: JobId) -> Result<(Order, files::Reading)> {
    let asked = find(office, actor, id).await?;
    if asked.job.outcome.as_ref().is_none_or(|made| made.get("file").is_none()) {
        return Err(unknown());
    }
    let gone = || Error::new(Kind::NotFound, "documents/export-gone");
    let reading = match asked.is_there {
        true => office.cell().files().read(&make::file_name(id)?).await?,
        false => None,
    };
    let reading = reading.ok_or_else(gone)?;
    let facts = json!({ "bytes": reading.bytes, "secret": asked.order.with_secret });
    let write =
        async |tx: &mut Tx| trace(tx, office, actor, (id, ARCHIVE_FETCHED), facts.clone()).await;
    office.cell().db().write(write).await?;
    Ok((asked.order, reading))
}

/// Removes archives that can no longer be fetched; how many. For housekeeping.
///
/// # Errors
/// Those of the file store.
pub async fn remove_old(cell: &Cell) -> Result<usize> {
    make::remove_older(cell, KEPT_SECONDS).await
}

/// Removes the archives that an office asked for: what is destroyed does not live on in a copy. How
/// many.
///
/// # Errors
/// Those of the file store and of the database.
pub(crate) async fn forget_office(cell: &Cell, agency: &str) -> Result<usize> {
    let mut removed = 0;
    for id in make::kept(cell).await? {
        let found = cell.db().read(async |tx: &mut Tx| jobs::find(tx, id).await).await?;
        let order = found.and_then(|job| serde_json::from_value::<Order>(job.payload).ok());
        if order.is_none_or(|order| order.agency == agency) {
            cell.files().remove(&make::file_name(id)?).await?;
            removed += 1;
        }
    }
    Ok(removed)
}

async fn trace(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    (id, kind): (JobId, Trace),
    facts: serde_json::Value,
) -> Result<()> {
    let who = actor.who();
    let entry = Entry::new(kind, &who, format!("export/{id}")).after(facts);
    audit::record(tx, office.cell(), entry).await?;
    Ok(())
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/unknown-export")
}
