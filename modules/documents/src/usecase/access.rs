//! Who may see a letter, and in what capacity somebody acts.
//!
//! An office sees what it writes and what it issues; whoever takes part in a letter sees it wherever
//! it comes from; secret letters are seen only by those who take part themselves, not by their
//! adjutant, and by the clerks who number them. Whoever acts holds the position on that day.

use base::{Date, Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Held, Position, Rank, Resource, authorise};

use crate::domain::chain::{Chain, Mark, Step};
use crate::domain::content::Content;
use crate::domain::incoming::Receiver;
use crate::domain::letter::{Letter, Record, State};
use crate::permissions::{ACT, DRAFT, NUMBER, READ};
use crate::store::{letters, steps, versions};
use crate::usecase::Office;
use crate::usecase::knock::{knock, knock_clerks};

/// A letter with everything a decision needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    pub record: Record,
    pub chain: Chain,
    pub content: Content,
}

/// A person with the positions they hold today.
#[derive(Debug, Clone)]
pub struct Person<'a> {
    pub actor: &'a Actor,
    pub held: Vec<Held>,
    pub today: Date,
}

impl Person<'_> {
    /// In what capacity this person acts for a position today.
    pub fn holds(&self, position: Id<Position>) -> Option<&Held> {
        self.held.iter().find(|held| held.position.id == position)
    }

    /// The positions this person holds.
    pub fn own_desks(&self) -> Vec<Id<Position>> {
        self.held.iter().map(|held| held.position.id).collect()
    }

    /// Positions whose open letters this person sees: their own, and the one an adjutant serves.
    pub fn desks(&self) -> Vec<Id<Position>> {
        let served = |held: &Held| match held.position.rank {
            Rank::Adjutant => held.position.parent,
            _ => None,
        };
        let mut desks = self.own_desks();
        desks.extend(self.held.iter().filter_map(served));
        desks
    }
}

/// The positions an actor holds today.
pub(crate) async fn person<'a>(tx: &mut Tx, actor: &'a Actor, today: Date) -> Result<Person<'a>> {
    let held = identity::held_by(tx, actor.id(), today).await?;
    Ok(Person { actor, held, today })
}

/// Loads a letter with its newest version and the steps of its round.
pub(crate) async fn load(tx: &mut Tx, id: Id<Letter>) -> Result<Loaded> {
    let record = letters::find(tx, id).await?.ok_or_else(unknown)?;
    let found = versions::content(tx, id, record.version).await?;
    let (content, author) = found.ok_or_else(|| damaged("version"))?;
    let chain = Chain {
        state: record.state,
        round: record.round,
        version: record.version,
        author,
        steps: steps::list(tx, id, record.round).await?,
    };
    Ok(Loaded { record, chain, content: Content::from_json(&content)? })
}

/// The same for somebody who may see it; for others it does not exist.
pub(crate) async fn load_seen(tx: &mut Tx, person: &Person<'_>, id: Id<Letter>) -> Result<Loaded> {
    let loaded = load(tx, id).await?;
    match sees(tx, person, &loaded).await? {
        true => Ok(loaded),
        false => Err(unknown()),
    }
}

async fn sees(tx: &mut Tx, person: &Person<'_>, loaded: &Loaded) -> Result<bool> {
    let (record, actor) = (&loaded.record, person.actor);
    let may = |permission, agency| authorise(actor, permission, Resource::Agency(agency)).is_ok();
    let open = !record.secrecy.is_closed();
    let of_office = may(READ, &record.agency) || may(READ, &record.drafted_in);
    if record.author == actor.id() || may(NUMBER, &record.agency) || (open && of_office) {
        return Ok(true);
    }
    let desks = if open { person.desks() } else { person.own_desks() };
    for desk in desks {
        if steps::takes_part(tx, record.id, desk).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The capacity in which somebody acts on a step.
///
/// # Errors
/// `identity/forbidden`; `documents/not-your-desk` for whoever does not hold the position today.
pub(crate) fn acting<'a>(person: &'a Person<'_>, step: &Step) -> Result<&'a Held> {
    authorise(person.actor, ACT, Resource::Cell)?;
    let held = person.holds(step.position);
    held.ok_or_else(|| Error::new(Kind::Forbidden, "documents/not-your-desk"))
}

/// The mark of somebody who acts now.
pub(crate) fn mark(person: &Person<'_>, held: &Held, version: u32, at: base::Instant) -> Mark {
    Mark {
        actor: person.actor.id().to_owned(),
        name: person.actor.name().to_owned(),
        basis: held.basis,
        version,
        at,
    }
}

/// Stores where a letter is now, and tells those for whom it waits and did not wait before.
pub(crate) async fn store_chain(
    tx: &mut Tx,
    office: &Office,
    record: &Record,
    (before, chain): (&Chain, &Chain),
) -> Result<()> {
    let now = office.cell().now();
    let since = if chain.state == record.state { record.state_at } else { now };
    let desk: Vec<&str> = chain.open_steps().map(|step| step.title.as_str()).collect();
    letters::set_state(tx, record.id, (chain.state, since), chain.round, &desk).await?;
    steps::put_all(tx, record.id, chain.round, &chain.steps).await?;
    let waited = before.asks();
    let begins = chain.asks().into_iter().filter(|position| !waited.contains(position));
    let mut receivers: Vec<Receiver> = begins.map(Receiver::Position).collect();
    if chain.state == State::Returned && before.state != State::Returned {
        receivers.push(Receiver::Person(record.author.clone()));
    }
    let deed = format!("{}@{now}", record.id);
    if chain.state != before.state && matches!(chain.state, State::Ready | State::Signed) {
        knock_clerks(tx, office, &record.agency, &deed).await?;
    }
    knock(tx, office, &receivers, (record.secrecy, &deed)).await
}

/// Only its author writes on a letter, sends it up and takes it back.
///
/// # Errors
/// `documents/not-yours`.
pub(crate) fn ensure_author(person: &Person<'_>, record: &Record) -> Result<()> {
    match record.author == person.actor.id() {
        true => Ok(()),
        false => Err(Error::new(Kind::Forbidden, "documents/not-yours")),
    }
}

/// Whether somebody may make a letter their own before it is fixed: the clerk of its office always, a
/// colleague who writes there when its author does so no more. Else what came back to somebody who
/// left could neither be mended nor ended.
pub(crate) async fn may_take_over(
    tx: &mut Tx,
    person: &Person<'_>,
    record: &Record,
) -> Result<bool> {
    let here =
        |permission, agency| authorise(person.actor, permission, Resource::Agency(agency)).is_ok();
    let own = record.author == person.actor.id();
    if own || !record.state.is_the_authors() || !here(DRAFT, &record.drafted_in) {
        return Ok(false);
    }
    if here(NUMBER, &record.drafted_in) {
        return Ok(true);
    }
    let Some(author) = Id::parse(&record.author) else { return Ok(true) };
    let author = identity::find_account(tx, author).await?;
    let writes = author.is_some_and(|author| {
        author.state != identity::State::Disabled
            && author.agency.as_deref() == Some(&record.drafted_in)
    });
    Ok(!writes)
}

pub(crate) fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/unknown-letter")
}

/// A letter whose content is there.
///
/// # Errors
/// `documents/letter-destroyed`.
pub(crate) fn ensure_there(record: &Record) -> Result<()> {
    match record.state {
        State::Destroyed => Err(destroyed()),
        _ => Ok(()),
    }
}

pub(crate) fn destroyed() -> Error {
    Error::new(Kind::NotFound, "documents/letter-destroyed")
}

pub(crate) fn damaged(what: &str) -> Error {
    Error::new(Kind::DataLoss, "documents/damaged").with("what", what)
}
