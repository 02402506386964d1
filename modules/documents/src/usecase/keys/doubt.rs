//! A doubt becomes an error, and what somebody must have changed becomes an entry of the trail.

use audit::{Entry, Outcome};
use base::{Error, Id, Kind};
use identity::Actor;
use serde_json::json;

use super::Keyring;
use crate::audit_kinds::KEY_DOUBTED;
use crate::domain::keys::{Doubt, Key};

/// How the audit trail calls a key.
pub(super) fn subject(id: Id<Key>) -> String {
    format!("key/{id}")
}

/// Refuses the use of a key.
pub(super) async fn refused(keyring: &Keyring, actor: &Actor, id: Id<Key>, doubt: &Doubt) -> Error {
    if doubt.is_tampering() {
        tell(keyring, actor, id, doubt.as_str()).await;
    }
    match doubt {
        Doubt::Ended | Doubt::Early => Error::new(Kind::Precondition, "documents/key-expired"),
        Doubt::Revoked => Error::new(Kind::Precondition, "documents/key-revoked"),
        Doubt::Other("name" | "nip") => Error::new(Kind::Conflict, "documents/key-other-name"),
        other => doubted(other.as_str()),
    }
}

/// The same where the wraps themselves do not fit.
pub(super) async fn moved(keyring: &Keyring, actor: &Actor, id: Id<Key>) -> Error {
    tell(keyring, actor, id, "wrapped-key").await;
    doubted("wrapped-key")
}

fn doubted(what: &'static str) -> Error {
    Error::new(Kind::Forbidden, "documents/key-doubted").with("what", what)
}

async fn tell(keyring: &Keyring, actor: &Actor, id: Id<Key>, what: &str) {
    let who = actor.who();
    let entry = Entry::new(KEY_DOUBTED, &who, subject(id))
        .outcome(Outcome::Denied)
        .after(json!({ "doubt": what }));
    // Refused either way: a full disk must not turn a refusal into another answer.
    if let Err(error) = audit::record_alone(keyring.cell(), entry).await {
        tracing::error!(%error, key = %id, what, "a doubtful key was refused and not written down");
    }
}
