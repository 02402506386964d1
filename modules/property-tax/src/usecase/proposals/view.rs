//! What officers see of proposals.

use base::{Nop, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::unknown;
use crate::domain::notice::Notice;
use crate::domain::object::TaxObject;
use crate::domain::proposal::Proposal;
use crate::domain::subject::Subject;
use crate::domain::village::Village;
use crate::permissions::READ;
use crate::store::{notices, objects, proposals, subjects, villages};

/// Proposals that wait, shown all at once up to so many: they are decided one by one.
const MOST_WAITING: i64 = 200;
/// Sorts after every id.
const LAST: &str = "~";

/// What waits, and a page of what was decided.
#[derive(Debug, Clone)]
pub struct ProposalList {
    pub waiting: Vec<Proposal>,
    pub settled: Vec<Proposal>,
    /// The id after which the next page begins.
    pub next: Option<String>,
}

/// A proposal with what it is about.
#[derive(Debug, Clone)]
pub struct ProposalFile {
    pub proposal: Proposal,
    pub object: Option<TaxObject>,
    pub owner: Option<Subject>,
    pub village: Option<Village>,
    /// The notice in force of the first year, where there is one.
    pub notice: Option<Notice>,
}

/// Lists proposals; `before` is the id at which the page before ended.
///
/// # Errors
/// `identity/forbidden`, those of the database.
pub async fn list(
    cell: &Cell,
    actor: &Actor,
    before: Option<&str>,
    most: usize,
) -> Result<ProposalList> {
    authorise(actor, READ, Resource::Cell)?;
    let limit = i64::try_from(most + 1).unwrap_or(i64::MAX);
    cell.db()
        .read(async |tx: &mut Tx| -> Result<ProposalList> {
            let waiting = proposals::list_waiting(tx, MOST_WAITING).await?;
            let mut settled = proposals::list_settled(tx, before.unwrap_or(LAST), limit).await?;
            let more = settled.len() > most;
            settled.truncate(most);
            let next = more.then(|| settled.last().map(|p| p.id.clone())).flatten();
            Ok(ProposalList { waiting, settled, next })
        })
        .await
}

/// One proposal.
///
/// # Errors
/// `property-tax/unknown-proposal`.
pub async fn get(cell: &Cell, actor: &Actor, id: &str) -> Result<ProposalFile> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db()
        .read(async |tx: &mut Tx| -> Result<ProposalFile> {
            let proposal = proposals::find(tx, id).await?.ok_or_else(unknown)?;
            let nop: Nop = proposal.nop;
            let object = objects::find(tx, &nop).await?;
            let owner = match &object {
                Some(object) => subjects::find(tx, &object.subject_id).await?,
                None => None,
            };
            Ok(ProposalFile {
                village: villages::find(tx, &nop.village()).await?,
                notice: notices::find(tx, &nop, proposal.years().0).await?,
                proposal,
                object,
                owner,
            })
        })
        .await
}
