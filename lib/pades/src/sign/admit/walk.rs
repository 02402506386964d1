//! Everything that can be reached, looked at once.

use std::collections::HashSet;

use crate::PdfError;
use crate::object::{Dict, Object, Ref};
use crate::sign::admit::Objection;
use crate::view::View;

/// Walks from the trailer through all references, and gives back what was reached.
pub fn walk(
    view: &View<'_, '_>,
    may_attach: bool,
    objections: &mut Vec<Objection>,
) -> Result<HashSet<Ref>, PdfError> {
    let mut walk = Walk { reached: HashSet::new(), open: Vec::new() };
    for entry in view.revision().trailer.entries() {
        walk.enter(&entry.value);
    }
    while let Some(id) = walk.open.pop() {
        let value = view.get(id)?;
        walk.enter(&value);
        for dict in dicts(&value) {
            let objection = objection(view, id, dict, may_attach)?;
            objections.extend(objection.filter(|found| !objections.contains(found)));
        }
    }
    Ok(walk.reached)
}

/// Everything that is reached without the security store, missing objects included: what a new
/// object with such a number would turn up in.
pub fn reach_without_store(view: &View<'_, '_>) -> Result<HashSet<Ref>, PdfError> {
    let (root, catalog) = view.catalog()?;
    let mut walk = Walk { reached: HashSet::from([root]), open: Vec::new() };
    for entry in view.revision().trailer.entries() {
        walk.enter(&entry.value);
    }
    for entry in catalog.entries().iter().filter(|entry| entry.key != "DSS") {
        walk.enter(&entry.value);
    }
    while let Some(id) = walk.open.pop() {
        walk.enter(&view.get(id)?);
    }
    Ok(walk.reached)
}

struct Walk {
    reached: HashSet<Ref>,
    open: Vec<Ref>,
}

impl Walk {
    /// Remembers the references in a value. Values nest no deeper than the reader lets them.
    fn enter(&mut self, value: &Object<'_>) {
        match value {
            Object::Reference(id) => {
                if self.reached.insert(*id) {
                    self.open.push(*id);
                }
            }
            Object::Array(items) => items.iter().for_each(|item| self.enter(item)),
            Object::Dict(dict) => self.enter_dict(dict),
            Object::Stream(stream) => self.enter_dict(&stream.dict),
            _ => {}
        }
    }

    fn enter_dict(&mut self, dict: &Dict<'_>) {
        dict.entries().iter().for_each(|entry| self.enter(&entry.value));
    }
}

/// All dictionaries inside a value.
fn dicts<'v, 'd>(value: &'v Object<'d>) -> Vec<&'v Dict<'d>> {
    let mut found = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        if let Object::Array(items) = value {
            open.extend(items);
        }
        if let Some(dict) = value.as_dict() {
            found.push(dict);
            open.extend(dict.entries().iter().map(|entry| &entry.value));
        }
    }
    found
}

fn objection<'d>(
    view: &View<'d, '_>,
    id: Ref,
    dict: &Dict<'d>,
    may_attach: bool,
) -> Result<Option<Objection>, PdfError> {
    let named = |key, names: &[&str]| {
        let value = view.value(dict, key)?;
        let name = value.as_name();
        Ok::<bool, PdfError>(name.is_some_and(|name| names.iter().any(|known| *name == **known)))
    };
    let has = |key: &str| dict.get(key).is_some_and(|value| *value != Object::Null);
    if has("JS") || named("S", &["JavaScript"])? || has("JavaScript") {
        return Ok(Some(Objection::Script(id)));
    }
    if named("S", &["Launch", "SubmitForm", "ImportData"])? {
        return Ok(Some(Objection::Launch(id)));
    }
    if has("OCProperties") || has("OC") || named("Type", &["OCG", "OCMD"])? {
        return Ok(Some(Objection::OptionalContent(id)));
    }
    let is_file = has("EF") || has("EmbeddedFiles") || named("Type", &["EmbeddedFile"])?;
    if !may_attach && (is_file || named("Subtype", &["FileAttachment", "RichMedia"])?) {
        return Ok(Some(Objection::EmbeddedFile(id)));
    }
    // A stream whose data is elsewhere (§7.3.8.2), or a page of another file (§8.10.4).
    let is_stream = has("Length") && has("F") && !has("Rect");
    if is_stream || (named("Subtype", &["Form"])? && has("Ref")) {
        return Ok(Some(Objection::External(id)));
    }
    Ok(None)
}
