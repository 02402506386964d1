//! Telling people that letters wait for them: whoever asked for it gets a push or a mail. The message
//! names neither letter nor sender; its link opens the list of what waits.
//!
//! Whoever holds the position on that day is told, and the adjutant who sorts for it, except about a
//! letter that is closed to most; the records clerks of an office of what they number, send and register. A message that came too late, because everything was done
//! meanwhile, is not sent.

use base::{Date, Id, Result};
use contracts::{Answer, Due, Occasion, Occasions};
use db::Tx;
use identity::{Actor, Position, Rank};
use notify::{News, Offer, Post, Subject, Topic};
use ports::Saying;

use super::Office;
use crate::domain::content::Secrecy;
use crate::domain::incoming::Receiver;
use crate::domain::letter::State;
use crate::permissions::CLERK;
use crate::store::incoming::lists;
use crate::store::{deliveries, letters, steps};

/// Begins the subject of what waits for a person.
const KIND: &str = "letters";
/// The page of what waits.
pub const PATH: &str = "/naskah/menunggu";

/// Tells whoever something begins to wait for, in the transaction of the deed. `deed` names it among all deeds, so that it is
/// told once.
///
/// # Errors
/// Those of the database.
pub(crate) async fn knock(
    tx: &mut Tx,
    office: &Office,
    receivers: &[Receiver],
    (secrecy, deed): (Secrecy, &str),
) -> Result<()> {
    let Some(post) = office.post() else { return Ok(()) };
    let today = office.cell().today();
    for receiver in receivers {
        match receiver {
            Receiver::Person(account) => tell(tx, post, account, deed).await?,
            Receiver::Position(position) => {
                for account in people(tx, *position, (secrecy, today)).await? {
                    tell(tx, post, &account, deed).await?;
                }
            }
        }
    }
    Ok(())
}

/// Tells the records clerks of an office that a letter waits for any of them.
///
/// # Errors
/// Those of the database.
pub(crate) async fn knock_clerks(
    tx: &mut Tx,
    office: &Office,
    agency: &str,
    deed: &str,
) -> Result<()> {
    let Some(post) = office.post() else { return Ok(()) };
    for clerk in identity::list_with_role(tx, CLERK).await? {
        if clerk.agency.as_deref() == Some(agency) {
            tell(tx, post, &clerk.id.to_string(), deed).await?;
        }
    }
    Ok(())
}

/// Who looks after a position's letters on a day.
async fn people(
    tx: &mut Tx,
    position: Id<Position>,
    (secrecy, day): (Secrecy, Date),
) -> Result<Vec<String>> {
    let mut desks = vec![position];
    if let Some(served) = identity::find_position(tx, position).await?
        && !secrecy.is_closed()
    {
        let others = identity::list_positions(tx, &served.agency).await?;
        let sorts = |it: &Position| it.rank == Rank::Adjutant && it.parent == Some(position);
        desks.extend(others.iter().filter(|it| sorts(it)).map(|it| it.id));
    }
    let mut found = Vec::new();
    for desk in desks {
        let holders = identity::holders(tx, desk, day).await?;
        found.extend(holders.into_iter().map(|tenure| tenure.account.to_string()));
    }
    Ok(found)
}

async fn tell(tx: &mut Tx, post: &Post, account: &str, deed: &str) -> Result<()> {
    let Some(subject) = Subject::new(KIND, account) else { return Ok(()) };
    let (topic, saying) = (Topic::Letters, Saying::LettersWait);
    let news = News { subject: &subject, topic, key: deed, saying, path: PATH };
    notify::nudge(tx, post, &news).await?;
    Ok(())
}

/// The address where somebody asks to be told when letters wait for them; `None` where the cell
/// sends no messages.
pub fn offer_link(office: &Office, actor: &Actor) -> Option<String> {
    let cell = office.post()?.cell();
    let subject = Subject::new(KIND, actor.id())?;
    Some(Offer { subject, topics: vec![Topic::Letters], back: PATH.to_owned() }.link(cell))
}

/// Whether letters still wait for a person.
#[derive(Debug, Clone, Copy)]
pub struct WaitingLetters;

impl Occasions for WaitingLetters {
    fn still_open<'a>(
        &'a self,
        tx: &'a mut Tx,
        subject: &'a str,
        day: Date,
    ) -> Answer<'a, Vec<Occasion>> {
        Box::pin(async move {
            let account = subject.split_once(':').filter(|(kind, _)| *kind == KIND);
            let Some((_, account)) = account else { return Ok(Vec::new()) };
            let waits = waits(tx, account, day).await?;
            let occasion = || Occasion { what: Due::Letters, due: day, path: PATH.to_owned() };
            Ok(waits.then(occasion).into_iter().collect())
        })
    }
}

/// Whether anything waits at the desks of an account, or came back to it.
async fn waits(tx: &mut Tx, account: &str, day: Date) -> Result<bool> {
    let back = !letters::list_returned(tx, account, 1).await?.is_empty();
    if back || lists::count_person(tx, account).await? > 0 {
        return Ok(true);
    }
    for held in identity::held_by(tx, account, day).await? {
        let is_adjutant = held.position.rank == Rank::Adjutant;
        let desk = if is_adjutant { held.position.parent } else { Some(held.position.id) };
        let Some(desk) = desk else { continue };
        let letters = steps::count_waiting(tx, desk).await?;
        if letters > 0 || lists::count_position(tx, desk).await? > 0 {
            return Ok(true);
        }
    }
    waits_for_clerk(tx, account).await
}

/// Letters of the office of a records clerk to number or to send, or that arrived there.
async fn waits_for_clerk(tx: &mut Tx, account: &str) -> Result<bool> {
    let Some(id) = Id::parse(account) else { return Ok(false) };
    let clerk = identity::find_account(tx, id).await?;
    let clerk = clerk.filter(|row| row.roles.iter().any(|role| role == CLERK.0));
    let Some(agency) = clerk.and_then(|row| row.agency) else { return Ok(false) };
    for state in [State::Ready, State::Signed] {
        if !letters::list_in_state(tx, state, &agency, 1).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(!deliveries::not_received(tx, &agency, 1).await?.is_empty())
}
