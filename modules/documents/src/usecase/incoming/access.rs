//! Who may see an incoming letter, and for whom somebody acts.
//!
//! An office sees what it received; whoever gave or received a disposition sees the letter wherever it
//! came in. A letter that is rahasia or sangat rahasia is seen by the clerks of the office that
//! registered it and by those in the tree of its dispositions: not by adjutants, not by auditors.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Held, Position, Rank, Resource, authorise};

use crate::domain::incoming::{Incoming, Node, Receiver, Record, Tree};
use crate::permissions::{DISPOSE, FOLLOW_UP, READ, RECEIVE};
use crate::store::incoming::{dispositions, entries};
use crate::usecase::Office;
use crate::usecase::access::Person;
use crate::usecase::knock::knock;

/// An incoming letter with everything a decision needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    pub record: Record,
    pub tree: Tree,
}

/// What this person receives and gives for: the positions they hold today, and themselves.
pub(crate) fn own<'a>(person: &'a Person<'_>) -> impl Fn(&Receiver) -> bool + 'a {
    |receiver| match receiver {
        Receiver::Position(id) => person.holds(*id).is_some(),
        Receiver::Person(account) => account == person.actor.id(),
    }
}

/// The position that an adjutant serves.
pub(crate) fn served(person: &Person<'_>) -> Option<Id<Position>> {
    let adjutant = person.held.iter().find(|held| held.position.rank == Rank::Adjutant)?;
    adjutant.position.parent
}

pub(crate) async fn load(tx: &mut Tx, id: Id<Incoming>) -> Result<Loaded> {
    let record = entries::find(tx, id).await?.ok_or_else(unknown)?;
    let nodes = dispositions::list(tx, id).await?;
    let tree = Tree { state: record.state, addressee: record.addressee, nodes };
    Ok(Loaded { record, tree })
}

/// The same for somebody who may see it; for others it does not exist.
pub(crate) async fn load_seen(
    tx: &mut Tx,
    person: &Person<'_>,
    id: Id<Incoming>,
) -> Result<Loaded> {
    let loaded = load(tx, id).await?;
    match sees(person, &loaded) {
        true => Ok(loaded),
        false => Err(unknown()),
    }
}

fn sees(person: &Person<'_>, loaded: &Loaded) -> bool {
    let (record, tree) = (&loaded.record, &loaded.tree);
    let may = |right| authorise(person.actor, right, Resource::Agency(&record.agency)).is_ok();
    if may(RECEIVE) || tree.takes_part(own(person)) {
        return true;
    }
    let serves = |receiver: &Receiver| match (receiver, served(person)) {
        (Receiver::Position(id), Some(served)) => *id == served,
        _ => false,
    };
    !record.entry.secrecy.is_closed() && (may(READ) || tree.takes_part(serves))
}

/// The capacity in which somebody gives for a position.
///
/// # Errors
/// `identity/forbidden`; `documents/not-your-desk` for whoever does not hold it today, so also for
/// the adjutant.
pub(crate) fn giving<'a>(person: &'a Person<'_>, position: Id<Position>) -> Result<&'a Held> {
    authorise(person.actor, DISPOSE, Resource::Cell)?;
    person.holds(position).ok_or_else(not_your_desk)
}

/// The capacity in which somebody answers a disposition; empty for whoever got it as a person.
///
/// # Errors
/// As [`giving`].
pub(crate) fn following(person: &Person<'_>, node: &Node) -> Result<String> {
    authorise(person.actor, FOLLOW_UP, Resource::Cell)?;
    match &node.asked.receiver {
        Receiver::Position(id) => person.holds(*id).map(Held::capacity).ok_or_else(not_your_desk),
        Receiver::Person(account) if account == person.actor.id() => Ok(String::new()),
        Receiver::Person(_) => Err(not_your_desk()),
    }
}

/// Stores how far the dispositions of a letter have come, and tells those for whom something waits
/// that did not wait before.
pub(crate) async fn store_tree(
    tx: &mut Tx,
    office: &Office,
    before: &Loaded,
    tree: &Tree,
) -> Result<()> {
    let (record, now) = (&before.record, office.cell().now());
    let since = if tree.state == record.state { record.state_at } else { now };
    entries::set_state(tx, record.id, (tree.state, since)).await?;
    dispositions::put_all(tx, record.id, &tree.nodes).await?;
    let waited = before.tree.asks();
    let begins = tree.asks().into_iter().filter(|asking| !waited.contains(asking));
    let receivers: Vec<Receiver> = begins.map(|(_, receiver)| receiver).collect();
    knock(tx, office, &receivers, (record.entry.secrecy, &format!("{}@{now}", record.id))).await
}

pub(crate) fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/unknown-incoming")
}

fn not_your_desk() -> Error {
    Error::new(Kind::Forbidden, "documents/not-your-desk")
}
