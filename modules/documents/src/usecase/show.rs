//! A letter as somebody sees it: what it says, where it is, and what they may do with it.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::Office;
use super::access::{Loaded, Person, ensure_there, load_seen, may_take_over, person};
use super::fix;
use crate::domain::chain::StepRole;
use crate::domain::content::Content;
use crate::domain::delivery::Delivery;
use crate::domain::letter::{Event, Letter, Revision, State, Version};
use crate::domain::signing::{Attempt, AttemptState};
use crate::permissions::{ACT, DISPATCH, NUMBER};
use crate::store::retention::destroyed::{self, Destroyed};
use crate::store::signing::signatures::{self, Signature};
use crate::store::signing::{attempts, public_pages};
use crate::store::{deliveries, revisions, versions};
use crate::usecase::signing::public_address;

/// A letter on its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub loaded: Loaded,
    pub versions: Vec<Version>,
    pub events: Vec<Event>,
    pub revisions: Vec<Revision>,
    pub deliveries: Vec<Delivery>,
    pub signatures: Vec<Signature>,
    /// To sign it, the newest first, those that were only prepared left out.
    pub attempts: Vec<Attempt>,
    /// Where anybody may check it.
    pub public_address: Option<String>,
    pub may: May,
    /// When and by which berita acara it was destroyed.
    pub destroyed: Option<Destroyed>,
    /// The version this person last marked, when there is a newer one: what changed since.
    pub seen_before: Option<u32>,
    /// The number is given by another system and has to be typed in.
    pub number_is_typed: bool,
}

/// What a person may do with a letter now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct May {
    pub write: bool,
    pub send_up: bool,
    pub recall: bool,
    pub withdraw: bool,
    /// Make it their own.
    pub take_over: bool,
    /// The step to paraf, and in what capacity.
    pub paraf: Option<(u32, String)>,
    /// The step from which it may be sent back.
    pub send_back: Option<u32>,
    /// Take a number before the letter is ready, for an uploaded PDF.
    pub take_number: bool,
    pub fix: bool,
    /// Note that it was signed on paper.
    pub paper: bool,
    pub dispatch: bool,
    /// Note that somebody outside signed for it.
    pub receive: bool,
    pub cancel: bool,
    /// Sign it: the step is theirs and the letter is fixed for them.
    pub sign: Option<String>,
}

/// A letter with everything its page shows.
///
/// # Errors
/// `documents/unknown-letter` also for whoever may not see it.
pub async fn show(office: &Office, actor: &Actor, id: Id<Letter>) -> Result<Shown> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Shown> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, id).await?;
        let revisions = revisions::list(tx, id).await?;
        let events = versions::events(tx, id).await?;
        let take_over = may_take_over(tx, &person, &loaded.record).await?;
        let number_is_typed = super::books::is_typed(tx, office, &loaded.record, today).await?;
        Ok(Shown {
            versions: versions::list(tx, id).await?,
            deliveries: deliveries::list(tx, id).await?,
            signatures: signatures::list(tx, id).await?,
            attempts: tried(tx, id).await?,
            public_address: public_pages::of_letter(tx, id)
                .await?
                .map(|page| public_address(office.cell(), &page)),
            may: May { take_over, ..may(office, &person, &loaded, &revisions)? },
            destroyed: destroyed::find(tx, id).await?,
            seen_before: seen_before(&events, actor, loaded.chain.version),
            number_is_typed,
            loaded,
            events,
            revisions,
        })
    });
    read.await
}

/// A consent that nobody gave is no attempt yet.
async fn tried(tx: &mut Tx, id: Id<Letter>) -> Result<Vec<Attempt>> {
    let mut all = attempts::of_letter(tx, id).await?;
    all.retain(|attempt| attempt.state != AttemptState::Prepared);
    Ok(all)
}

fn may(
    office: &Office,
    person: &Person<'_>,
    loaded: &Loaded,
    revisions: &[Revision],
) -> Result<May> {
    let (record, chain, actor) = (&loaded.record, &loaded.chain, person.actor);
    let here = |permission| authorise(actor, permission, Resource::Agency(&record.agency)).is_ok();
    let own = record.author == actor.id();
    let state = record.state;
    let acts = actor.has(ACT);
    let open = chain.open_steps().filter(|_| acts);
    let mine = open.filter_map(|step| Some((step, person.holds(step.position)?)));
    let mine: Vec<_> = mine.collect();
    let signs = person.holds(record.signer).filter(|_| acts);
    let numbers = here(NUMBER) || signs.is_some();
    let paraf = mine.iter().find(|(step, _)| step.role == StepRole::Paraf);
    let back =
        mine.iter().find(|(step, _)| (step.role == StepRole::Paraf) == (state == State::Review));
    let may_return = matches!(state, State::Review | State::Ready | State::Fixed);
    let upload = loaded.content.body.uploaded().is_some();
    let kind = office.types().get(&record.kind)?;
    let named = revisions.last().is_some_and(|revision| revision.signer == actor.id());
    Ok(May {
        write: own && state.is_open(),
        send_up: own && state.is_open(),
        recall: own && matches!(state, State::Review | State::Ready),
        withdraw: own && state.is_the_authors(),
        take_over: false,
        paraf: paraf
            .filter(|_| state == State::Review)
            .map(|(step, held)| (step.ordinal, held.capacity())),
        send_back: back.filter(|_| may_return).map(|(step, _)| step.ordinal),
        take_number: upload
            && state.is_open()
            && record.number.is_none()
            && (fix::is_own(actor, record) || numbers),
        fix: state == State::Ready && numbers,
        paper: state == State::Fixed && kind.paper && here(NUMBER),
        dispatch: state == State::Signed && here(DISPATCH),
        receive: state == State::Dispatched && here(DISPATCH),
        cancel: matches!(state, State::Fixed | State::Signed) && numbers,
        sign: signs.filter(|_| state == State::Fixed && named).map(identity::Held::capacity),
    })
}

/// The newest version this person gave a paraf for, where the letter has a newer one.
fn seen_before(events: &[Event], actor: &Actor, current: u32) -> Option<u32> {
    use crate::domain::letter::EventKind::Paraf;
    let own = events.iter().filter(|event| event.kind == Paraf && event.actor == actor.id());
    let last = own.filter_map(|event| event.detail.parse().ok()).max()?;
    (last < current).then_some(last)
}

/// Two versions of a letter, the older first.
///
/// # Errors
/// `documents/unknown-letter`, `documents/unknown-version`.
pub async fn two_versions(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    (older, newer): (u32, u32),
) -> Result<(Loaded, Content, Content)> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<_> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, id).await?;
        ensure_there(&loaded.record)?;
        let older = content(tx, id, older).await?;
        let newer = content(tx, id, newer).await?;
        Ok((loaded, older, newer))
    });
    read.await
}

async fn content(tx: &mut Tx, id: Id<Letter>, number: u32) -> Result<Content> {
    let missing = || Error::new(Kind::NotFound, "documents/unknown-version");
    let (json, _) = versions::content(tx, id, number).await?.ok_or_else(missing)?;
    Content::from_json(&json)
}
