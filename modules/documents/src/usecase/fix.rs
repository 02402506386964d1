//! The number and the final PDF.
//!
//! The first transaction takes a number for the letter, once and for good. Then the PDF is rendered,
//! with the number inside, outside of any transaction. The second one stores the PDF and marks the
//! number as used. Killed in between, the letter keeps its number and the next try goes on with it.

use base::{Date, Error, Id, Instant, Kind, Result};
use db::Tx;
use identity::{Actor, Basis, Position, Resource, authorise};

use super::Office;
use super::access::{Loaded, Person, damaged, load_seen, person, store_chain};
use super::office::Deed;
use super::paper::{self, Gathered, Paper};
use super::route::{Told, checked_reason, entered, finish};
use super::{books, files, search};
use crate::audit_kinds::{LETTER_CANCELLED, LETTER_FIXED, LETTER_SIGNED_ON_PAPER, NUMBER_TAKEN};
use crate::domain::book::{Book, Number};
use crate::domain::chain::{ChainError, Mark};
use crate::domain::content::refused;
use crate::domain::letter::{EventKind, Letter, Record, Revision, State};
use crate::domain::number::{Ingredients, NumberOwner, NumberStatus, Pattern};
use crate::domain::sheet::Dated;
use crate::permissions::NUMBER;
use crate::store::{letterheads, letters, numbers, revisions, versions};

/// Why a number is void whose text stands in the book already.
const TYPED_BEFORE: &str = "nomor ini sudah diketik sebelumnya dalam buku yang sama";

/// Longest number that may be typed in.
const LONGEST_NUMBER: usize = 80;

/// A letter that has its number and final PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    pub number: String,
    pub day: Date,
    /// Of the PDF, hexadecimal.
    pub sha256: String,
    pub pages: u32,
    /// Id of the account that may sign it.
    pub signer: String,
}

/// Gives a letter that is ready its number and final PDF. The records clerk of the issuing office does
/// it, or whoever signs. `given` is the number of another system, where that owns the book.
///
/// # Errors
/// `documents/not-numbering` for others; `documents/wrong-state`; `documents/nobody-there`;
/// `documents/number-needed`, `-unwanted`, `-taken`, `-bad`; `documents/number-first` for an uploaded
/// PDF into which no number was put; those of rendering.
pub async fn fix(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    given: Option<&str>,
) -> Result<Fixed> {
    let (gathered, dated) = reserve(office, actor, id, given).await?;
    let paper = paper::finish(office, id, &gathered, &dated).await?;
    files::put_file(office.cell(), id, &paper.sha256, paper.pdf.clone()).await?;
    settle(office, actor, id, &gathered, &dated, &paper).await
}

/// Takes the number of a letter before it is ready, so that it can be put into a PDF that is made
/// elsewhere. The number, also when it was taken before.
///
/// # Errors
/// As [`fix`]; `documents/wrong-state` for a letter whose body is typed here.
pub async fn take_number(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    given: Option<&str>,
) -> Result<Dated> {
    let (cell, today) = (office.cell(), office.cell().today());
    let _turn = office.taking_numbers().await;
    let write = async |tx: &mut Tx| -> Result<Dated> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, id).await?;
        let state = loaded.record.state;
        let early = matches!(state, State::Draft | State::Returned);
        let is_upload = loaded.content.body.uploaded().is_some();
        if !early {
            return Err(ChainError::State(state).into());
        }
        if !is_own(actor, &loaded.record) {
            numbers_for(&person, &loaded)?;
        }
        if !is_upload && loaded.record.number.is_none() && !loaded.content.body.typed().is_empty() {
            return Err(refused("documents/number-later", "nomor-naskah"));
        }
        taken(tx, office, actor, &loaded, given).await
    };
    cell.db().write(write).await
}

/// Whether an author takes the number of a letter of the own office. The books of others are filled by
/// their clerks and signers alone: a number that is not used leaves a void line.
pub(super) fn is_own(actor: &Actor, record: &Record) -> bool {
    record.author == actor.id() && actor.agency() == Some(record.agency.as_str())
}

/// The first transaction.
async fn reserve(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    given: Option<&str>,
) -> Result<(Gathered, Dated)> {
    let (cell, today) = (office.cell(), office.cell().today());
    let _turn = office.taking_numbers().await;
    let write = async |tx: &mut Tx| -> Result<(Gathered, Dated)> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, id).await?;
        let by = numbers_for(&person, &loaded)?;
        loaded.chain.fix()?;
        ensure_not_moved(tx, &loaded).await?;
        let gathered = paper::gather(tx, office, &loaded, by.as_deref()).await?;
        if gathered.by.is_none() {
            let error = Error::new(Kind::Conflict, "documents/nobody-there");
            return Err(error.with("position", &gathered.frame.signer.title));
        }
        ensure_number_inside(tx, &loaded).await?;
        let dated = taken(tx, office, actor, &loaded, given).await?;
        Ok((gathered, dated))
    };
    cell.db().write(write).await
}

/// Whoever may give a letter its number: the clerk (then whoever holds the position signs), or the
/// signer, who is told by account.
fn numbers_for(person: &Person<'_>, loaded: &Loaded) -> Result<Option<String>> {
    let is_clerk = authorise(person.actor, NUMBER, Resource::Agency(&loaded.record.agency)).is_ok();
    let signs = person.holds(loaded.record.signer).is_some();
    match (signs, is_clerk) {
        (true, _) => Ok(Some(person.actor.id().to_owned())),
        (false, true) => Ok(None),
        (false, false) => Err(Error::new(Kind::Forbidden, "documents/not-numbering")),
    }
}

/// The book and the unit in the number are those of the office the letter was saved for; the letterhead
/// is that of the position. A reorganisation in between must not make them disagree.
async fn ensure_not_moved(tx: &mut Tx, loaded: &Loaded) -> Result<()> {
    let position = identity::find_position(tx, loaded.record.signer).await?;
    let position = position.ok_or_else(|| damaged("position"))?;
    if position.agency == loaded.record.agency {
        return Ok(());
    }
    let moved = Error::new(Kind::Conflict, "documents/signer-moved");
    Err(moved.with("position", &position.title))
}

/// An uploaded PDF must have been made with its number at hand.
async fn ensure_number_inside(tx: &mut Tx, loaded: &Loaded) -> Result<()> {
    if loaded.content.body.uploaded().is_none() {
        return Ok(());
    }
    let number = numbers::of_letter(tx, loaded.record.id).await?;
    let versions = versions::list(tx, loaded.record.id).await?;
    let saved = versions.first().map(|version| version.at);
    match number.zip(saved) {
        Some((number, saved)) if number.taken_at <= saved => Ok(()),
        _ => Err(refused("documents/number-first", "nomor-naskah")),
    }
}

/// The number of a letter: the one it has, or the next of its book.
async fn taken(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    loaded: &Loaded,
    given: Option<&str>,
) -> Result<Dated> {
    let (record, today) = (&loaded.record, office.cell().today());
    if let Some(number) = numbers::of_letter(tx, record.id).await? {
        let text = number.text.ok_or_else(|| damaged("number"))?;
        return Ok(Dated { number: text, day: number.day.unwrap_or(today) });
    }
    let kind = office.types().get(&record.kind)?;
    let book = books::opened(tx, office, (&record.agency, kind), today.year()).await?;
    let now = office.cell().now();
    let ordinal = crate::store::books::advance(tx, book.id, 1).await?;
    let (ordinal, text) = match book.owner {
        NumberOwner::Here => free(tx, loaded, &book, ordinal, (given, today, now)).await?,
        NumberOwner::Srikandi => (ordinal, typed_in(given)?),
    };
    if numbers::is_taken(tx, book.id, &text).await? {
        return Err(refused("documents/number-taken", "nomor-naskah").with("number", &text));
    }
    let (letter, day) = (Some(record.id), Some(today));
    let number = Number { text: Some(text.clone()), letter, day, ..bare(&book, ordinal, now) };
    numbers::take(tx, &number).await?;
    letters::set_number(tx, record.id, &text, today).await?;
    let (kind, event) = (NUMBER_TAKEN, EventKind::Numbered);
    let deed = Deed { kind, event, capacity: "", detail: &text };
    office.trace(tx, actor, record.id, deed).await?;
    Ok(Dated { number: text, day: today })
}

/// A number that nobody has yet.
fn bare(book: &Book, ordinal: i64, taken_at: Instant) -> Number {
    Number {
        book: book.id,
        ordinal,
        text: None,
        status: NumberStatus::Dipesan,
        letter: None,
        block: None,
        subject: String::new(),
        day: None,
        reason: None,
        taken_at,
    }
}

/// The next number whose text nobody typed in while SRIKANDI owned the book. One that somebody did is
/// void: the book stays without gaps, and goes on.
async fn free(
    tx: &mut Tx,
    loaded: &Loaded,
    book: &Book,
    mut ordinal: i64,
    (given, today, now): (Option<&str>, Date, Instant),
) -> Result<(i64, String)> {
    loop {
        let text = formatted(tx, loaded, (&book.pattern, ordinal), today, given).await?;
        if !numbers::is_taken(tx, book.id, &text).await? {
            return Ok((ordinal, text));
        }
        numbers::take(tx, &bare(book, ordinal, now)).await?;
        let place = (book.id, ordinal);
        numbers::settle(tx, place, NumberStatus::Batal, Some(TYPED_BEFORE), now).await?;
        ordinal = crate::store::books::advance(tx, book.id, 1).await?;
    }
}

async fn formatted(
    tx: &mut Tx,
    loaded: &Loaded,
    (pattern, ordinal): (&str, i64),
    day: Date,
    given: Option<&str>,
) -> Result<String> {
    if given.is_some_and(|text| !text.trim().is_empty()) {
        return Err(refused("documents/number-unwanted", "nomor-naskah"));
    }
    let pattern = Pattern::parse(pattern).map_err(|_| damaged("pattern"))?;
    let head = letterheads::get(tx, &loaded.record.agency).await?;
    let position = identity::find_position(tx, loaded.record.signer).await?;
    let position = position.ok_or_else(|| damaged("position"))?;
    Ok(pattern.format(&Ingredients {
        secrecy: loaded.record.secrecy.letters(),
        classification: &loaded.record.classification,
        ordinal,
        unit: &head.unit,
        position: &position.abbreviation,
        day,
    }))
}

/// A number that another system gave.
pub(super) fn typed_in(given: Option<&str>) -> Result<String> {
    let text = given.unwrap_or_default().trim();
    let good = !text.chars().any(char::is_control) && text.chars().count() <= LONGEST_NUMBER;
    match (text.is_empty(), good) {
        (true, _) => Err(refused("documents/number-needed", "nomor-naskah")),
        (false, true) => Ok(text.to_owned()),
        (false, false) => Err(refused("documents/number-bad", "nomor-naskah")),
    }
}

/// The second transaction: the letter still is what was rendered.
async fn settle(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    gathered: &Gathered,
    dated: &Dated,
    paper: &Paper,
) -> Result<Fixed> {
    let (cell, today) = (office.cell(), office.cell().today());
    let (signer, basis) = gathered.by.clone().ok_or_else(|| damaged("signer"))?;
    let write = async |tx: &mut Tx| -> Result<Fixed> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, id).await?;
        numbers_for(&person, &loaded)?;
        ensure_not_moved(tx, &loaded).await?;
        let chain = loaded.chain.fix()?;
        if loaded.content != gathered.content {
            let stale = Error::new(Kind::Conflict, "documents/newer-version");
            return Err(stale.with("version", loaded.chain.version));
        }
        add_revision(tx, office, &loaded, paper, (&signer, basis), producer(gathered)).await?;
        mark_used(tx, office, id).await?;
        store_chain(tx, office, &loaded.record, (&loaded.chain, &chain)).await?;
        let detail = dated.number.as_str();
        let (kind, event) = (LETTER_FIXED, EventKind::Fixed);
        office.trace(tx, actor, id, Deed { kind, event, capacity: "", detail }).await?;
        let numbered = letters::find(tx, id).await?.ok_or_else(|| damaged("letter"))?;
        search::index(tx, cell, &numbered, &loaded.content).await?;
        Ok(Fixed {
            number: dated.number.clone(),
            day: dated.day,
            sha256: paper.sha256.clone(),
            pages: paper.pages,
            signer: signer.clone(),
        })
    };
    cell.db().write(write).await
}

fn producer(gathered: &Gathered) -> &'static str {
    if gathered.content.body.uploaded().is_some() { "upload" } else { "render" }
}

async fn add_revision(
    tx: &mut Tx,
    office: &Office,
    loaded: &Loaded,
    paper: &Paper,
    (signer, basis): (&str, Basis),
    producer: &str,
) -> Result<()> {
    let known = revisions::list(tx, loaded.record.id).await?;
    let number = u32::try_from(known.len() + 1).unwrap_or(u32::MAX);
    let revision = Revision {
        number,
        sha256: paper.sha256.clone(),
        bytes: paper.pdf.len() as u64,
        pages: paper.pages,
        version: loaded.chain.version,
        producer: producer.to_owned(),
        signer: signer.to_owned(),
        basis,
        places: paper.places.clone(),
        made_at: office.cell().now(),
    };
    Ok(revisions::add(tx, loaded.record.id, &revision).await?)
}

async fn mark_used(tx: &mut Tx, office: &Office, id: Id<Letter>) -> Result<()> {
    let number = numbers::of_letter(tx, id).await?.ok_or_else(|| damaged("number"))?;
    let (place, now) = ((number.book, number.ordinal), office.cell().now());
    Ok(numbers::settle(tx, place, NumberStatus::Terpakai, None, now).await?)
}

/// Notes that a letter was signed on paper, with its scan. The clerk of the issuing office does it.
///
/// # Errors
/// `identity/forbidden`; `documents/not-on-paper` for a type that is signed electronically;
/// `documents/wrong-state`, `documents/four-eyes`; those of the scan.
pub async fn signed_on_paper(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    content: bytes::Bytes,
) -> Result<()> {
    let (sha256, pages) = paper::scan(&content)?;
    let scan = Paper { pdf: content.clone(), sha256: sha256.clone(), pages, places: Vec::new() };
    // First: whoever may not do it stores nothing.
    office.cell().db().read(async |tx: &mut Tx| on_paper(tx, office, actor, id).await).await?;
    files::put_file(office.cell(), id, &sha256, content).await?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let (loaded, mark) = &on_paper(tx, office, actor, id).await?;
        let (signer, basis) = (mark.actor.clone(), mark.basis);
        let chain = loaded.chain.signed(mark.clone())?;
        add_revision(tx, office, loaded, &scan, (&signer, basis), "scan").await?;
        let (kind, event) = (LETTER_SIGNED_ON_PAPER, EventKind::SignedOnPaper);
        let detail = mark.name.clone();
        finish(
            tx,
            office,
            actor,
            loaded,
            (chain, Told { kind, event, capacity: String::new(), detail }),
        )
        .await
    };
    office.cell().db().write(write).await
}

/// The letter, with the mark of whoever signed it on paper, when this person may note that.
async fn on_paper(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
) -> Result<(Loaded, Mark)> {
    let (_, loaded) = entered(tx, office, actor, id).await?;
    authorise(actor, NUMBER, Resource::Agency(&loaded.record.agency))?;
    if !office.types().get(&loaded.record.kind)?.paper {
        return Err(Error::new(Kind::Conflict, "documents/not-on-paper"));
    }
    let revision = revisions::list(tx, id).await?.pop();
    let (signer, basis) = revision
        .map(|revision| (revision.signer, revision.basis))
        .ok_or(ChainError::State(loaded.record.state))?;
    let mark = paper_mark(tx, office, &loaded, (&signer, basis)).await?;
    loaded.chain.signed(mark.clone())?;
    Ok((loaded, mark))
}

/// The mark of whoever is named under the letter.
async fn paper_mark(
    tx: &mut Tx,
    office: &Office,
    loaded: &Loaded,
    (signer, basis): (&str, Basis),
) -> Result<Mark> {
    let tenures = identity::list_tenures(tx, loaded.record.signer).await?;
    let known = tenures.iter().find(|held| held.account.to_string() == signer);
    let name = known.map(|held| held.name.clone()).ok_or_else(|| damaged("signer"))?;
    let (actor, version, at) = (signer.to_owned(), loaded.chain.version, office.cell().now());
    Ok(Mark { actor, name, basis, version, at })
}

/// Gives up a letter that was fixed: its number is void, for a reason that is kept.
///
/// # Errors
/// `documents/not-numbering`; `documents/wrong-state`; `documents/remark` without a reason.
pub async fn cancel(office: &Office, actor: &Actor, id: Id<Letter>, reason: &str) -> Result<()> {
    let reason = checked_reason(reason)?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let (person, loaded) = &entered(tx, office, actor, id).await?;
        numbers_for(person, loaded)?;
        let chain = loaded.chain.cancel()?;
        let number = numbers::of_letter(tx, id).await?.ok_or_else(|| damaged("number"))?;
        let (place, now) = ((number.book, number.ordinal), office.cell().now());
        numbers::settle(tx, place, NumberStatus::Batal, Some(&reason), now).await?;
        letters::set_reason(tx, id, &reason).await?;
        let (kind, event, detail) = (LETTER_CANCELLED, EventKind::Cancelled, reason.clone());
        let capacity = capacity(person, loaded.record.signer);
        finish(tx, office, actor, loaded, (chain, Told { kind, event, capacity, detail })).await
    };
    office.cell().db().write(write).await
}

fn capacity(person: &Person<'_>, position: Id<Position>) -> String {
    person.holds(position).map(identity::Held::capacity).unwrap_or_default()
}
