//! A deed about an incoming letter, told in its own story, in the audit trail and in the public log.

use audit::{Entry, Kind};
use base::{Id, Result};
use db::Tx;
use identity::Actor;
use serde_json::json;

use crate::domain::incoming::{Event, EventKind, Incoming};
use crate::store::incoming::trail;
use crate::usecase::{Office, log};

/// What was done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deed<'a> {
    pub kind: Kind,
    pub event: EventKind,
    /// Title of the position with its basis; empty for whoever acts without one.
    pub capacity: &'a str,
    /// For those who may read the letter; it stays out of the audit trail.
    pub detail: &'a str,
    /// The disposition it is about; 0 for the letter.
    pub disposition: u32,
}

/// Writes a deed down, in its own transaction.
pub(super) async fn tell(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    incoming: Id<Incoming>,
    deed: Deed<'_>,
) -> Result<()> {
    let event = Event {
        at: office.cell().now(),
        kind: deed.event,
        actor: actor.id().to_owned(),
        actor_name: actor.name().to_owned(),
        capacity: deed.capacity.to_owned(),
        detail: deed.detail.to_owned(),
        disposition: deed.disposition,
    };
    trail::add_event(tx, incoming, &event).await?;
    let who = actor.who();
    let facts = json!({
        "event": deed.event.as_str(),
        "capacity": deed.capacity,
        "disposition": deed.disposition,
    });
    let entry = Entry::new(deed.kind, &who, subject(incoming)).after(facts);
    audit::record(tx, office.cell(), entry).await?;
    log::incoming(tx, office.cell(), actor, incoming, (deed.event, deed.capacity)).await
}

/// How the audit trail calls an incoming letter.
pub(crate) fn subject(incoming: Id<Incoming>) -> String {
    format!("incoming/{incoming}")
}
