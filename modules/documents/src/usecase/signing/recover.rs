//! What a program that was killed while signing left behind.

use base::{Kind, Result};
use db::Tx;
use identity::Actor;

use super::attempt::{fail, finish};
use super::house::SigningHouse;
use crate::domain::signing::{Attempt, AttemptState, Why};
use crate::store::signing::attempts::{self, Step};
use crate::store::signing::consents;
use crate::usecase::files::read_file;

/// Seconds after which whoever signs is gone: longer than any service is waited for.
const SILENT: i64 = 600;
/// Seconds after which a consent that was given is not worked on any more: fifty letters, half a
/// minute each.
const ABANDONED: i64 = 1_800;

/// Attempts that nobody works on any more: those that were never sent failed; those that were sent
/// are unknown, unless the back-end can say; files that came back are judged. How many there were.
/// Another program of the same cell may be signing, so only what is old is touched.
///
/// # Errors
/// Those of the database.
pub async fn recover(house: &SigningHouse) -> Result<usize> {
    let actor = Actor::operator();
    let prepared = old(house, AttemptState::Prepared, ABANDONED).await?;
    for attempt in &prepared {
        fail(house, &actor, attempt, (Why::Interrupted, "")).await?;
    }
    let signing = old(house, AttemptState::Signing, SILENT).await?;
    for attempt in &signing {
        let step = Step { detail: "the program ended while it waited", ..Step::default() };
        let (cell, next) = (house.cell(), AttemptState::Unknown);
        let now = cell.now();
        let write =
            async |tx: &mut Tx| attempts::advance(tx, attempt, next, step.clone(), now).await;
        cell.db().write(write).await?;
        super::unknown::settle_own(house, attempt).await?;
    }
    let validating = old(house, AttemptState::Validating, SILENT).await?;
    for attempt in &validating {
        let base = read_file(house.cell(), attempt.letter, &attempt.base).await?;
        match finish(house, &actor, attempt, &base).await {
            Err(error) if error.kind() == Kind::Conflict => {
                tracing::warn!(attempt = %attempt.id, %error, "somebody else finished it");
            }
            other => other?,
        }
    }
    Ok(prepared.len() + signing.len() + validating.len())
}

/// Those in a state for so long, whose consent was given: the others wait for nobody.
async fn old(house: &SigningHouse, state: AttemptState, seconds: i64) -> Result<Vec<Attempt>> {
    let before = house.cell().now().plus_seconds(-seconds);
    let read = house.cell().db().read(async |tx: &mut Tx| -> Result<Vec<Attempt>> {
        let mut found = Vec::new();
        for attempt in attempts::in_state(tx, state).await? {
            let consent = consents::find(tx, attempt.consent).await?;
            let given = consent.and_then(|consent| consent.given);
            if attempt.state_at <= before && given.is_some_and(|given| given.at <= before) {
                found.push(attempt);
            }
        }
        Ok(found)
    });
    read.await
}
