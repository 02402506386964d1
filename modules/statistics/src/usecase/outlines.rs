//! What a released version is about without its figures, so that interfaces can say what there is to
//! ask for, however many figures there are.

use std::sync::Arc;

use base::{Instant, Result};
use cube::{About, Dimension};
use db::Tx;

use super::{Bureau, dimensions};
use crate::domain::dataset::Dataset;
use crate::domain::refusal;
use crate::domain::selection::{MOST_CELLS, Selection, check_size};
use crate::domain::version::{AsOf, Version};
use crate::store::{datasets, states, versions};

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
    /// How many codes its dimensions have together.
    pub fn codes(&self) -> usize {
        self.dimensions.iter().map(|it| it.codes.len()).sum()
    }

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

    /// The same with only the wanted codes.
    ///
    /// # Errors
    /// `statistics/no-dimension`, `statistics/no-code`.
    pub fn narrowed(&self, wanted: &Selection) -> Result<Self> {
        let dimensions = dimensions::chosen(&self.dataset, &self.dimensions, wanted)?;
        let (dataset, version) = (self.dataset.clone(), self.version.clone());
        Ok(Self { dataset, version, about: self.about.clone(), dimensions, issued: self.issued })
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

/// A released version.
///
/// # Errors
/// As [`super::cubes::cube`], but for its size.
pub async fn whole(bureau: &Bureau, id: &str, at: AsOf) -> Result<Arc<Outline>> {
    let read = async |tx: &mut Tx| read(tx, bureau, id, at).await;
    bureau.cell().db().read(read).await
}

/// A released version, of its dimensions the wanted codes.
///
/// # Errors
/// As [`whole`].
pub async fn one(bureau: &Bureau, id: &str, at: AsOf, wanted: &Selection) -> Result<Outline> {
    whole(bureau, id, at).await?.narrowed(wanted)
}

/// Several datasets as they are now, or at a version of each.
///
/// # Errors
/// `statistics/too-many-cells` when together they have more codes than one answer may have cells; as
/// [`whole`].
pub async fn several(bureau: &Bureau, ids: &[(String, AsOf)]) -> Result<Vec<Arc<Outline>>> {
    let read = async |tx: &mut Tx| -> Result<Vec<Arc<Outline>>> {
        let mut all = Vec::with_capacity(ids.len());
        let mut codes = 0;
        for (id, at) in ids {
            let outline = read(tx, bureau, id, *at).await?;
            codes += outline.codes();
            check_size([codes])?;
            all.push(outline);
        }
        Ok(all)
    };
    bureau.cell().db().read(read).await
}

/// The outline at hand, where nothing that it tells of has changed since; else as it is now.
pub(super) async fn read(tx: &mut Tx, bureau: &Bureau, id: &str, at: AsOf) -> Result<Arc<Outline>> {
    let state = states::of(tx, id, at, bureau.cell().now()).await?;
    if let Some(outline) = state.as_ref().and_then(|state| bureau.kept().find(state)) {
        return Ok(outline);
    }
    let outline = Arc::new(made(tx, bureau, id, at).await?);
    if let Some(state) = state {
        bureau.kept().keep(state, Arc::clone(&outline));
    }
    Ok(outline)
}

async fn made(tx: &mut Tx, bureau: &Bureau, id: &str, at: AsOf) -> Result<Outline> {
    let (dataset, version) = released(tx, bureau, id, at).await?;
    let dimensions = dimensions::read(tx, bureau, &dataset, version.number).await?;
    let about = about(bureau, &dataset, &version);
    let public = versions::public(tx, id, bureau.cell().now()).await?;
    let issued = public.iter().filter_map(|it| it.visible_from).min();
    let issued = issued.unwrap_or(about.released);
    Ok(Outline { dataset, version, about, dimensions, issued })
}

/// A released version without the codes of its dimensions.
///
/// # Errors
/// As [`whole`].
pub async fn bare(bureau: &Bureau, id: &str, at: AsOf) -> Result<Outline> {
    let read = async |tx: &mut Tx| -> Result<Outline> {
        let (dataset, version) = released(tx, bureau, id, at).await?;
        let about = about(bureau, &dataset, &version);
        let time = dimensions::periods(bureau, Vec::new());
        let issued = about.released;
        Ok(Outline { dataset, version, about, dimensions: vec![time], issued })
    };
    bureau.cell().db().read(read).await
}

/// A dataset and the version of it that the public may see.
pub(super) async fn released(
    tx: &mut Tx,
    bureau: &Bureau,
    id: &str,
    at: AsOf,
) -> Result<(Dataset, Version)> {
    let now = bureau.cell().clock().now();
    let dataset = datasets::find(tx, id).await?.ok_or_else(|| refusal::no_dataset(id))?;
    let version = match at {
        AsOf::Now => versions::known(tx, id, now).await?,
        // Nobody may ask what will be known.
        AsOf::Known(then) => versions::known(tx, id, then.min(now)).await?,
        AsOf::Version(number) => {
            let public = versions::public(tx, id, now).await?;
            public.into_iter().find(|it| it.number == number)
        }
    };
    // A dataset that never was public is not even known to exist.
    match version {
        Some(version) => Ok((dataset, version)),
        None if versions::known(tx, id, now).await?.is_some() => Err(refusal::nothing_released(id)),
        None => Err(refusal::no_dataset(id)),
    }
}

fn about(bureau: &Bureau, dataset: &Dataset, version: &Version) -> About {
    let description = &dataset.description;
    About {
        id: dataset.id.clone(),
        version: u32::try_from(version.number).unwrap_or(u32::MAX),
        agency: bureau.agency(),
        title: description.title.clone(),
        source: description.source.clone(),
        released: version.visible_from.unwrap_or(version.made_at),
        notes: description.notes.clone(),
    }
}
