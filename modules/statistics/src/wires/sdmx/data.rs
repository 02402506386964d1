//! Figures, and what there are figures of.

use std::sync::Arc;

use sdmx::{Constraint, Data, DataQuery, Flow, FlowRef, Registry, SdmxError, negotiate};

use super::{Answer, header, said};
use crate::domain::selection::Selection;
use crate::domain::version::AsOf;
use crate::usecase::outlines::{self, Outline};
use crate::usecase::{Bureau, cubes};

pub(super) async fn figures(
    bureau: &Bureau,
    query: &DataQuery,
    accept: &str,
) -> Result<Answer, SdmxError> {
    let format = negotiate::data(accept)?;
    let outline = named(bureau, &query.flow).await?;
    let wanted = wanted(&outline, query)?;
    let cube = cubes::part(bureau, &outline, &wanted).await.map_err(|e| said(&e))?;
    let data = Data::new(&cube, query.detail)?;
    Ok((format.media_type(), data.write(format, &header(bureau, [outline.as_ref()]))))
}

pub(super) async fn availability(
    bureau: &Bureau,
    query: &DataQuery,
    accept: &str,
) -> Result<Answer, SdmxError> {
    let format = negotiate::structure(accept)?;
    let whole = named(bureau, &query.flow).await?;
    let wanted = wanted(&whole, query)?;
    let part = whole.narrowed(&wanted).map_err(|e| said(&e))?;
    let flow = Flow::new(&part.about, &part.dimensions)?;
    let artefact = Constraint::artefact(&flow);
    Ok((format.media_type(), Registry::write(&[artefact], format, &header(bureau, [&part]))))
}

/// The flow that a question names, in the version that it names or the one in force.
async fn named(bureau: &Bureau, named: &FlowRef) -> Result<Arc<Outline>, SdmxError> {
    let nothing = || SdmxError::NoResults { what: format!("there is no flow `{}`", named.id) };
    let at = match &named.version {
        None => AsOf::Now,
        Some(version) => {
            super::structures::number(version).map(AsOf::Version).ok_or_else(nothing)?
        }
    };
    let outline = outlines::whole(bureau, &named.id, at).await;
    let outline = outline.map_err(|e| said(&e))?;
    let reference = Flow::new(&outline.about, &outline.dimensions)?.reference();
    if named.names(&reference) { Ok(outline) } else { Err(nothing()) }
}

fn wanted(outline: &Outline, query: &DataQuery) -> Result<Selection, SdmxError> {
    let flow = Flow::new(&outline.about, &outline.dimensions)?;
    let places = query.places(&flow)?;
    outline.selection(&places).map_err(|e| said(&e))
}
