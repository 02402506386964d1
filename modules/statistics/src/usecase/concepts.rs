//! The same thing measured by several sources or definitions: which figure is which.

use base::Result;
use cube::{Dimension, Role};

use super::{Bureau, catalogue, cubes, outlines};
use crate::domain::dataset::{Dataset, MEASURE, Measure};
use crate::domain::line::{self, Line};
use crate::domain::selection::Selection;
use crate::domain::version::AsOf;

/// A concept with all datasets in which it is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// `PENDUDUK`
    pub id: String,
    pub datasets: Vec<Dataset>,
}

/// One way of measuring a concept, with the figures of one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub dataset: Dataset,
    pub measure: Measure,
    pub line: Line,
}

/// The concepts that are measured in more than one way, by their identifiers.
///
/// # Errors
/// Those of the database.
pub async fn all(bureau: &Bureau) -> Result<Vec<Concept>> {
    let mut found: Vec<(Concept, usize)> = Vec::new();
    for (dataset, _) in catalogue::list(bureau).await? {
        for id in dataset.description.measures.iter().filter_map(|it| it.concept.as_ref()) {
            let known = found.iter().position(|(it, _)| it.id == *id);
            let at = known.unwrap_or(found.len());
            if known.is_none() {
                found.push((Concept { id: id.clone(), datasets: Vec::new() }, 0));
            }
            let Some((concept, ways)) = found.get_mut(at) else { continue };
            *ways += 1;
            if concept.datasets.last().is_none_or(|last| last.id != dataset.id) {
                concept.datasets.push(dataset.clone());
            }
        }
    }
    found.sort_by(|one, other| one.0.id.cmp(&other.0.id));
    Ok(found.into_iter().filter(|(_, ways)| *ways > 1).map(|(it, _)| it).collect())
}

/// Every released series of a concept for a region: per measure and breakdown, official ones first.
///
/// # Errors
/// As [`cubes::cube`].
pub async fn readings(bureau: &Bureau, concept: &Concept, region: &str) -> Result<Vec<Reading>> {
    let mut all = Vec::new();
    for dataset in &concept.datasets {
        let outline = outlines::whole(bureau, &dataset.id, AsOf::Now).await?;
        let dimensions = &outline.dimensions;
        let Some(place) = place(dimensions, region) else { continue };
        let of_concept = |it: &&Measure| it.concept.as_ref() == Some(&concept.id);
        for measure in dataset.description.measures.iter().filter(of_concept) {
            let known = dimensions.iter().any(|it| it.id == MEASURE && has(it, &measure.id));
            if !known {
                continue;
            }
            let wanted = Selection::all().only(MEASURE, [&measure.id]).only(&place, [region]);
            let cube = cubes::part(bureau, &outline, &wanted).await?;
            let reading =
                |line| Reading { dataset: dataset.clone(), measure: measure.clone(), line };
            all.extend(line::of(&cube).into_iter().map(reading));
        }
    }
    all.sort_by_key(|it| it.measure.official.is_none());
    Ok(all)
}

/// The regions for which a concept may have figures, in the order of their codes.
///
/// # Errors
/// As [`outlines::whole`].
pub async fn regions(bureau: &Bureau, concept: &Concept) -> Result<Vec<cube::Code>> {
    let mut all: Vec<cube::Code> = Vec::new();
    for dataset in &concept.datasets {
        let outline = outlines::whole(bureau, &dataset.id, AsOf::Now).await?;
        let regions = outline.dimensions.iter().filter(|it| it.role == Role::Region);
        all.extend(regions.flat_map(|it| it.codes.iter().cloned()));
    }
    all.sort_by(|one, other| one.id.cmp(&other.id));
    all.dedup_by(|one, other| one.id == other.id);
    Ok(all)
}

fn has(dimension: &Dimension, code: &str) -> bool {
    dimension.place(code).is_some()
}

/// The dimension of regions, when it has this one.
fn place(dimensions: &[Dimension], region: &str) -> Option<String> {
    let found = dimensions.iter().find(|it| it.role == Role::Region && has(it, region));
    found.map(|it| it.id.clone())
}
