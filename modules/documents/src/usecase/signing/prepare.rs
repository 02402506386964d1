//! Somebody chooses letters to sign: a consent is written that names the exact files.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::Actor;
use passkey::intent::MOST;
use ports::signing::Standing;

use super::house::SigningHouse;
use super::mark::fresh_page;
use super::waiting::{Ready, ready};
use crate::domain::letter::Letter;
use crate::domain::signing::{Attempt, AttemptState, Consent, MINUTES};
use crate::store::signing::{attempts, consents, openings, public_pages};
use crate::usecase::access::{Loaded, Person, load_seen, person};

/// A letter that somebody wants to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    pub letter: Id<Letter>,
    /// They say that they sign it although they have not opened it.
    pub unopened: bool,
}

/// Writes down what somebody is about to agree to. The consent is asked for by [`super::ask`] and
/// counts for ten minutes.
///
/// # Errors
/// `documents/sign-count` for none or more than fifty; `documents/sign-mixed` for letters that two
/// passphrases sign; `documents/not-opened` with its number;
/// `documents/no-service`, `documents/no-subject`, `documents/cannot-sign` with the state of the
/// certificate; those of the letter.
pub async fn prepare(house: &SigningHouse, actor: &Actor, wishes: &[Wish]) -> Result<Id<Consent>> {
    if !(1..=MOST).contains(&wishes.len()) {
        return Err(Error::new(Kind::Invalid, "documents/sign-count").with("most", MOST));
    }
    // Asked before anything is written: who cannot sign leaves nothing behind.
    ensure_can_sign(house, actor, wanted(house, actor, wishes).await?).await?;
    let (cell, today) = (house.cell(), house.cell().today());
    let (id, now) = (cell.new_id(), cell.now());
    let expires_at = now.plus_seconds(60 * MINUTES);
    let write = async |tx: &mut Tx| -> Result<Id<Consent>> {
        let person = person(tx, actor, today).await?;
        let mut several = Vec::new();
        for wish in wishes {
            several.push(one(tx, house, &person, (id, several.len()), wish).await?);
        }
        ensure_of_one_kind(several.iter().map(|attempt| attempt.standing))?;
        let batch = Consent::batch((actor.id(), actor.name()), &several, expires_at)
            .map_err(|e| Error::new(Kind::Invalid, "documents/sign-count").caused_by(e))?;
        let consent = Consent {
            id,
            account: actor.id().to_owned(),
            account_name: actor.name().to_owned(),
            made_at: now,
            expires_at,
            challenge: batch.challenge().0,
            given: None,
        };
        consents::add(tx, &consent).await?;
        for attempt in &several {
            attempts::add(tx, attempt).await?;
        }
        Ok(id)
    };
    cell.db().write(write).await
}

/// The standing of the signatures that are wanted, when each letter may be signed.
async fn wanted(house: &SigningHouse, actor: &Actor, wishes: &[Wish]) -> Result<Standing> {
    let today = house.cell().today();
    let read = house.cell().db().read(async |tx: &mut Tx| -> Result<Standing> {
        let person = person(tx, actor, today).await?;
        let mut standings = Vec::new();
        for wish in wishes {
            let (loaded, ..) = allowed(tx, &person, wish).await?;
            standings.push(standing(house, &loaded)?);
        }
        ensure_of_one_kind(standings.into_iter())
    });
    read.await
}

fn standing(house: &SigningHouse, loaded: &Loaded) -> Result<Standing> {
    Ok(house.standing(house.office().types().get(&loaded.record.kind)?))
}

/// A consent takes one passphrase, and that of one's own key must not be sent to an authority.
fn ensure_of_one_kind(mut several: impl Iterator<Item = Standing>) -> Result<Standing> {
    let mixed = || Error::new(Kind::Invalid, "documents/sign-mixed");
    let first = several.next().ok_or_else(mixed)?;
    match several.all(|other| other == first) {
        true => Ok(first),
        false => Err(mixed()),
    }
}

/// The letter when this person may sign it and opened it, or waives that; whether they opened it.
async fn allowed(tx: &mut Tx, person: &Person<'_>, wish: &Wish) -> Result<(Loaded, Ready, bool)> {
    let loaded = load_seen(tx, person, wish.letter).await?;
    let ready = ready(tx, person, &loaded).await?;
    let opened = openings::is_noted(tx, person.actor.id(), wish.letter, &ready.base.sha256).await?;
    if !opened && !wish.unopened {
        let number = loaded.record.number.as_deref().unwrap_or_default();
        return Err(Error::new(Kind::Invalid, "documents/not-opened").with("number", number));
    }
    Ok((loaded, ready, opened))
}

async fn one(
    tx: &mut Tx,
    house: &SigningHouse,
    person: &Person<'_>,
    (consent, place): (Id<Consent>, usize),
    wish: &Wish,
) -> Result<Attempt> {
    let (loaded, ready, opened) = allowed(tx, person, wish).await?;
    let cell = house.cell();
    public_pages::of_letter_or(tx, wish.letter, &fresh_page(cell), cell.now()).await?;
    attempt(house, (consent, place), &loaded, ready, opened)
}

fn attempt(
    house: &SigningHouse,
    (consent, place): (Id<Consent>, usize),
    loaded: &Loaded,
    ready: Ready,
    opened: bool,
) -> Result<Attempt> {
    let cell = house.cell();
    let mut nonce = [0; 32];
    cell.random().fill(&mut nonce);
    let field = ready.base.places.first().map_or("TTD", |place| place.name.as_str());
    Ok(Attempt {
        id: cell.new_id(),
        consent,
        place,
        letter: loaded.record.id,
        version: loaded.chain.version,
        position: ready.held.position.id,
        position_title: ready.held.position.title.clone(),
        basis: ready.held.basis,
        standing: standing(house, loaded)?,
        base_pages: ready.base.pages,
        field: field.to_owned(),
        base: ready.base.sha256,
        nonce,
        opened,
        state: AttemptState::Prepared,
        state_at: cell.now(),
        why: None,
        detail: String::new(),
        result: None,
    })
}

/// Asked before anybody types a passphrase. Silence of the service is no answer: it is told when
/// signing fails.
async fn ensure_can_sign(house: &SigningHouse, actor: &Actor, standing: Standing) -> Result<()> {
    let (signer, subject) = house.signer(actor, standing).await?;
    match signer.subject_state(&subject).await {
        Ok(state) if !state.can_sign() => {
            let error = Error::new(Kind::Precondition, "documents/cannot-sign");
            Err(error.with("state", state.as_str()).with("standing", standing.as_str()))
        }
        _ => Ok(()),
    }
}

/// The letters of a consent that were not signed, to be agreed to anew.
///
/// # Errors
/// `documents/unknown-consent`; those of [`prepare`].
pub async fn again(house: &SigningHouse, actor: &Actor, id: Id<Consent>) -> Result<Id<Consent>> {
    let read = house.cell().db().read(async |tx: &mut Tx| -> Result<Vec<Wish>> {
        super::consent::own(tx, actor, id).await?;
        let several = attempts::of_consent(tx, id).await?;
        let left = several.iter().filter(|one| one.state == AttemptState::Failed);
        Ok(left.map(|one| Wish { letter: one.letter, unopened: !one.opened }).collect())
    });
    prepare(house, actor, &read.await?).await
}
