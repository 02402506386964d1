//! What people find: their own letters, and what waits for them.

use base::{Error, Id, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Held, Position, Rank, Resource, authorise};

use super::Office;
use super::access::person;
use super::incoming::waiting::{self as incoming, Incomings};
use crate::domain::letter::{Letter, Listed, State};
use crate::permissions::{ACT, DISPATCH, DRAFT, NUMBER, READ, SORT};
use crate::store::{letters, steps};

/// Letters of one pile, at most; whoever has more works from the oldest.
const MOST: i64 = 200;

/// What somebody wrote, the newest first, a page of it.
///
/// # Errors
/// Those of the right.
pub async fn mine(
    office: &Office,
    actor: &Actor,
    after: Option<Id<Letter>>,
    most: i64,
) -> Result<Vec<Listed>> {
    authorise(actor, DRAFT, Resource::Agency(actor.agency().unwrap_or_default()))?;
    let author = actor.id();
    let db = office.cell().db();
    Ok(db.read(async |tx: &mut Tx| letters::list_of_author(tx, author, after, most).await).await?)
}

/// Letters that wait for one position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// The title with its basis.
    pub capacity: String,
    /// Somebody else's desk, which an adjutant looks after.
    pub is_served: bool,
    pub letters: Vec<Listed>,
}

/// Everything that waits for somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    pub desks: Vec<Desk>,
    /// Their own letters that came back.
    pub returned: Vec<Listed>,
    /// Letters of their office that wait for a number.
    pub to_number: Vec<Listed>,
    /// Letters of their office that are fixed and wait for the signature.
    pub to_sign: Vec<Listed>,
    /// Letters of their office that wait to be sent.
    pub to_dispatch: Vec<Listed>,
    /// Incoming letters and dispositions.
    pub incoming: Incomings,
}

impl Waiting {
    pub fn is_empty(&self) -> bool {
        let piles = [&self.returned, &self.to_number, &self.to_sign, &self.to_dispatch];
        let incoming = self.incoming.piles.is_empty() && self.incoming.arrived.is_empty();
        incoming
            && piles.iter().all(|pile| pile.is_empty())
            && self.desks.iter().all(|desk| desk.letters.is_empty())
    }
}

/// What waits for this person, desk by desk.
///
/// # Errors
/// `identity/forbidden` for whoever sees no letters.
pub async fn waiting(office: &Office, actor: &Actor) -> Result<Waiting> {
    if !actor.has(READ) {
        return Err(Error::new(Kind::Forbidden, "identity/forbidden").with("permission", READ.0));
    }
    let (today, home) = (office.cell().today(), actor.agency().unwrap_or_default());
    let clerk = |right| authorise(actor, right, Resource::Agency(home)).is_ok() && !home.is_empty();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Waiting> {
        let person = person(tx, actor, today).await?;
        let incoming = incoming::waiting(tx, &person).await?;
        let mut waiting = Waiting { incoming, ..Waiting::default() };
        for (position, capacity, is_served) in desks(tx, actor, &person.held).await? {
            let letters = steps::waiting(tx, position, !is_served, MOST).await?;
            waiting.desks.push(Desk { capacity, is_served, letters });
        }
        waiting.returned = letters::list_returned(tx, actor.id(), MOST).await?;
        if clerk(NUMBER) {
            waiting.to_number = letters::list_in_state(tx, State::Ready, home, MOST).await?;
            waiting.to_sign = letters::list_in_state(tx, State::Fixed, home, MOST).await?;
        }
        if clerk(DISPATCH) {
            waiting.to_dispatch = letters::list_in_state(tx, State::Signed, home, MOST).await?;
        }
        Ok(waiting)
    });
    read.await
}

/// Positions whose letters a person looks at: their own, and the one an adjutant serves.
async fn desks(
    tx: &mut Tx,
    actor: &Actor,
    held: &[Held],
) -> Result<Vec<(Id<Position>, String, bool)>> {
    let mut desks = Vec::new();
    for held in held {
        let own = held.position.rank != Rank::Adjutant;
        if own && actor.has(ACT) {
            desks.push((held.position.id, held.capacity(), false));
        }
        let Some(served) = held.position.parent.filter(|_| !own && actor.has(SORT)) else {
            continue;
        };
        if let Some(position) = identity::find_position(tx, served).await? {
            desks.push((position.id, position.title, true));
        }
    }
    Ok(desks)
}

/// How many letters wait for this person's paraf, signature, correction, disposition or follow-up.
///
/// # Errors
/// Those of the database.
pub async fn count(cell: &Cell, actor: &Actor) -> Result<i64> {
    let today = cell.today();
    let read = cell.db().read(async |tx: &mut Tx| -> Result<i64> {
        let person = person(tx, actor, today).await?;
        let returned = letters::list_returned(tx, actor.id(), MOST).await?.len();
        let mut count = i64::try_from(returned).unwrap_or(i64::MAX);
        for held in person.held.iter().filter(|_| actor.has(ACT)) {
            count += steps::count_waiting(tx, held.position.id).await?;
        }
        count += incoming::count(tx, &person).await?;
        Ok(count)
    });
    read.await
}
