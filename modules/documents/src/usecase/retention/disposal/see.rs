//! Who sees a list of files to be destroyed, and what they may do with it.
//!
//! Those who see the letters of the office see it, whoever sits on its panel, and the head of region.

use base::{Error, Id, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Held, Rank, Resource, authorise};

use super::unknown;
use crate::domain::disposal::{Disposal, DisposalState, ListedLetter};
use crate::domain::letter::{Record, State};
use crate::permissions::{ACT, FILE, READ};
use crate::store::letters;
use crate::store::retention::{destroyed, disposals};
use crate::usecase::Office;
use crate::usecase::access::{Person, person};

/// Lists on one page.
const MOST: i64 = 100;

/// A list on its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub disposal: Disposal,
    pub agency_name: String,
    /// Of the files that nobody wants kept.
    pub letters: Vec<ListedLetter>,
    /// The berita acara, unless it was given up.
    pub record: Option<Record>,
    /// Letters that are gone already.
    pub destroyed: i64,
    pub may: May,
}

/// What a person may do with a list now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct May {
    /// Judge it, and in what capacity.
    pub judge: Option<String>,
    /// Decide about it, and in what capacity.
    pub decide: Option<String>,
    /// Draft the berita acara.
    pub record: bool,
    /// Have it destroyed.
    pub execute: bool,
    pub withdraw: bool,
}

/// A list with everything its page shows.
///
/// # Errors
/// `documents/unknown-disposal` also for whoever may not see it.
pub async fn show(office: &Office, actor: &Actor, id: Id<Disposal>) -> Result<Shown> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Shown> {
        let person = person(tx, actor, today).await?;
        let disposal = load_seen(tx, &person, id).await?;
        let record = in_force(tx, &disposal).await?;
        let agency_name = identity::agency_name(tx, &disposal.agency).await?;
        Ok(Shown {
            may: may(&person, &disposal, record.as_ref()),
            letters: disposals::letters(tx, id).await?,
            destroyed: destroyed::count(tx, id).await?,
            agency_name: agency_name.unwrap_or_else(|| disposal.agency.clone()),
            disposal,
            record,
        })
    });
    read.await
}

/// Lists of the own office or of all, the newest first; before them those that wait for this person's
/// judgement, wherever they are.
///
/// # Errors
/// `identity/forbidden`.
pub async fn list(office: &Office, actor: &Actor) -> Result<Vec<Disposal>> {
    let (scope, today) = (super::super::dossiers::seen(actor)?, office.cell().today());
    let of = (scope.everything(), scope.agency());
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Vec<Disposal>> {
        let person = person(tx, actor, today).await?;
        let mut all = Vec::new();
        for held in &person.held {
            for id in disposals::list_for_member(tx, held.position.id).await? {
                all.extend(disposals::find(tx, id).await?);
            }
        }
        let waiting: Vec<_> = all.iter().map(|one: &Disposal| one.id).collect();
        let others = disposals::list(tx, of, MOST).await?;
        all.extend(others.into_iter().filter(|one| !waiting.contains(&one.id)));
        Ok(all)
    });
    read.await
}

/// How many lists wait for somebody's judgement or decision, for the navigation.
///
/// # Errors
/// Those of the database.
pub async fn waiting_count(cell: &Cell, actor: &Actor) -> Result<i64> {
    if !actor.has(READ) {
        return Ok(0);
    }
    let today = cell.today();
    let read = cell.db().read(async |tx: &mut Tx| -> Result<i64> {
        let person = person(tx, actor, today).await?;
        let mut count = 0;
        for held in &person.held {
            for id in disposals::list_for_member(tx, held.position.id).await? {
                let found = disposals::find(tx, id).await?;
                let judges = |one: &Disposal| {
                    one.seat(actor.id(), |position| person.holds(position).is_some()).is_ok()
                };
                count += i64::from(found.as_ref().is_some_and(judges));
            }
            if held.position.rank == Rank::Head {
                count += disposals::count_judged(tx, &held.position.agency).await?;
            }
        }
        Ok(count)
    });
    read.await
}

/// The list for somebody who may see it; for others it does not exist.
pub(super) async fn load_seen(
    tx: &mut Tx,
    person: &Person<'_>,
    id: Id<Disposal>,
) -> Result<Disposal> {
    let found = disposals::find(tx, id).await?.ok_or_else(unknown)?;
    let of_office = authorise(person.actor, READ, Resource::Agency(&found.agency)).is_ok();
    let sits = found.panel.iter().any(|member| person.holds(member.position).is_some());
    match of_office || sits || decides(person, &found.agency).is_ok() {
        true => Ok(found),
        false => Err(unknown()),
    }
}

/// The list for the clerk of its office.
pub(super) async fn load_kept(
    tx: &mut Tx,
    person: &Person<'_>,
    id: Id<Disposal>,
) -> Result<Disposal> {
    let found = load_seen(tx, person, id).await?;
    authorise(person.actor, FILE, Resource::Agency(&found.agency))?;
    Ok(found)
}

/// The capacity in which somebody decides for an office: its head, or the head of region.
///
/// # Errors
/// `identity/forbidden`; `documents/disposal-not-head`.
pub(super) fn decides<'a>(person: &'a Person<'_>, agency: &str) -> Result<&'a Held> {
    authorise(person.actor, ACT, Resource::Cell)?;
    let leads = |held: &&Held| match held.position.rank {
        Rank::Region => true,
        Rank::Head => held.position.agency == agency,
        _ => false,
    };
    let not_head = || Error::new(Kind::Forbidden, "documents/disposal-not-head");
    person.held.iter().find(leads).ok_or_else(not_head)
}

/// The berita acara, unless it was given up: then another may be drafted.
pub(super) async fn in_force(tx: &mut Tx, disposal: &Disposal) -> Result<Option<Record>> {
    let Some(id) = disposal.record else { return Ok(None) };
    let found = letters::find(tx, id).await?;
    let given_up = |one: &Record| matches!(one.state, State::Withdrawn | State::Cancelled);
    Ok(found.filter(|one| !given_up(one)))
}

fn may(person: &Person<'_>, it: &Disposal, record: Option<&Record>) -> May {
    let account = person.actor.id();
    let keeps = authorise(person.actor, FILE, Resource::Agency(&it.agency)).is_ok();
    let seat = it.seat(account, |position| person.holds(position).is_some()).ok();
    let seat = seat.and_then(|seat| it.panel.get(seat));
    let holds = seat.and_then(|member| person.holds(member.position));
    let judged = it.state == DisposalState::Judged && it.proposer != account;
    let decides = judged.then(|| decides(person, &it.agency).ok()).flatten();
    let decided = it.state == DisposalState::Decided;
    May {
        judge: holds.map(Held::capacity),
        decide: decides.map(Held::capacity),
        record: keeps && decided && record.is_none(),
        execute: keeps && decided && record.is_some_and(is_signed),
        withdraw: keeps && it.ensure_open().is_ok(),
    }
}

pub(super) fn is_signed(record: &Record) -> bool {
    matches!(record.state, State::Signed | State::Dispatched)
}
