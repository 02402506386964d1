//! Content that is in the file and used nowhere: material for a later revision.

use std::collections::HashSet;

use crate::PdfError;
use crate::object::{Dict, Object, Ref};
use crate::sign::admit::Objection;
use crate::view::View;
use crate::xref::Location;

/// Kinds of dictionaries that show something.
const SHOWN: [&str; 7] = ["Catalog", "Pages", "Page", "Annot", "Font", "XObject", "Pattern"];

pub fn look(
    view: &View<'_, '_>,
    reached: &HashSet<Ref>,
    objections: &mut Vec<Objection>,
) -> Result<(), PdfError> {
    let hints = hints(view);
    for (id, location) in view.objects().filter(|(id, _)| !reached.contains(id)) {
        if matches!(location, Location::File { at } if hints.contains(&at)) {
            continue;
        }
        let has_content = match view.get(id)? {
            // The empty appearance of a field that was signed since shows nothing.
            Object::Stream(stream) => !is_structure(&stream.dict) && !stream.data.is_empty(),
            Object::Dict(dict) => shows(&dict),
            _ => false,
        };
        if has_content {
            objections.push(Objection::Unreferenced(id));
        }
    }
    Ok(())
}

/// Cross-reference and object streams are reached by offsets and numbers, not by references.
fn is_structure(dict: &Dict<'_>) -> bool {
    dict.has_name("Type", "XRef") || dict.has_name("Type", "ObjStm")
}

fn shows(dict: &Dict<'_>) -> bool {
    let kind = SHOWN.iter().any(|kind| dict.has_name("Type", kind));
    kind || ["Kids", "AP", "FT", "Annots"].iter().any(|key| dict.get(key).is_some())
}

/// Where the hint streams of a linearised file stand (annex F.3.3): the dictionary that names them
/// is the first object and is referred to by nothing either.
fn hints(view: &View<'_, '_>) -> Vec<usize> {
    let document = view.document();
    if !document.revisions().first().is_some_and(|first| first.is_linearized) {
        return Vec::new();
    }
    let first = view.objects().filter_map(|(id, location)| match location {
        Location::File { at } => Some((at, id)),
        _ => None,
    });
    let Some((_, id)) = first.min() else { return Vec::new() };
    let Ok(Object::Dict(dict)) = view.get(id) else { return Vec::new() };
    let Some(numbers) = dict.get("H").and_then(Object::as_array) else { return Vec::new() };
    let offsets = numbers.iter().step_by(2).filter_map(Object::as_integer);
    offsets.filter_map(|at| usize::try_from(at).ok()).collect()
}
