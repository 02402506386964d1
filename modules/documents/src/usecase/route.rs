//! The way of a letter: up, paraf by paraf, back with a remark, taken back, given up.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::Actor;

use super::Office;
use super::access::{
    Loaded, Person, acting, ensure_author, load_seen, mark, may_take_over, person, store_chain,
};
use super::draft::{checked_note, ensure_seen};
use super::office::Deed;
use crate::audit_kinds::{
    LETTER_RECALLED, LETTER_RETURNED, LETTER_SENT_UP, LETTER_TAKEN_OVER, LETTER_WITHDRAWN,
    PARAF_GIVEN,
};
use crate::domain::chain::{Asked, Chain, Manner};
use crate::domain::content::refused;
use crate::domain::letter::{EventKind, Letter};
use crate::domain::number::NumberStatus;
use crate::store::{letters, numbers};

/// Sends a letter up: its reviewers are asked in their order, then the signer.
///
/// # Errors
/// `documents/not-yours`, `documents/wrong-state`, `documents/newer-version`,
/// `documents/position-twice`, `documents/nobody-there` when a position has no holder today,
/// `documents/four-eyes`, and what [`crate::domain::content::Content::check_complete`] finds.
pub async fn send_up(office: &Office, actor: &Actor, id: Id<Letter>, seen: u32) -> Result<()> {
    let write = async |tx: &mut Tx| -> Result<()> {
        let (person, loaded) = &entered(tx, office, actor, id).await?;
        ensure_author(person, &loaded.record)?;
        ensure_seen(&loaded.chain, seen)?;
        let kind = office.types().get(&loaded.record.kind)?;
        loaded.content.check_complete(kind)?;
        let (reviewers, signer) = asked(tx, person, loaded).await?;
        let chain = loaded.chain.send_up(&reviewers, &signer, office.cell().now())?;
        // Whoever writes for their own signature needs somebody else to look at it.
        if reviewers.is_empty() && person.holds(signer.position).is_some() {
            return Err(crate::domain::chain::ChainError::FourEyes.into());
        }
        let (kind, event) = (LETTER_SENT_UP, EventKind::SentUp);
        finish(
            tx,
            office,
            actor,
            loaded,
            (chain, Told { kind, event, capacity: String::new(), detail: String::new() }),
        )
        .await
    };
    office.cell().db().write(write).await
}

/// The positions that are asked, each with somebody who holds it today.
async fn asked(tx: &mut Tx, person: &Person<'_>, loaded: &Loaded) -> Result<(Vec<Asked>, Asked)> {
    let mut reviewers = Vec::new();
    for (at, reviewer) in loaded.content.reviewers.iter().enumerate() {
        let field = format!("pemaraf-{}", at + 1);
        reviewers.push(one(tx, person, (&reviewer.position, reviewer.manner), &field).await?);
    }
    let signer = (loaded.content.signer.as_str(), Manner::Hierarki);
    Ok((reviewers, one(tx, person, signer, "penanda-tangan").await?))
}

async fn one(
    tx: &mut Tx,
    person: &Person<'_>,
    (id, manner): (&str, Manner),
    field: &str,
) -> Result<Asked> {
    let id = Id::parse(id).ok_or_else(|| refused("documents/position", field))?;
    let found = identity::find_position(tx, id).await?;
    let position = found.filter(|position| !position.abolished);
    let position = position.ok_or_else(|| refused("documents/position", field))?;
    if identity::holders(tx, id, person.today).await?.is_empty() {
        let error = refused("documents/nobody-there", field);
        return Err(error.with("position", &position.title));
    }
    Ok(Asked { position: id, title: position.title, manner })
}

/// A paraf on the version that was seen.
///
/// # Errors
/// `documents/not-your-desk`, `documents/step-not-open`, `documents/newer-version`,
/// `documents/wrong-state`.
pub async fn paraf(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    (ordinal, seen): (u32, u32),
) -> Result<()> {
    let write = async |tx: &mut Tx| -> Result<()> {
        let (person, loaded) = &entered(tx, office, actor, id).await?;
        let held = acting(person, step(&loaded.chain, ordinal)?)?;
        let mark = mark(person, held, seen, office.cell().now());
        let chain = loaded.chain.paraf(ordinal, mark)?;
        let (kind, event) = (PARAF_GIVEN, EventKind::Paraf);
        let detail = seen.to_string();
        finish(
            tx,
            office,
            actor,
            loaded,
            (chain, Told { kind, event, capacity: held.capacity(), detail }),
        )
        .await
    };
    office.cell().db().write(write).await
}

/// Sends a letter back to its author with a remark.
///
/// # Errors
/// As [`paraf`]; `documents/remark` when it says nothing.
pub async fn send_back(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    (ordinal, seen): (u32, u32),
    remark: &str,
) -> Result<()> {
    let remark = checked_note(remark)?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let (person, loaded) = &entered(tx, office, actor, id).await?;
        let held = acting(person, step(&loaded.chain, ordinal)?)?;
        let mark = mark(person, held, seen, office.cell().now());
        let chain = loaded.chain.send_back(ordinal, mark, &remark)?;
        // A number stays with its letter; it is only no longer on a final PDF.
        if let Some(number) = numbers::of_letter(tx, id).await? {
            let place = (number.book, number.ordinal);
            let now = office.cell().now();
            numbers::settle(tx, place, NumberStatus::Dipesan, None, now).await?;
        }
        let (kind, event) = (LETTER_RETURNED, EventKind::Returned);
        let (capacity, detail) = (held.capacity(), remark.clone());
        finish(tx, office, actor, loaded, (chain, Told { kind, event, capacity, detail })).await
    };
    office.cell().db().write(write).await
}

/// The author takes a letter back to write on it.
///
/// # Errors
/// `documents/not-yours`, `documents/wrong-state`.
pub async fn recall(office: &Office, actor: &Actor, id: Id<Letter>) -> Result<()> {
    let write = async |tx: &mut Tx| -> Result<()> {
        let (person, loaded) = &entered(tx, office, actor, id).await?;
        ensure_author(person, &loaded.record)?;
        let (kind, event) = (LETTER_RECALLED, EventKind::Recalled);
        let told = Told { kind, event, capacity: String::new(), detail: String::new() };
        finish(tx, office, actor, loaded, (loaded.chain.recall()?, told)).await
    };
    office.cell().db().write(write).await
}

/// Makes somebody else's letter one's own, with what only an author does: write, recall, give up.
/// Steps that were done stay done, and its versions keep their authors.
///
/// # Errors
/// `documents/not-to-take-over` while its author works there and the actor is not the clerk.
pub async fn take_over(office: &Office, actor: &Actor, id: Id<Letter>) -> Result<()> {
    let write = async |tx: &mut Tx| -> Result<()> {
        let (person, loaded) = &entered(tx, office, actor, id).await?;
        if !may_take_over(tx, person, &loaded.record).await? {
            return Err(Error::new(Kind::Conflict, "documents/not-to-take-over"));
        }
        letters::set_author(tx, id, (actor.id(), actor.name())).await?;
        let (kind, event) = (LETTER_TAKEN_OVER, EventKind::TakenOver);
        let deed = Deed { kind, event, capacity: "", detail: &loaded.record.author_name };
        office.trace(tx, actor, id, deed).await
    };
    office.cell().db().write(write).await
}

/// The author gives a letter up before it is fixed. A number that was taken for it is void.
///
/// # Errors
/// `documents/not-yours`, `documents/wrong-state`, `documents/remark` without a reason.
pub async fn withdraw(office: &Office, actor: &Actor, id: Id<Letter>, reason: &str) -> Result<()> {
    let reason = checked_reason(reason)?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let (person, loaded) = &entered(tx, office, actor, id).await?;
        ensure_author(person, &loaded.record)?;
        let chain = loaded.chain.withdraw()?;
        let now = office.cell().now();
        letters::set_reason(tx, id, &reason).await?;
        if let Some(number) = numbers::of_letter(tx, id).await? {
            let place = (number.book, number.ordinal);
            numbers::settle(tx, place, NumberStatus::Batal, Some(&reason), now).await?;
        }
        let (kind, event) = (LETTER_WITHDRAWN, EventKind::Withdrawn);
        let detail = reason.clone();
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

/// What is told about a deed.
pub(super) struct Told {
    pub kind: audit::Kind,
    pub event: EventKind,
    pub capacity: String,
    pub detail: String,
}

/// A person with the letter they do something about.
pub(super) async fn entered<'a>(
    tx: &mut Tx,
    office: &Office,
    actor: &'a Actor,
    id: Id<Letter>,
) -> Result<(Person<'a>, Loaded)> {
    let person = person(tx, actor, office.cell().today()).await?;
    let loaded = load_seen(tx, &person, id).await?;
    Ok((person, loaded))
}

/// Stores where a letter is now and tells the story, in the transaction of the deed.
pub(super) async fn finish(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    loaded: &Loaded,
    (chain, told): (Chain, Told),
) -> Result<()> {
    store_chain(tx, office, &loaded.record, (&loaded.chain, &chain)).await?;
    let Told { kind, event, capacity, detail } = &told;
    let deed = Deed { kind: *kind, event: *event, capacity, detail };
    office.trace(tx, actor, loaded.record.id, deed).await
}

fn step(chain: &Chain, ordinal: u32) -> Result<&crate::domain::chain::Step> {
    let found = chain.steps.iter().find(|step| step.ordinal == ordinal);
    found.ok_or_else(|| crate::domain::chain::ChainError::NotOpen.into())
}

pub(super) fn checked_reason(reason: &str) -> Result<String> {
    let reason = checked_note(reason)?;
    match reason.is_empty() {
        true => Err(refused("documents/remark", "alasan")),
        false => Ok(reason),
    }
}
