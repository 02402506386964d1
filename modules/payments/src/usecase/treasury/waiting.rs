//! What waits for a person of the treasury, for the work desk.

use base::Result;
use cell::Cell;
use db::Tx;
use identity::Actor;

use crate::permissions::{APPROVE, RECONCILE};
use crate::store::{overpayments, proposals, statements};

/// How many proposals this person may decide.
pub async fn decisions(cell: &Cell, actor: &Actor) -> Result<i64> {
    if !actor.has(APPROVE) {
        return Ok(0);
    }
    let count =
        async |tx: &mut Tx| -> Result<i64> { Ok(proposals::count_for(tx, actor.id()).await?) };
    cell.db().read(count).await
}

/// How many reconciliations are not finished.
pub async fn reconciliations(cell: &Cell, actor: &Actor) -> Result<i64> {
    if !actor.has(RECONCILE) && !actor.has(APPROVE) {
        return Ok(0);
    }
    let count = async |tx: &mut Tx| -> Result<i64> { Ok(statements::count_open(tx).await?) };
    cell.db().read(count).await
}

/// How many overpayments wait to be given back or counted elsewhere.
pub async fn overpaid(cell: &Cell, actor: &Actor) -> Result<i64> {
    if !actor.has(RECONCILE) {
        return Ok(0);
    }
    let count = async |tx: &mut Tx| -> Result<i64> {
        let waiting = overpayments::waiting(tx).await?;
        Ok(i64::try_from(waiting.len()).unwrap_or(i64::MAX))
    };
    cell.db().read(count).await
}
