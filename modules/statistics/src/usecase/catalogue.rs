//! What is there to be found.

use base::Result;
use db::Tx;

use super::{Bureau, cubes};
use crate::domain::dataset::Dataset;
use crate::domain::version::{AsOf, Version};
use crate::store::{datasets, versions};

/// The datasets of which something is released, each with the version in force.
///
/// # Errors
/// Those of the database.
pub async fn list(bureau: &Bureau) -> Result<Vec<(Dataset, Version)>> {
    let now = bureau.cell().now();
    let read = async |tx: &mut Tx| -> Result<Vec<(Dataset, Version)>> {
        let mut all = Vec::new();
        for dataset in datasets::list(tx).await? {
            let known = versions::known(tx, &dataset.id, now).await?;
            all.extend(known.map(|version| (dataset, version)));
        }
        Ok(all)
    };
    bureau.cell().db().read(read).await
}

/// A dataset with its released versions, the latest first.
///
/// # Errors
/// `statistics/no-dataset`, also for one of which nothing is released.
pub async fn one(bureau: &Bureau, id: &str) -> Result<(Dataset, Vec<Version>)> {
    let now = bureau.cell().now();
    let read = async |tx: &mut Tx| -> Result<(Dataset, Vec<Version>)> {
        let (dataset, _) = cubes::released(tx, bureau, id, AsOf::Now).await?;
        Ok((dataset, versions::public(tx, id, now).await?))
    };
    bureau.cell().db().read(read).await
}
