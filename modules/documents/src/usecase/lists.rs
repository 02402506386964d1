//! What people find: their own letters, what waits for them, the register.

use base::{Id, Result};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::Office;
use crate::domain::letter::Letter;
use crate::permissions::DRAFT;
use crate::store::letters::{self, Listed};

/// What somebody wrote, the newest first, a page of it.
///
/// # Errors
/// Those of the right.
pub async fn mine(
    office: &Office,
    actor: &Actor,
    after: Option<Id<Letter>>,
    most: i64,
) -> Result<Vec<Listed>> {
    authorise(actor, DRAFT, Resource::Agency(actor.agency().unwrap_or_default()))?;
    let author = actor.id();
    let db = office.cell().db();
    Ok(db.read(async |tx: &mut Tx| letters::list_of_author(tx, author, after, most).await).await?)
}
