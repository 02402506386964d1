//! What officers see of waivers.

use base::Result;
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::unknown;
use crate::domain::village::Village;
use crate::domain::waiver::Waiver;
use crate::permissions::READ;
use crate::store::{villages, waivers};

/// Waivers that wait, shown all at once up to so many: they are decided one by one.
const MOST_WAITING: i64 = 200;
/// Sorts after every id.
const LAST: &str = "~";

/// What waits, and a page of what was decided.
#[derive(Debug, Clone)]
pub struct WaiverList {
    pub waiting: Vec<Waiver>,
    pub settled: Vec<Waiver>,
    /// The id after which the next page begins.
    pub next: Option<String>,
}

/// A waiver with the village it is for.
#[derive(Debug, Clone)]
pub struct WaiverFile {
    pub waiver: Waiver,
    pub village: Option<Village>,
}

/// Lists waivers; `before` is the id at which the page before ended.
///
/// # Errors
/// `identity/forbidden`, those of the database.
pub async fn list(
    cell: &Cell,
    actor: &Actor,
    before: Option<&str>,
    most: usize,
) -> Result<WaiverList> {
    authorise(actor, READ, Resource::Cell)?;
    let limit = i64::try_from(most + 1).unwrap_or(i64::MAX);
    cell.db()
        .read(async |tx: &mut Tx| -> Result<WaiverList> {
            let waiting = waivers::list_waiting(tx, MOST_WAITING).await?;
            let mut settled = waivers::list_settled(tx, before.unwrap_or(LAST), limit).await?;
            let more = settled.len() > most;
            settled.truncate(most);
            let next = more.then(|| settled.last().map(|w| w.id.clone())).flatten();
            Ok(WaiverList { waiting, settled, next })
        })
        .await
}

/// One waiver.
///
/// # Errors
/// `property-tax/unknown-waiver`.
pub async fn get(cell: &Cell, actor: &Actor, id: &str) -> Result<WaiverFile> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db()
        .read(async |tx: &mut Tx| -> Result<WaiverFile> {
            let waiver = waivers::find(tx, id).await?.ok_or_else(unknown)?;
            let village = match &waiver.terms.village {
                Some(village) => villages::find(tx, village).await?,
                None => None,
            };
            Ok(WaiverFile { waiver, village })
        })
        .await
}
