//! What each release changed of what had been published before, and why.

use base::Result;
use cube::Cell;
use db::Tx;

use super::{Bureau, outlines};
use crate::domain::figure::Figure;
use crate::domain::version::{AsOf, Version};
use crate::store::{cells, versions};

/// Replaced figures of one version that are told; the rest is in the numbers of the version.
pub const MOST: usize = 200;

/// A version that is public, and what it replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub version: Version,
    /// Each figure as it is since, and what stood in its place.
    pub replaced: Vec<(Figure, Cell)>,
    /// Whether there are more than are told.
    pub more: bool,
}

/// The public versions of a dataset, the latest first. What is under embargo is not among them.
///
/// # Errors
/// `statistics/no-dataset`, also for one of which nothing is released; those of the database.
pub async fn of(bureau: &Bureau, dataset: &str) -> Result<Vec<Revision>> {
    let now = bureau.cell().now();
    let read = async |tx: &mut Tx| -> Result<Vec<Revision>> {
        outlines::released(tx, bureau, dataset, AsOf::Now).await?;
        let mut all = Vec::new();
        for version in versions::public(tx, dataset, now).await? {
            let most = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
            let mut replaced = cells::replaced(tx, dataset, version.number, most).await?;
            let more = replaced.len() > MOST;
            replaced.truncate(MOST);
            all.push(Revision { version, replaced, more });
        }
        Ok(all)
    };
    bureau.cell().db().read(read).await
}
