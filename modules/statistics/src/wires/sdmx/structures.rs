//! Flows, structures, code lists and concepts.

use std::collections::BTreeSet;
use std::sync::Arc;

use sdmx::{Flow, Kind, References, Registry, SdmxError, StructureQuery, Versions, negotiate};

use super::{Answer, header, said};
use crate::domain::version::AsOf;
use crate::usecase::outlines::{self, Outline};
use crate::usecase::{Bureau, catalogue};

pub(super) async fn answer(
    bureau: &Bureau,
    query: &StructureQuery,
    accept: &str,
) -> Result<Answer, SdmxError> {
    let format = negotiate::structure(accept)?;
    let outlines = read(bureau, query).await?;
    let flows = outlines.iter().filter_map(|it| flow(it));
    let flows: Vec<Flow<'_>> = flows.collect();
    let found = Registry::of(&flows)?.answer(query)?;
    Ok((
        format.media_type(),
        Registry::write(&found, format, &header(bureau, outlines.iter().map(Arc::as_ref))),
    ))
}

/// A dataset that SDMX cannot say does not hide the others.
fn flow(outline: &Outline) -> Option<Flow<'_>> {
    let made = Flow::new(&outline.about, &outline.dimensions);
    made.inspect_err(|error| tracing::warn!(%error, id = outline.about.id, "no flow of SDMX")).ok()
}

/// The datasets that a question is about: those it names, else all. No figures are read, and for a bare
/// list of flows no codes either.
async fn read(bureau: &Bureau, query: &StructureQuery) -> Result<Vec<Arc<Outline>>, SdmxError> {
    let list = catalogue::list(bureau).await.map_err(|e| said(&e))?;
    let named = names(query);
    let is_bare = query.kind == Some(Kind::Dataflow) && query.references == References::None;
    let mut asked: Vec<(String, AsOf)> = Vec::new();
    for (dataset, version) in &list {
        match &named {
            Some(named) if !named.contains(dataset.id.as_str()) => {}
            Some(_) => asked.extend(versions(bureau, &dataset.id, query).await?),
            None => asked.push((dataset.id.clone(), AsOf::Version(version.number))),
        }
    }
    if is_bare {
        return bare(bureau, &asked).await;
    }
    outlines::several(bureau, &asked).await.map_err(|e| said(&e))
}

/// Flows without the codes of their dimensions, which a list of flows does not show.
async fn bare(bureau: &Bureau, asked: &[(String, AsOf)]) -> Result<Vec<Arc<Outline>>, SdmxError> {
    let mut all = Vec::with_capacity(asked.len());
    for (id, at) in asked {
        let outline = outlines::bare(bureau, id, *at).await;
        all.push(Arc::new(outline.map_err(|e| said(&e))?));
    }
    Ok(all)
}

/// The datasets whose own artefacts are named; `None` when any may be meant.
fn names(query: &StructureQuery) -> Option<BTreeSet<&str>> {
    let before = match query.kind? {
        Kind::Dataflow => "",
        Kind::DataStructure => "DSD_",
        Kind::ConceptScheme => "CS_",
        Kind::Constraint => "CC_",
        Kind::Codelist => return None,
    };
    let own = |id: &'_ String| -> Option<usize> { id.starts_with(before).then_some(before.len()) };
    let names =
        query.ids.iter().filter_map(|id| own(id).map(|at| id.get(at..).unwrap_or_default()));
    (!query.ids.is_empty()).then(|| names.collect())
}

/// The versions of a named dataset that are asked for.
async fn versions(
    bureau: &Bureau,
    id: &str,
    query: &StructureQuery,
) -> Result<Vec<(String, AsOf)>, SdmxError> {
    let (_, public) = catalogue::one(bureau, id).await.map_err(|e| said(&e))?;
    let mut numbers: Vec<i64> = public.iter().map(|it| it.number).collect();
    match &query.versions {
        Versions::Latest => numbers.truncate(1),
        Versions::All => {}
        Versions::These(these) => {
            let these: Vec<i64> = these.iter().filter_map(|it| number(it)).collect();
            numbers.retain(|it| these.contains(it));
        }
    }
    Ok(numbers.into_iter().map(|number| (id.to_owned(), AsOf::Version(number))).collect())
}

/// The number of a release: 2 of `2.0`.
pub(super) fn number(version: &str) -> Option<i64> {
    version.strip_suffix(".0").unwrap_or(version).parse().ok()
}
