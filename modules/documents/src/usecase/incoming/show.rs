//! An incoming letter as somebody sees it: what came, who was asked for what, and what they may do.

use base::{Id, Instant, Result};
use db::Tx;
use identity::{Actor, Position, Resource, authorise};

use super::access::{Loaded, following, giving, load_seen, own, served};
use super::choices::receivers;
use super::scans;
use crate::domain::incoming::lists::Sorted;
use crate::domain::incoming::{
    Asked, Entry, Event, Incoming, Kept, Node, NodeState, Receiver, Record, State, Tree,
};
use crate::permissions::{RECEIVE, SORT};
use crate::store::incoming::{entries, sorting, trail};
use crate::usecase::Office;
use crate::usecase::access::{Person, person};

/// A letter on its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub record: Record,
    /// Dispositions in the order of the tree: each followed by those that were made of it.
    pub steps: Vec<Step>,
    pub files: Vec<Kept>,
    pub events: Vec<Event>,
    pub corrections: Vec<Correction>,
    pub may: May,
    /// What this person may give or pass on from here, and to whom.
    pub offers: Vec<Offer>,
    /// What the adjutant noted, for them and whom they serve.
    pub sorted: Option<Sorted>,
}

/// A disposition on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub node: Node,
    /// How deep in the tree it stands, from 0.
    pub depth: usize,
    /// What it says is for others.
    pub is_hidden: bool,
    pub is_overdue: bool,
    pub may: MayStep,
}

/// A disposition this person can give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The disposition that would be passed on; 0 for the letter itself.
    pub from: u32,
    /// Whom they may ask.
    pub receivers: Vec<Asked>,
}

/// What a person may do with a letter now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct May {
    pub correct: bool,
    pub scan: bool,
    pub void: bool,
    /// Give a disposition, and in what capacity.
    pub dispose: Option<String>,
    pub file: bool,
    pub sort: bool,
}

/// What a person may do with a disposition now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MayStep {
    pub pass_on: bool,
    /// Answer it, or send it back, and in what capacity; empty for whoever got it as a person.
    pub answer: Option<String>,
    pub ask_again: bool,
    pub close: bool,
    pub cancel: bool,
}

/// What a clerk put right in an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub at: Instant,
    pub name: String,
    pub note: String,
    /// Field of the form, before, now.
    pub changes: Vec<(&'static str, String, String)>,
}

/// A letter with everything its page shows.
///
/// # Errors
/// `documents/unknown-incoming` also for whoever may not see it.
pub async fn show(office: &Office, actor: &Actor, id: Id<Incoming>) -> Result<Shown> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Shown> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, id).await?;
        let mut files = trail::files(tx, id).await?;
        files.retain(|kept| scans::may_read(&person, &loaded, kept));
        let steps = steps(&person, &loaded);
        Ok(Shown {
            offers: offers(tx, office, &person, (&loaded, &steps)).await?,
            steps,
            events: events(tx, &person, &loaded).await?,
            corrections: corrections(tx, id).await?,
            may: may(&person, &loaded),
            sorted: sorted(tx, &person, &loaded).await?,
            files,
            record: loaded.record,
        })
    });
    read.await
}

/// Each disposition followed by those that were passed on from it.
fn steps(person: &Person<'_>, loaded: &Loaded) -> Vec<Step> {
    let mut steps = Vec::new();
    // Roots last in, first out: the newest branch is looked at last.
    let mut left: Vec<(&Node, usize)> = loaded.tree.below(0).map(|node| (node, 0)).collect();
    left.reverse();
    while let Some((node, depth)) = left.pop() {
        steps.push(step(person, &loaded.tree, node, depth));
        let mut below: Vec<_> =
            loaded.tree.below(node.ordinal).map(|node| (node, depth + 1)).collect();
        below.reverse();
        left.extend(below);
    }
    steps
}

fn step(person: &Person<'_>, tree: &Tree, node: &Node, depth: usize) -> Step {
    let late = node.order.due.is_some_and(|due| due < person.today);
    let is_hidden = !tree.is_read_by(node, own(person));
    let mut shown = node.clone();
    if is_hidden {
        shown.order.instructions.clear();
        shown.order.note.clear();
        (shown.answer, shown.remark) = (None, None);
    }
    Step {
        node: shown,
        depth,
        is_hidden,
        is_overdue: late && node.state.waits_for_receiver(),
        may: may_step(person, tree, node),
    }
}

fn may_step(person: &Person<'_>, tree: &Tree, node: &Node) -> MayStep {
    let follows = following(person, node).ok().filter(|_| node.state.waits_for_receiver());
    let gives = giving(person, node.giver.position).is_ok();
    let settled = tree.below(node.ordinal).all(|below| below.state.is_over());
    let passes = match &node.asked.receiver {
        Receiver::Position(id) => giving(person, *id).is_ok(),
        Receiver::Person(_) => {
            person.held.first().is_some_and(|held| giving(person, held.position.id).is_ok())
        }
    };
    MayStep {
        pass_on: follows.is_some() && passes,
        answer: follows,
        ask_again: gives && node.state.waits_for_giver(),
        close: gives && settled && (node.state == NodeState::Read || node.state.waits_for_giver()),
        cancel: gives && node.state == NodeState::Unread,
    }
}

fn may(person: &Person<'_>, loaded: &Loaded) -> May {
    let (record, tree) = (&loaded.record, &loaded.tree);
    let clerk = authorise(person.actor, RECEIVE, Resource::Agency(&record.agency)).is_ok();
    let alive = record.state != State::Void;
    let disposes = giving(person, record.addressee).ok().filter(|_| alive);
    May {
        correct: clerk && alive,
        scan: clerk && alive,
        void: clerk && record.state == State::Waiting && tree.nodes.is_empty(),
        file: disposes.is_some() && record.state == State::Waiting,
        dispose: disposes.map(identity::Held::capacity),
        sort: person.actor.has(SORT) && served(person).is_some_and(|desk| is_at(loaded, desk)),
    }
}

/// What somebody may give: the addressee of the letter, the receiver of what they received.
async fn offers(
    tx: &mut Tx,
    office: &Office,
    person: &Person<'_>,
    (loaded, steps): (&Loaded, &[Step]),
) -> Result<Vec<Offer>> {
    let alive = loaded.record.state != State::Void;
    let mut from = Vec::new();
    if alive && let Ok(held) = giving(person, loaded.record.addressee) {
        from.push((0, &held.position));
    }
    for step in steps.iter().filter(|step| step.may.pass_on) {
        let held = match step.node.asked.receiver {
            Receiver::Position(id) => person.holds(id),
            Receiver::Person(_) => person.held.first(),
        };
        from.extend(held.map(|held| (step.node.ordinal, &held.position)));
    }
    let mut offers = Vec::new();
    for (from, position) in from {
        let receivers = receivers(tx, office, position).await?;
        offers.push(Offer { from, receivers });
    }
    offers.retain(|offer| !offer.receivers.is_empty());
    Ok(offers)
}

/// Whether a letter or one of its dispositions lies at a desk.
pub(super) fn is_at(loaded: &Loaded, desk: Id<Position>) -> bool {
    let received = Receiver::Position(desk);
    loaded.record.addressee == desk
        || loaded.tree.nodes.iter().any(|node| node.asked.receiver == received)
}

/// What happened, without what is said about secret dispositions to others.
async fn events(tx: &mut Tx, person: &Person<'_>, loaded: &Loaded) -> Result<Vec<Event>> {
    let hidden = |event: &Event| {
        let node = loaded.tree.node(event.disposition).ok();
        node.is_some_and(|node| !loaded.tree.is_read_by(node, own(person)))
    };
    let mut events = trail::events(tx, loaded.record.id).await?;
    for event in &mut events {
        if hidden(event) {
            event.detail.clear();
        }
    }
    Ok(events)
}

async fn corrections(tx: &mut Tx, id: Id<Incoming>) -> Result<Vec<Correction>> {
    let (mut corrections, mut before): (Vec<Correction>, Option<Entry>) = (Vec::new(), None);
    for version in entries::versions(tx, id).await? {
        let now = Entry::from_json(&version.content)?;
        if let Some(before) = &before {
            let changes = before.changes(&now);
            let (at, name, note) = (version.at, version.author_name, version.note);
            corrections.push(Correction { at, name, note, changes });
        }
        before = Some(now);
    }
    Ok(corrections)
}

/// What the adjutant noted: for themselves, and for whoever holds the position they serve.
async fn sorted(tx: &mut Tx, person: &Person<'_>, loaded: &Loaded) -> Result<Option<Sorted>> {
    let own = person.held.iter().map(|held| held.position.id).filter(|id| is_at(loaded, *id));
    let desks: Vec<Id<Position>> =
        served(person).filter(|id| is_at(loaded, *id)).into_iter().chain(own).collect();
    for desk in desks {
        if let Some(sorted) = sorting::find(tx, desk, loaded.record.id).await? {
            return Ok(Some(sorted));
        }
    }
    Ok(None)
}
