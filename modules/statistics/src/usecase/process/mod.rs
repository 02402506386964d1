//! From the yearly list to the release (Perpres 39/2019): what offices owe, what they bring, who looks
//! at it, and when the public sees it.

pub mod acts;
pub mod calendar;
pub mod lists;
pub mod minutes;
pub mod offered;
pub mod plan;
pub mod reading;
mod remind;
pub mod tables;

pub(crate) use reading::beside;
pub use remind::{DueTables, reminder_link};

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Permission, Resource, authorise};

use crate::domain::obligation::{Act, Obligation, Step};
use crate::permissions::SEE;
use crate::store::obligations;

/// The obligation, for somebody who may see it; to others it does not exist.
async fn seen(tx: &mut Tx, actor: &Actor, id: Id<Obligation>) -> Result<Obligation> {
    let found = obligations::find(tx, id).await?.ok_or_else(unknown)?;
    authorise(actor, SEE, Resource::Agency(&found.producer)).map_err(|_| unknown())?;
    Ok(found)
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "statistics/no-obligation")
}

/// Whether somebody may do this for the office that owes it.
fn may(actor: &Actor, permission: Permission, it: &Obligation) -> bool {
    authorise(actor, permission, Resource::Agency(&it.producer)).is_ok()
}

/// What is written down of an act; its number is given where it is kept.
fn step(act: Act, it: &Obligation, actor: &Actor, reason: &str) -> Step {
    Step {
        number: 0,
        act,
        state: it.state,
        who: actor.id().to_owned(),
        name: actor.name().to_owned(),
        at: it.changed_at,
        reason: reason.trim().to_owned(),
        submission: it.submission,
    }
}
