//! Attempts of which nobody knows what became: looked up, cleared by a person, never repeated.

use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use db::Tx;
use identity::{Actor, Resource, authorise};
use ports::signing::{Found, Signed, Standing};

use super::attempt::{fail, finish, kept};
use super::doubt::{ensure_agreed, exact_file, told};
use super::house::SigningHouse;
use crate::audit_kinds::ATTEMPT_CLEARED;
use crate::domain::content::refused;
use crate::domain::signing::{Attempt, AttemptState, Why};
use crate::permissions::NUMBER;
use crate::store::signing::attempts;
use crate::usecase::access::{load_seen, person};
use crate::usecase::office::subject;
use crate::usecase::route::checked_reason;

/// Asks the back-end again what became of it. Only some can say.
///
/// # Errors
/// `documents/unknown-attempt`; `documents/attempt-over`; `documents/cannot-tell` when it keeps
/// nothing by which it could say.
pub async fn look_again(house: &SigningHouse, actor: &Actor, id: Id<Attempt>) -> Result<()> {
    let attempt = entered(house, actor, id).await?;
    match looked(house, actor, &attempt).await {
        Err(error) => Err(told(house, actor, attempt.consent, error).await),
        done => done,
    }
}

async fn looked(house: &SigningHouse, actor: &Actor, attempt: &Attempt) -> Result<()> {
    let cannot = || Error::new(Kind::Conflict, "documents/cannot-tell");
    if attempt.standing != Standing::Certified {
        return settle_own(house, attempt).await;
    }
    let signer = house.authority()?;
    if !signer.limits().finds {
        return Err(cannot());
    }
    match signer.find(&attempt.id.to_string()).await.map_err(|_| cannot())? {
        Found::Signed(signed) => {
            ensure_agreed(house, attempt).await?;
            taken(house, actor, attempt, signed).await
        }
        Found::NotSigned => fail(house, actor, attempt, (Why::Cleared, "")).await,
        Found::CannotTell => Err(cannot()),
    }
}

/// Keys that lie here lost what they were doing, so nothing was signed.
pub(super) async fn settle_own(house: &SigningHouse, before: &Attempt) -> Result<()> {
    if before.standing != Standing::Internal {
        return Ok(());
    }
    let attempt = Attempt { state: AttemptState::Unknown, ..before.clone() };
    fail(house, &Actor::operator(), &attempt, (Why::Interrupted, "")).await
}

/// Takes a file that a person brings, which the service made and which never arrived. It is judged
/// like every other: bringing a wrong one changes nothing.
///
/// # Errors
/// As [`look_again`]; `documents/brought-other` with the reason when the file is not taken;
/// `documents/consent-doubted` when what is stored is not what its signer agreed to.
pub async fn bring(house: &SigningHouse, actor: &Actor, id: Id<Attempt>, pdf: Bytes) -> Result<()> {
    let attempt = entered(house, actor, id).await?;
    match brought(house, actor, &attempt, pdf).await {
        Err(error) => Err(told(house, actor, attempt.consent, error).await),
        done => done,
    }
}

async fn brought(house: &SigningHouse, actor: &Actor, attempt: &Attempt, pdf: Bytes) -> Result<()> {
    ensure_agreed(house, attempt).await?;
    let base = exact_file(house, attempt.letter, &attempt.base).await?;
    let judged = super::acceptance::judge(house, actor, attempt, (&base, &pdf)).await?;
    if let Err(no) = judged {
        let error = refused("documents/brought-other", "berkas-naskah");
        return Err(error.with("why", no.why.as_str()).with("detail", no.detail));
    }
    taken(house, actor, attempt, Signed { pdf: pdf.to_vec(), reference: None }).await
}

async fn taken(
    house: &SigningHouse,
    actor: &Actor,
    attempt: &Attempt,
    signed: Signed,
) -> Result<()> {
    let base = exact_file(house, attempt.letter, &attempt.base).await?;
    let attempt = kept(house, attempt, signed).await?;
    finish(house, actor, &attempt, &base).await
}

/// Says, with a reason, that no signature was made: the letter can be signed anew.
///
/// # Errors
/// As [`look_again`]; `documents/remark` without a reason.
pub async fn clear(
    house: &SigningHouse,
    actor: &Actor,
    id: Id<Attempt>,
    reason: &str,
) -> Result<()> {
    let reason = checked_reason(reason)?;
    let attempt = entered(house, actor, id).await?;
    let (cell, who) = (house.cell(), actor.who());
    let write = async |tx: &mut Tx| -> Result<()> {
        let subject = subject(attempt.letter);
        let facts = serde_json::json!({ "attempt": id.to_string(), "reason": reason });
        let entry = audit::Entry::new(ATTEMPT_CLEARED, &who, subject);
        audit::record(tx, cell, entry.after(facts)).await?;
        Ok(())
    };
    cell.db().write(write).await?;
    fail(house, actor, &attempt, (Why::Cleared, &reason)).await
}

/// The attempt for whoever may decide about it: its signer, or the clerk of the issuing office.
async fn entered(house: &SigningHouse, actor: &Actor, id: Id<Attempt>) -> Result<Attempt> {
    let today = house.cell().today();
    let read =
        house.cell().db().read(async |tx: &mut Tx| -> Result<Attempt> {
            let missing = || Error::new(Kind::NotFound, "documents/unknown-attempt");
            let attempt = attempts::find(tx, id).await?.ok_or_else(missing)?;
            let person = person(tx, actor, today).await?;
            let loaded = load_seen(tx, &person, attempt.letter).await?;
            let signs = person.holds(attempt.position).is_some();
            if !signs {
                authorise(actor, NUMBER, Resource::Agency(&loaded.record.agency))?;
            }
            match attempt.state {
                AttemptState::Unknown => Ok(attempt),
                state => Err(Error::new(Kind::Conflict, "documents/attempt-over")
                    .with("state", state.as_str())),
            }
        });
    read.await
}
