//! Destruction of files by berita acara: proposed by the records clerk, judged by a panel, decided by
//! the head, carried out once the berita acara is signed (UU 43/2009 art. 51). Nothing happens by
//! itself, and no one person can make it happen.

mod destroy;
mod judge;
mod propose;
mod record;
mod see;

pub(super) use destroy::go_on;
pub use destroy::{DestroyJob, Destruction, execute};
pub use judge::{Papers, decide, judge, withdraw};
pub use propose::{Proposal, propose};
pub use record::{draft_record, sheet};
pub use see::{May, Shown, list, show, waiting_count};

use audit::{Entry, Kind as Trace};
use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::Actor;

use crate::domain::disposal::{Disposal, DisposalError};
use crate::store::retention::disposals;
use crate::usecase::Office;

async fn trace(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    (id, kind): (Id<Disposal>, Trace),
    facts: serde_json::Value,
) -> Result<()> {
    let who = actor.who();
    let entry = Entry::new(kind, &who, format!("disposal/{id}")).after(facts);
    audit::record(tx, office.cell(), entry).await?;
    Ok(())
}

/// It moved on between being looked at and being written.
async fn moved_on(tx: &mut Tx, id: Id<Disposal>) -> Result<Error> {
    let found = disposals::find(tx, id).await?.ok_or_else(unknown)?;
    Ok(DisposalError::State(found.state).into())
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/unknown-disposal")
}
