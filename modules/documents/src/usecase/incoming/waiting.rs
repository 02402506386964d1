//! Incoming letters and dispositions that wait for somebody, whatever is overdue first.

use base::{Id, Result};
use db::Tx;
use identity::{Position, Rank};

use super::receive::{self, Arrived};
use super::register::own_office;
use crate::domain::content::Urgency;
use crate::domain::incoming::lists::Waits;
use crate::permissions::{DISPOSE, FOLLOW_UP, SORT};
use crate::store::incoming::lists;
use crate::usecase::access::Person;

/// Letters of one pile, at most.
const MOST: i64 = 200;

/// What waits at one desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pile {
    /// The title with its basis; empty for what somebody got as a person.
    pub capacity: String,
    /// Somebody else's desk, which an adjutant looks after.
    pub is_served: bool,
    pub waits: Vec<Waits>,
    /// Answers to what was given from here.
    pub answers: Vec<Waits>,
}

/// Everything incoming that waits for somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Incomings {
    pub piles: Vec<Pile>,
    /// What came through the system and is not registered yet.
    pub arrived: Vec<Arrived>,
}

/// What waits for this person.
pub(in crate::usecase) async fn waiting(tx: &mut Tx, person: &Person<'_>) -> Result<Incomings> {
    let mut piles = Vec::new();
    for held in &person.held {
        let is_served = held.position.rank == Rank::Adjutant;
        if !is_served && (person.actor.has(DISPOSE) || person.actor.has(FOLLOW_UP)) {
            let desk = (held.position.id, held.capacity());
            piles.push(pile(tx, person, desk, false).await?);
        }
        let Some(id) = held.position.parent.filter(|_| is_served && person.actor.has(SORT)) else {
            continue;
        };
        if let Some(position) = identity::find_position(tx, id).await? {
            piles.push(pile(tx, person, (id, position.title), true).await?);
        }
    }
    let own = lists::to_person(tx, person.actor.id(), MOST).await?;
    let capacity = String::new();
    let own = sorted(own, person);
    piles.push(Pile { capacity, is_served: false, waits: own, answers: Vec::new() });
    piles.retain(|pile| !(pile.waits.is_empty() && pile.answers.is_empty()));
    let arrived = match own_office(person.actor) {
        Ok(agency) => receive::list(tx, agency).await?,
        Err(_) => Vec::new(),
    };
    Ok(Incomings { piles, arrived })
}

async fn pile(
    tx: &mut Tx,
    person: &Person<'_>,
    (desk, capacity): (Id<Position>, String),
    is_served: bool,
) -> Result<Pile> {
    let mut waits = lists::letters(tx, desk, MOST).await?;
    waits.extend(lists::to_position(tx, desk, MOST).await?);
    let mut answers = if is_served { Vec::new() } else { lists::answers(tx, desk, MOST).await? };
    answers = sorted(answers, person);
    // Whoever only sorts does not learn that a secret letter is there.
    waits.retain(|one| !(is_served && one.secrecy.is_closed()));
    Ok(Pile { capacity, is_served, waits: sorted(waits, person), answers })
}

/// Overdue first, then what the adjutant marked and in their order, then by urgency, due day and age.
fn sorted(mut waits: Vec<Waits>, person: &Person<'_>) -> Vec<Waits> {
    let late = |one: &Waits| one.due.is_some_and(|due| due < person.today);
    let urgency = |one: &Waits| match one.urgency {
        Urgency::SangatSegera => 0,
        Urgency::Segera => 1,
        Urgency::Biasa => 2,
    };
    waits.sort_by_key(|one| {
        let place = if one.place == 0 { u32::MAX } else { one.place };
        let due = one.due.map(|due| due.to_string()).unwrap_or_else(|| "~".to_owned());
        (!late(one), !one.is_marked, place, urgency(one), due, one.since)
    });
    waits
}

/// How much waits for this person.
pub(in crate::usecase) async fn count(tx: &mut Tx, person: &Person<'_>) -> Result<i64> {
    let mut count = lists::count_person(tx, person.actor.id()).await?;
    let acts = person.actor.has(DISPOSE) || person.actor.has(FOLLOW_UP);
    for held in person.held.iter().filter(|held| acts && held.position.rank != Rank::Adjutant) {
        count += lists::count_position(tx, held.position.id).await?;
    }
    Ok(count)
}
