//! The list of authorities that the public verification trusts: proposed by one person, valid by the
//! approval of another, ended with a reason.

mod change;
mod decide;
mod pinned;

use base::{Error, Id, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, require};
use pki::Certificate;

use crate::domain::anchor::{Act, Anchor, Pin, State};
use crate::permissions::TRUST;
use crate::store::anchors;
use crate::usecase::authority::Authority;
use crate::usecase::signing::SigningServices;

pub use change::{Ending, Proposal, end, propose};
pub use decide::{Answer, decide};
pub use pinned::{OWN, Pinned, SERVING, pinned};

/// What the page of the list shows.
#[derive(Debug, Clone)]
pub struct Listed {
    pub anchors: Vec<Anchor>,
    /// Goes up with every change of what is trusted.
    pub version: i64,
    /// Roots of the cell's own authority, which need no approval.
    pub own: Vec<Certificate>,
    /// The authority that the server's settings name, with its roots; they need none either.
    pub serving: Option<(String, Vec<Certificate>)>,
}

/// Everything that was ever proposed, the newest first.
///
/// # Errors
/// `identity/forbidden`; those of the database and the keys folder.
pub async fn list(cell: &Cell, services: &SigningServices, actor: &Actor) -> Result<Listed> {
    require(cell, actor, TRUST, Resource::Cell).await?;
    let anchors = cell.db().read(async |tx: &mut Tx| anchors::list(tx).await).await?;
    let version = pinned::version(&anchors);
    let own = Authority::find(cell)?.map(|authority| authority.roots()).unwrap_or_default();
    let serving = services.certified.as_ref().map(|certified| {
        let roots = certified.anchors.iter().map(|anchor| anchor.certificate().clone());
        (certified.name.clone(), roots.collect())
    });
    Ok(Listed { anchors, version, own, serving })
}

/// One of them.
///
/// # Errors
/// `identity/forbidden`; `documents/anchor-unknown`.
pub async fn get(cell: &Cell, actor: &Actor, id: Id<Pin>) -> Result<Anchor> {
    require(cell, actor, TRUST, Resource::Cell).await?;
    let found = cell.db().read(async |tx: &mut Tx| anchors::find(tx, id).await).await?;
    found.ok_or_else(unknown)
}

/// How many wait for a second person, for the navigation.
///
/// # Errors
/// Those of the database.
pub async fn waiting_count(cell: &Cell, actor: &Actor) -> Result<i64> {
    if !actor.has(TRUST) {
        return Ok(0);
    }
    let count = async |tx: &mut Tx| anchors::count_in(tx, State::Waiting).await;
    Ok(cell.db().read(count).await?)
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/anchor-unknown")
}

/// Somebody else was faster, or the page is old.
fn moved_on() -> Error {
    Error::new(Kind::Conflict, "documents/anchor-state")
}

/// How the audit trail calls an anchor.
fn subject(id: Id<Pin>) -> String {
    format!("anchor/{id}")
}

fn act(cell: &Cell, actor: &Actor) -> Act {
    Act { at: cell.now(), by: actor.id().to_owned(), name: actor.name().to_owned() }
}

/// A reason that says something.
fn reason(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 500 {
        let error = Error::new(Kind::Invalid, "documents/anchor-reason");
        return Err(error.with("field", "alasan"));
    }
    Ok(text.to_owned())
}
