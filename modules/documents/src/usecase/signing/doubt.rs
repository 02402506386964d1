//! What is stored is not what was agreed to: refused, and written into the audit trail.

use audit::{Entry, Outcome};
use base::{Error, Id, Result};
use bytes::Bytes;
use db::Tx;
use identity::Actor;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::house::SigningHouse;
use crate::audit_kinds::CONSENT_DOUBTED;
use crate::domain::letter::Letter;
use crate::domain::signing::{Attempt, Consent, DOUBTED, doubted};
use crate::store::signing::{attempts, consents};
use crate::usecase::access::damaged;
use crate::usecase::draft::hex;
use crate::usecase::files::read_file;

pub(super) fn is_doubt(error: &Error) -> bool {
    error.code() == DOUBTED
}

/// Writes a doubt down; every other error goes through as it is.
pub(super) async fn told(
    house: &SigningHouse,
    actor: &Actor,
    id: Id<Consent>,
    error: Error,
) -> Error {
    if !is_doubt(&error) {
        return error;
    }
    let what = error.params().iter().find(|(name, _)| *name == "what");
    let what = what.map(|(_, what)| what.clone()).unwrap_or_default();
    let who = actor.who();
    let entry = Entry::new(CONSENT_DOUBTED, &who, format!("consent/{id}"))
        .outcome(Outcome::Denied)
        .after(json!({ "doubt": what }));
    // Refused either way: a full disk must not turn a refusal into another answer.
    if let Err(failed) = audit::record_alone(house.cell(), entry).await {
        tracing::error!(%failed, consent = %id, what, "a doubtful consent was refused and not written down");
    }
    error
}

/// That an attempt which is taken up from its row, long after it was agreed to, is still the one
/// that was agreed to.
///
/// # Errors
/// `documents/consent-doubted`.
pub(super) async fn ensure_agreed(house: &SigningHouse, attempt: &Attempt) -> Result<()> {
    let id = attempt.consent;
    let read = house.cell().db().read(async |tx: &mut Tx| -> Result<()> {
        let consent = consents::find(tx, id).await?.ok_or_else(|| damaged("consent"))?;
        consent.ensure_agreed(&attempts::of_consent(tx, id).await?)
    });
    read.await
}

/// A file of a letter whose bytes are those that its name, the hash, stands for.
///
/// # Errors
/// `documents/consent-doubted`; `documents/damaged` when it is gone.
pub(super) async fn exact_file(
    house: &SigningHouse,
    letter: Id<Letter>,
    sha256: &str,
) -> Result<Bytes> {
    let file = read_file(house.cell(), letter, sha256).await?;
    match hex(&Sha256::digest(&file)) == sha256 {
        true => Ok(file),
        false => Err(doubted("file")),
    }
}
