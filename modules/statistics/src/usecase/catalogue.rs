//! What is there to be found.

use base::Result;
use cube::{Role, Unit};
use db::Tx;

use super::{Bureau, cubes, outlines};
use crate::domain::dataset::{Dataset, MEASURE};
use crate::domain::line::{self, Line};
use crate::domain::selection::Selection;
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
        let (dataset, _) = outlines::released(tx, bureau, id, AsOf::Now).await?;
        Ok((dataset, versions::public(tx, id, now).await?))
    };
    bureau.cell().db().read(read).await
}

/// The first measure of a dataset and its line for the regency that publishes it; none where the
/// dataset has no figure for it.
///
/// # Errors
/// As [`cubes::cube`].
pub async fn headline(bureau: &Bureau, dataset: &Dataset) -> Result<Option<(Unit, Line)>> {
    let own = bureau.cell().settings().code.as_str().to_owned();
    let outline = outlines::whole(bureau, &dataset.id, AsOf::Now).await?;
    let dimensions = &outline.dimensions;
    let first = dimensions.iter().find(|it| it.role == Role::Measure);
    let Some(measure) = first.and_then(|it| it.codes.first()) else { return Ok(None) };
    let mut wanted = Selection::all().only(MEASURE, [&measure.id]);
    if let Some(region) = dimensions.iter().find(|it| it.role == Role::Region) {
        if region.place(&own).is_none() {
            return Ok(None);
        }
        wanted = wanted.only(&region.id, [&own]);
    }
    let cube = cubes::part(bureau, &outline, &wanted).await?;
    let line = line::main(&line::of(&cube), &own).cloned();
    Ok(measure.unit.clone().zip(line))
}
