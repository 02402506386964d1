//! What a program that was killed while signing left behind, cleared at the next start.

use base::{Kind, Result};
use db::Tx;
use identity::Actor;

use super::attempt::{fail, finish};
use super::house::SigningHouse;
use crate::domain::signing::{AttemptState, Why};
use crate::store::signing::attempts::{self, Step};
use crate::store::signing::consents;
use crate::usecase::files::read_file;

/// Before any letter is signed: attempts that were never sent failed; those that were sent are
/// unknown, unless the back-end can say; files that came back are judged. How many there were.
///
/// # Errors
/// Those of the database.
pub async fn recover(house: &SigningHouse) -> Result<usize> {
    let actor = Actor::operator();
    let prepared = consented(house, AttemptState::Prepared).await?;
    for attempt in &prepared {
        fail(house, &actor, attempt, (Why::Interrupted, "")).await?;
    }
    let signing = consented(house, AttemptState::Signing).await?;
    for attempt in &signing {
        let step = Step { detail: "the program ended while it waited", ..Step::default() };
        let (cell, next) = (house.cell(), AttemptState::Unknown);
        let now = cell.now();
        let write =
            async |tx: &mut Tx| attempts::advance(tx, attempt, next, step.clone(), now).await;
        cell.db().write(write).await?;
        super::unknown::settle_own(house, attempt).await?;
    }
    let validating = consented(house, AttemptState::Validating).await?;
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

/// Those in a state whose consent was given: the others wait for nobody.
async fn consented(
    house: &SigningHouse,
    state: AttemptState,
) -> Result<Vec<crate::domain::signing::Attempt>> {
    let read = house.cell().db().read(async |tx: &mut Tx| -> Result<Vec<_>> {
        let mut found = Vec::new();
        for attempt in attempts::in_state(tx, state).await? {
            let consent = consents::find(tx, attempt.consent).await?;
            if consent.is_some_and(|consent| consent.given.is_some()) {
                found.push(attempt);
            }
        }
        Ok(found)
    });
    read.await
}
