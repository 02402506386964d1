//! What waits for the decision of a second person, for the work desk.

use base::Result;
use cell::Cell;
use db::Tx;
use identity::Actor;

use crate::permissions::APPROVE;
use crate::store::{proposals as proposed, runs as submitted, waivers as waived};

/// How many assessments this person may approve or send back.
pub async fn runs(cell: &Cell, actor: &Actor) -> Result<i64> {
    if !actor.has(APPROVE) {
        return Ok(0);
    }
    let count = async |tx: &mut Tx| -> Result<i64> {
        Ok(submitted::count_submitted_by_others(tx, actor.id()).await?)
    };
    cell.db().read(count).await
}

/// How many proposals this person may decide.
pub async fn proposals(cell: &Cell, actor: &Actor) -> Result<i64> {
    if !actor.has(APPROVE) {
        return Ok(0);
    }
    let count = async |tx: &mut Tx| -> Result<i64> {
        Ok(proposed::count_proposed_by_others(tx, actor.id()).await?)
    };
    cell.db().read(count).await
}

/// How many waivers of interest this person may decide.
pub async fn waivers(cell: &Cell, actor: &Actor) -> Result<i64> {
    if !actor.has(APPROVE) {
        return Ok(0);
    }
    let count = async |tx: &mut Tx| -> Result<i64> {
        Ok(waived::count_proposed_by_others(tx, actor.id()).await?)
    };
    cell.db().read(count).await
}
