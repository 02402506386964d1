//! What a released version is about without its figures, so that interfaces can say what there is to
//! ask for, however many figures there are.

use base::{Instant, Result};
use cube::{About, Dimension};
use db::Tx;

use super::{Bureau, cubes};
use crate::domain::dataset::Dataset;
use crate::domain::selection::{MOST_CELLS, Selection, check_size};
use crate::domain::version::{AsOf, Version};
use crate::store::versions;

/// A released version without its figures.
#[derive(Debug, Clone)]
pub struct Outline {
    pub dataset: Dataset,
    pub version: Version,
    pub about: About,
    /// With their codes, in the order of the cube.
    pub dimensions: Vec<Dimension>,
    /// When the first version was released.
    pub issued: Instant,
}

impl Outline {
    /// How many cells its cube has.
    pub fn cells(&self) -> usize {
        let sizes = self.dimensions.iter().map(|it| it.codes.len());
        sizes.fold(1_usize, usize::saturating_mul)
    }

    /// Whether its cube may be given in one answer.
    pub fn fits(&self) -> bool {
        self.cells() <= MOST_CELLS
    }

    /// This version and no later one.
    pub fn at(&self) -> AsOf {
        AsOf::Version(self.version.number)
    }

    /// The codes at some places along each dimension, as what is wanted of the cube.
    ///
    /// # Errors
    /// `statistics/too-many-cells`.
    pub fn selection(&self, places: &[Vec<usize>]) -> Result<Selection> {
        check_size(places.iter().map(Vec::len))?;
        let mut wanted = Selection::all();
        for (dimension, places) in self.dimensions.iter().zip(places) {
            if places.len() < dimension.codes.len() {
                let codes = places.iter().filter_map(|at| dimension.codes.get(*at));
                wanted = wanted.only(&dimension.id, codes.map(|code| code.id.clone()));
            }
        }
        Ok(wanted)
    }
}

/// A released version, of its dimensions the wanted codes.
///
/// # Errors
/// As [`cubes::cube`], but for its size.
pub async fn one(bureau: &Bureau, id: &str, at: AsOf, wanted: &Selection) -> Result<Outline> {
    let read = async |tx: &mut Tx| read(tx, bureau, id, at, wanted).await;
    bureau.cell().db().read(read).await
}

/// Several datasets as they are now, or at a version of each.
///
/// # Errors
/// `statistics/too-many-cells` when together they have more codes than one answer may have cells; as
/// [`one`].
pub async fn several(bureau: &Bureau, ids: &[(String, AsOf)]) -> Result<Vec<Outline>> {
    let read = async |tx: &mut Tx| -> Result<Vec<Outline>> {
        let mut all = Vec::with_capacity(ids.len());
        let mut codes = 0;
        for (id, at) in ids {
            let outline = read(tx, bureau, id, *at, &Selection::all()).await?;
            codes += outline.dimensions.iter().map(|it| it.codes.len()).sum::<usize>();
            check_size([codes])?;
            all.push(outline);
        }
        Ok(all)
    };
    bureau.cell().db().read(read).await
}

async fn read(
    tx: &mut Tx,
    bureau: &Bureau,
    id: &str,
    at: AsOf,
    wanted: &Selection,
) -> Result<Outline> {
    let (dataset, version) = cubes::released(tx, bureau, id, at).await?;
    let dimensions = cubes::dimensions(tx, bureau, &dataset, version.number, wanted).await?;
    let about = cubes::about(bureau, &dataset, &version);
    let public = versions::public(tx, id, bureau.cell().now()).await?;
    let issued = public.iter().filter_map(|it| it.visible_from).min();
    let issued = issued.unwrap_or(about.released);
    Ok(Outline { dataset, version, about, dimensions, issued })
}

/// A released version without the codes of its dimensions.
///
/// # Errors
/// As [`one`].
pub async fn bare(bureau: &Bureau, id: &str, at: AsOf) -> Result<Outline> {
    let read = async |tx: &mut Tx| -> Result<Outline> {
        let (dataset, version) = cubes::released(tx, bureau, id, at).await?;
        let about = cubes::about(bureau, &dataset, &version);
        let time = cubes::periods(bureau, Vec::new());
        let issued = about.released;
        Ok(Outline { dataset, version, about, dimensions: vec![time], issued })
    };
    bureau.cell().db().read(read).await
}
