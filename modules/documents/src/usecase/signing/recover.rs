//! What a program that was killed while signing left behind, and what nobody agreed to.

use base::{Error, Kind, Result};
use db::Tx;
use identity::Actor;

use super::attempt::{advance, fail, finish};
use super::doubt::{ensure_agreed, exact_file, told};
use super::house::SigningHouse;
use super::unknown::settle_own;
use crate::domain::signing::{Attempt, AttemptState, Why};
use crate::store::signing::attempts::{self, Step};

/// Seconds after which whoever signs is gone: longer than any service is waited for.
const SILENT: i64 = 600;
/// Seconds after which a consent that was given is not worked on any more: fifty letters, half a
/// minute each.
const ABANDONED: i64 = 1_800;
/// Seconds for which a file that came back is judged again each minute. Then a person decides.
const JUDGED: i64 = 1_800;
/// Seconds after the end of a consent until its attempts end: whoever agreed in the last moment may
/// just be writing that down.
const LAPSED: i64 = 300;

/// Attempts that nobody works on any more: those that were never sent failed; those that were sent
/// are unknown, unless the back-end can say; files that came back are judged. How many came to an
/// end. Another program of the same cell may be signing, so only what is old is touched. What cannot
/// be settled is told in the log and hinders no other.
///
/// # Errors
/// Those of the database.
pub async fn recover(house: &SigningHouse) -> Result<usize> {
    lapse(house).await?;
    let mut settled = 0;
    for (state, seconds) in [
        (AttemptState::Prepared, ABANDONED),
        (AttemptState::Signing, SILENT),
        (AttemptState::Validating, SILENT),
    ] {
        for attempt in silent(house, state, seconds).await? {
            match settle(house, &attempt).await {
                Ok(()) => settled += 1,
                Err(error) => {
                    tracing::error!(attempt = %attempt.id, %error, "an attempt to sign could not be settled");
                }
            }
        }
    }
    Ok(settled)
}

/// Nothing was sent, and nobody can agree to it any more.
async fn lapse(house: &SigningHouse) -> Result<()> {
    let now = house.cell().now();
    let since = now.plus_seconds(-LAPSED);
    let write = async |tx: &mut Tx| attempts::lapse(tx, since, now).await;
    let lapsed = house.cell().db().write(write).await?;
    if lapsed > 0 {
        tracing::info!(lapsed, "attempts to sign that nobody agreed to");
    }
    Ok(())
}

async fn silent(house: &SigningHouse, state: AttemptState, seconds: i64) -> Result<Vec<Attempt>> {
    let since = house.cell().now().plus_seconds(-seconds);
    let read = async |tx: &mut Tx| attempts::silent_since(tx, state, since).await;
    Ok(house.cell().db().read(read).await?)
}

async fn settle(house: &SigningHouse, attempt: &Attempt) -> Result<()> {
    match attempt.state {
        AttemptState::Prepared => {
            fail(house, &Actor::operator(), attempt, (Why::Interrupted, "")).await
        }
        AttemptState::Signing => {
            given_up(house, attempt, "the program ended while it waited").await?;
            settle_own(house, attempt).await
        }
        _ => judge(house, attempt).await,
    }
}

/// Judges a file that came back. Where it cannot be judged, now or for good, nobody knows what became
/// of the attempt: a person brings the file, or says that there is none.
async fn judge(house: &SigningHouse, attempt: &Attempt) -> Result<()> {
    let Err(error) = judged(house, attempt).await else { return Ok(()) };
    let error = told(house, &Actor::operator(), attempt.consent, error).await;
    let since = house.cell().now().plus_seconds(-JUDGED);
    if is_for_good(&error) || attempt.state_at <= since {
        tracing::error!(attempt = %attempt.id, %error, "a file that came back cannot be judged");
        let detail = format!("the file that came back could not be judged: {}", error.code());
        return given_up(house, attempt, &detail).await;
    }
    Err(error)
}

async fn judged(house: &SigningHouse, attempt: &Attempt) -> Result<()> {
    ensure_agreed(house, attempt).await?;
    let base = exact_file(house, attempt.letter, &attempt.base).await?;
    finish(house, &Actor::operator(), attempt, &base).await
}

/// A file that is gone, or a row that was changed, is so in a minute as well.
fn is_for_good(error: &Error) -> bool {
    matches!(error.kind(), Kind::DataLoss | Kind::NotFound | Kind::Forbidden)
}

/// Unknown from here on, unless somebody else finished it meanwhile.
async fn given_up(house: &SigningHouse, attempt: &Attempt, detail: &str) -> Result<()> {
    let step = Step { detail, ..Step::default() };
    match advance(house, attempt, AttemptState::Unknown, step).await {
        Err(error) if error.kind() == Kind::Conflict => {
            tracing::warn!(attempt = %attempt.id, %error, "somebody else finished it");
            Ok(())
        }
        other => other,
    }
}
