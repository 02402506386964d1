//! One attempt after the other. What is sent is written down before, and never sent again.

use base::{Error, Kind, Result};
use bytes::Bytes;
use db::Tx;
use identity::Actor;
use ports::signing::Secret;
use ports::signing::{Signed, SigningError, SigningOrder};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::acceptance::{self, Refused};
use super::doubt::{self, exact_file, is_doubt};
use super::extend;
use super::house::SigningHouse;
use super::mark::{placement, public_address};
use super::waiting::ready;
use crate::audit_kinds::{LETTER_SIGNED, SIGNING_BEGUN, SIGNING_ENDED};
use crate::domain::chain::Mark;
use crate::domain::letter::{EventKind, Revision, State};
use crate::domain::signing::{Attempt, AttemptState, Why, doubted};
use crate::store::signing::attempts::{self, Step};
use crate::store::signing::signatures::{self, Signature};
use crate::store::signing::{consents, public_pages};
use crate::store::{letters, revisions};
use crate::usecase::access::{damaged, load, load_seen, person, store_chain};
use crate::usecase::draft::hex;
use crate::usecase::files::put_file;
use crate::usecase::office::Deed;

/// Signs the letters of a consent in their order. A failure that would befall the next one as well
/// ends it: the rest is not tried.
pub(super) async fn run(house: &SigningHouse, actor: &Actor, all: Vec<Attempt>, secret: Secret) {
    let mut stopped = false;
    for attempt in all {
        let done = match stopped {
            true => fail(house, actor, &attempt, (Why::NotTried, "")).await.map(|()| false),
            false => one(house, actor, &attempt, &secret).await,
        };
        match done {
            Ok(goes_on) => stopped |= !goes_on,
            Err(error) => {
                tracing::error!(attempt = %attempt.id, %error, "an attempt to sign could not be written");
                stopped = true;
            }
        }
    }
}

/// Whether the next letter may be tried.
async fn one(
    house: &SigningHouse,
    actor: &Actor,
    attempt: &Attempt,
    secret: &Secret,
) -> Result<bool> {
    let (attempt, base) = match begun(house, actor, attempt).await {
        Ok(begun) => begun,
        Err(error) if is_doubt(&error) => {
            let error = doubt::told(house, actor, attempt.consent, error).await;
            fail(house, actor, attempt, (Why::Doubted, &error.to_string())).await?;
            return Ok(false);
        }
        Err(error) if matches!(error.kind(), Kind::Conflict | Kind::Forbidden | Kind::NotFound) => {
            fail(house, actor, attempt, (Why::Changed, error.code())).await?;
            return Ok(true);
        }
        Err(error) => {
            fail(house, actor, attempt, (Why::Fault, error.code())).await?;
            return Ok(false);
        }
    };
    match sent(house, actor, &attempt, &base, secret).await {
        Ok(signed) => {
            let attempt = kept(house, &attempt, signed).await?;
            finish(house, actor, &attempt, &base).await?;
            Ok(true)
        }
        Err(error) => match Why::of(&error, attempt.standing) {
            Some(why) => {
                fail(house, actor, &attempt, (why, &told(&error))).await?;
                Ok(!why.stops_others())
            }
            None => {
                let step = Step { detail: &told(&error), ..Step::default() };
                advance(house, &attempt, AttemptState::Unknown, step).await?;
                Ok(false)
            }
        },
    }
}

/// The error's words; the ports promise that no secret is in them.
fn told(error: &SigningError) -> String {
    error.to_string().chars().take(500).collect()
}

/// The letter is what was agreed to, to the last byte; from here on it counts as being signed.
async fn begun(house: &SigningHouse, actor: &Actor, attempt: &Attempt) -> Result<(Attempt, Bytes)> {
    let (cell, today) = (house.cell(), house.cell().today());
    let base = exact_file(house, attempt.letter, &attempt.base).await?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, attempt.letter).await?;
        let ready = ready(tx, &person, &loaded).await?;
        let same = ready.base.sha256 == attempt.base
            && ready.base.pages == attempt.base_pages
            && loaded.chain.version == attempt.version
            && ready.held.position.id == attempt.position
            && ready.capacity == attempt.capacity()
            && ready.held.basis == attempt.basis;
        if !same {
            return Err(Error::new(Kind::Conflict, "documents/letter-changed"));
        }
        // The type of a letter never changes: another standing is another hand.
        if house.standing(house.office().types().get(&loaded.record.kind)?) != attempt.standing {
            return Err(doubted("standing"));
        }
        let chain = loaded.chain.begin_signing(actor.id())?;
        moved(tx, house, attempt, AttemptState::Signing, Step::default()).await?;
        store_chain(tx, house.office(), &loaded.record, (&loaded.chain, &chain)).await?;
        let (capacity, detail) = (attempt.capacity(), attempt.id.to_string());
        let (kind, event) = (SIGNING_BEGUN, EventKind::SigningBegun);
        let deed = Deed { kind, event, capacity: &capacity, detail: &detail };
        house.office().trace(tx, actor, attempt.letter, deed).await
    };
    cell.db().write(write).await?;
    Ok((Attempt { state: AttemptState::Signing, ..attempt.clone() }, base))
}

async fn sent(
    house: &SigningHouse,
    actor: &Actor,
    attempt: &Attempt,
    base: &[u8],
    secret: &Secret,
) -> std::result::Result<Signed, SigningError> {
    let unsent = |error: Error| SigningError::NotSent(error.code().to_owned());
    let (signer, subject) = house.signer(actor, attempt.standing).await.map_err(unsent)?;
    let about = about(house, attempt).await.map_err(unsent)?;
    let look = (signer.limits(), attempt.standing);
    let place = placement(base, about.place.as_ref(), look, &about.address).map_err(unsent)?;
    let order = SigningOrder {
        attempt: &attempt.id.to_string(),
        subject: &subject,
        pdf: base,
        secret,
        placement: place.as_ref(),
        field: None,
        reason: &about.reason,
        location: &about.location,
    };
    signer.sign(&order).await
}

/// What is said of the letter inside of its signature.
struct About {
    place: Option<crate::domain::letter::SignaturePlace>,
    address: String,
    reason: String,
    location: String,
}

async fn about(house: &SigningHouse, attempt: &Attempt) -> Result<About> {
    let cell = house.cell();
    let read = cell.db().read(async |tx: &mut Tx| -> Result<About> {
        let record = letters::find(tx, attempt.letter).await?.ok_or_else(|| damaged("letter"))?;
        let page = public_pages::of_letter(tx, attempt.letter).await?;
        let page = page.ok_or_else(|| damaged("public page"))?;
        let head = crate::store::letterheads::get(tx, &record.agency).await?;
        let base = revisions::list(tx, attempt.letter).await?.pop();
        let address = public_address(cell, &page);
        let number = record.number.unwrap_or_default();
        Ok(About {
            place: base.and_then(|base| base.places.first().cloned()),
            // The address stands here too: whoever has only the file finds its page.
            reason: format!("{number}, {}. {address}", attempt.capacity()),
            address,
            location: head.place,
        })
    });
    read.await
}

/// The file that came back is kept before anything is said of it.
pub(super) async fn kept(
    house: &SigningHouse,
    attempt: &Attempt,
    signed: Signed,
) -> Result<Attempt> {
    let sha256 = hex(&Sha256::digest(&signed.pdf));
    put_file(house.cell(), attempt.letter, &sha256, signed.pdf.into()).await?;
    let detail = signed.reference.unwrap_or_default();
    let step = Step { result: Some(&sha256), detail: &detail, why: None };
    advance(house, attempt, AttemptState::Validating, step).await?;
    let result = Some(sha256);
    Ok(Attempt { state: AttemptState::Validating, result, detail, ..attempt.clone() })
}

/// Judges the file that is kept; the letter is signed, or is as it was.
pub(super) async fn finish(
    house: &SigningHouse,
    actor: &Actor,
    attempt: &Attempt,
    base: &[u8],
) -> Result<()> {
    let sha256 = attempt.result.as_deref().ok_or_else(|| damaged("result"))?;
    let pdf = exact_file(house, attempt.letter, sha256).await?;
    match acceptance::judge(house, actor, attempt, (base, &pdf)).await? {
        Ok(accepted) => signed(house, actor, attempt, (accepted, pdf.len())).await,
        Err(Refused { why, detail }) => fail(house, actor, attempt, (why, &detail)).await,
    }
}

async fn signed(
    house: &SigningHouse,
    actor: &Actor,
    attempt: &Attempt,
    (accepted, bytes): (acceptance::Accepted, usize),
) -> Result<()> {
    let (cell, id) = (house.cell(), attempt.letter);
    let capacity = attempt.capacity();
    let sha256 = attempt.result.clone().ok_or_else(|| damaged("result"))?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let loaded = load(tx, id).await?;
        let known = revisions::list(tx, id).await?;
        let base = known.last().ok_or_else(|| damaged("revision"))?;
        // Whoever agreed has signed; a clerk may have brought the file.
        let consent =
            consents::find(tx, attempt.consent).await?.ok_or_else(|| damaged("consent"))?;
        let mark = Mark {
            actor: consent.account,
            name: consent.account_name,
            basis: attempt.basis,
            version: attempt.version,
            at: accepted.at,
        };
        let chain = loaded.chain.signed(mark)?;
        moved(
            tx,
            house,
            attempt,
            AttemptState::Succeeded,
            Step { detail: &attempt.detail, ..Step::default() },
        )
        .await?;
        let revision = Revision {
            number: base.number + 1,
            sha256: sha256.clone(),
            bytes: bytes as u64,
            producer: attempt.standing.as_str().to_owned(),
            places: Vec::new(),
            made_at: cell.now(),
            ..base.clone()
        };
        revisions::add(tx, id, &revision).await?;
        let signature = Signature {
            letter: id,
            revision: revision.number,
            attempt: attempt.id,
            standing: attempt.standing,
            signer: accepted.signer.clone(),
            authority: accepted.authority.clone(),
            capacity: capacity.clone(),
            level: accepted.level.clone(),
            signed_at: accepted.at,
        };
        signatures::add(tx, &signature).await?;
        store_chain(tx, house.office(), &loaded.record, (&loaded.chain, &chain)).await?;
        let (kind, event) = (LETTER_SIGNED, EventKind::Signed);
        let deed = Deed { kind, event, capacity: &capacity, detail: &sha256 };
        house.office().trace(tx, actor, id, deed).await?;
        extend::plan(tx, cell, id).await
    };
    cell.db().write(write).await
}

/// No signature came of it: the letter waits to be signed again, unless it never began.
pub(super) async fn fail(
    house: &SigningHouse,
    actor: &Actor,
    attempt: &Attempt,
    (why, detail): (Why, &str),
) -> Result<()> {
    let (cell, id) = (house.cell(), attempt.letter);
    let write = async |tx: &mut Tx| -> Result<()> {
        moved(
            tx,
            house,
            attempt,
            AttemptState::Failed,
            Step { why: Some(why), detail, result: None },
        )
        .await?;
        if attempt.state == AttemptState::Prepared {
            return Ok(());
        }
        let loaded = load(tx, id).await?;
        if loaded.record.state != State::Signing {
            return Ok(());
        }
        let chain = loaded.chain.signing_failed()?;
        store_chain(tx, house.office(), &loaded.record, (&loaded.chain, &chain)).await?;
        let capacity = attempt.capacity();
        let (kind, event) = (SIGNING_ENDED, EventKind::SigningFailed);
        let deed = Deed { kind, event, capacity: &capacity, detail: why.as_str() };
        house.office().trace(tx, actor, id, deed).await
    };
    cell.db().write(write).await
}

pub(super) async fn advance(
    house: &SigningHouse,
    attempt: &Attempt,
    next: AttemptState,
    step: Step<'_>,
) -> Result<()> {
    let write = async |tx: &mut Tx| moved(tx, house, attempt, next, step.clone()).await;
    house.cell().db().write(write).await
}

/// Moves an attempt on from where it was seen.
async fn moved(
    tx: &mut Tx,
    house: &SigningHouse,
    attempt: &Attempt,
    next: AttemptState,
    step: Step<'_>,
) -> Result<()> {
    attempt.ensure_leads_to(next)?;
    let cell = house.cell();
    if attempts::advance(tx, attempt, next, step.clone(), cell.now()).await? {
        let facts = json!({ "state": next.as_str(), "why": step.why.map(Why::as_str) });
        tracing::info!(attempt = %attempt.id, letter = %attempt.letter, %facts, "an attempt to sign");
        return Ok(());
    }
    Err(Error::new(Kind::Conflict, "documents/attempt-over").with("state", next.as_str()))
}
