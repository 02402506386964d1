//! What waits for somebody's signature.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Resource, authorise};
use ports::signing::Standing;

use super::house::SigningHouse;
use crate::domain::chain::StepRole;
use crate::domain::content::Urgency;
use crate::domain::letter::{Letter, Record, Revision, State};
use crate::domain::signing::Attempt;
use crate::permissions::{ACT, NUMBER};
use crate::store::signing::{attempts, openings};
use crate::store::{revisions, steps};
use crate::usecase::Office;
use crate::usecase::access::{Loaded, Person, acting, load, load_seen, person, unknown};

/// Letters on one page, at most.
const MOST: i64 = 200;

/// A letter that somebody may sign now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub record: Record,
    /// Title with its basis.
    pub capacity: String,
    pub standing: Standing,
    /// Whether its signer opened the PDF.
    pub opened: bool,
    pub pages: u32,
}

/// What waits for this person's signature: urgent ones first, then the oldest.
///
/// # Errors
/// `identity/forbidden`.
pub async fn waiting(house: &SigningHouse, actor: &Actor) -> Result<Vec<Waiting>> {
    let forbidden = || Error::new(Kind::Forbidden, "identity/forbidden").with("permission", ACT.0);
    if !actor.has(ACT) {
        return Err(forbidden());
    }
    let today = house.cell().today();
    let read = house.cell().db().read(async |tx: &mut Tx| -> Result<Vec<Waiting>> {
        let person = person(tx, actor, today).await?;
        let mut found = Vec::new();
        for held in &person.held {
            for listed in steps::waiting(tx, held.position.id, true, MOST).await? {
                if listed.state != State::Fixed {
                    continue;
                }
                let loaded = load(tx, listed.id).await?;
                found.extend(one(tx, house, &person, loaded).await?);
            }
        }
        found.sort_by_key(|it| (std::cmp::Reverse(rank(it.record.urgency)), it.record.state_at));
        Ok(found)
    });
    read.await
}

fn rank(urgency: Urgency) -> u8 {
    match urgency {
        Urgency::Biasa => 0,
        Urgency::Segera => 1,
        Urgency::SangatSegera => 2,
    }
}

/// The letter when this person is named under it and holds its position today.
async fn one(
    tx: &mut Tx,
    house: &SigningHouse,
    person: &Person<'_>,
    loaded: Loaded,
) -> Result<Option<Waiting>> {
    let Ok(ready) = ready(tx, person, &loaded).await else { return Ok(None) };
    let kind = house.office().types().get(&loaded.record.kind)?;
    let account = person.actor.id();
    let id = loaded.record.id;
    Ok(Some(Waiting {
        opened: openings::is_noted(tx, account, id, &ready.base.sha256).await?,
        capacity: ready.capacity,
        standing: house.standing(kind),
        pages: ready.base.pages,
        record: loaded.record,
    }))
}

/// What signing a letter needs to know of it.
pub(super) struct Ready {
    pub base: Revision,
    /// Title with its basis.
    pub capacity: String,
    pub held: identity::Held,
}

/// Whether this person may sign this letter now: it is fixed, its PDF names them, and they hold the
/// position that signs today.
///
/// # Errors
/// `documents/wrong-state`, `documents/not-your-desk`, `documents/other-signer-named`.
pub(super) async fn ready(tx: &mut Tx, person: &Person<'_>, loaded: &Loaded) -> Result<Ready> {
    let chain = &loaded.chain;
    chain.begin_signing(person.actor.id())?;
    let step = chain.open_steps().find(|step| step.role == StepRole::Sign);
    let step = step.ok_or(crate::domain::chain::ChainError::NotOpen)?;
    let held = acting(person, step)?.clone();
    let base = revisions::list(tx, loaded.record.id).await?.pop().ok_or_else(unknown)?;
    if base.signer != person.actor.id() || base.basis != held.basis {
        return Err(Error::new(Kind::Conflict, "documents/other-signer-named"));
    }
    Ok(Ready { capacity: held.capacity(), base, held })
}

/// Notes that somebody opened the PDF of a letter that they may have to sign.
///
/// # Errors
/// Those of the database.
pub async fn note_opening(office: &Office, actor: &Actor, id: Id<Letter>) -> Result<()> {
    if !actor.has(ACT) {
        return Ok(());
    }
    let (today, now) = (office.cell().today(), office.cell().now());
    let write = office.cell().db().write(async |tx: &mut Tx| -> Result<()> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, id).await?;
        if let Ok(ready) = ready(tx, &person, &loaded).await {
            openings::note(tx, actor.id(), id, &ready.base.sha256, now).await?;
        }
        Ok(())
    });
    write.await
}

/// One attempt as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    pub attempt: Attempt,
    pub record: Record,
    /// Whether this person may decide what becomes of it: its signer, or the clerk of the office.
    pub may_decide: bool,
}

/// One attempt, for whoever may see its letter.
///
/// # Errors
/// `documents/unknown-attempt`, `documents/unknown-letter`.
pub async fn look(house: &SigningHouse, actor: &Actor, id: Id<Attempt>) -> Result<Looked> {
    let today = house.cell().today();
    let read = house.cell().db().read(async |tx: &mut Tx| -> Result<Looked> {
        let missing = || Error::new(Kind::NotFound, "documents/unknown-attempt");
        let attempt = attempts::find(tx, id).await?.ok_or_else(missing)?;
        let person = person(tx, actor, today).await?;
        let record = load_seen(tx, &person, attempt.letter).await?.record;
        let clerk = authorise(actor, NUMBER, Resource::Agency(&record.agency)).is_ok();
        let may_decide = clerk || person.holds(attempt.position).is_some();
        Ok(Looked { attempt, record, may_decide })
    });
    read.await
}

/// The attempts to sign a letter, the newest first, for whoever may see it.
///
/// # Errors
/// `documents/unknown-letter`.
pub async fn of_letter(
    house: &SigningHouse,
    actor: &Actor,
    id: Id<Letter>,
) -> Result<Vec<Attempt>> {
    let today = house.cell().today();
    let read = house.cell().db().read(async |tx: &mut Tx| -> Result<Vec<Attempt>> {
        let person = person(tx, actor, today).await?;
        load_seen(tx, &person, id).await?;
        Ok(attempts::of_letter(tx, id).await?)
    });
    read.await
}
