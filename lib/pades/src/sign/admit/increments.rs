//! Revisions that nobody signed, and what they may have done.

use std::collections::HashSet;

use crate::document::Document;
use crate::object::{Dict, Object, Ref};
use crate::sign::admit::Objection;
use crate::sign::admit::walk::reach_without_store;
use crate::view::View;
use crate::write::{Entries, Value};
use crate::xref::Location;
use crate::{Change, ChangeKind, PdfError, XrefForm};

pub fn look(view: &View<'_, '_>, objections: &mut Vec<Objection>) -> Result<(), PdfError> {
    let document = view.document();
    let mut signed = 0;
    for field in view.signature_fields()? {
        let Some(signature) = field.signature else { continue };
        match signature.coverage(document) {
            Ok(coverage) => signed = signed.max(coverage.revision),
            Err(fault) => {
                let field = field.field.name.to_string();
                objections.push(Objection::BrokenSignature { field, fault });
            }
        }
    }
    for revision in signed + 1..document.revisions().len() {
        if !completes_a_hybrid(document, revision) && !is_housekeeping(document, revision)? {
            objections.push(Objection::UnsignedIncrement(revision));
        }
    }
    let tail = document.bytes().get(document.tail()).unwrap_or_default();
    if tail.iter().any(|byte| !byte.is_ascii_whitespace()) {
        objections.push(Objection::Tail(tail.len()));
    }
    Ok(())
}

/// Microsoft Word ends its files twice: with a table for old readers, then with an empty one that
/// names a stream of what they do not see. Nothing stands behind the first end but the second table.
fn completes_a_hybrid(document: &Document<'_>, index: usize) -> bool {
    let Some(revision) = document.revisions().get(index).filter(|_| index == 1) else {
        return false;
    };
    let is_earlier = |change: &Change| match change.location {
        Location::File { at } => at < revision.range.start,
        // Its container is entered as well, and looked at here.
        Location::Stream { .. } => true,
        Location::Free => false,
    };
    let adds = |change: &Change| change.kind == ChangeKind::Added && is_earlier(change);
    revision.form == XrefForm::Hybrid && revision.changes.iter().all(adds)
}

/// Whether a revision only prepared signature fields, or added to the security store.
fn is_housekeeping(document: &Document<'_>, index: usize) -> Result<bool, PdfError> {
    let views = index.checked_sub(1).and_then(|before| {
        Some((document.as_of(before)?, document.as_of(index)?, document.revisions().get(index)?))
    });
    let Some((before, after, revision)) = views else { return Ok(false) };
    let kept = before.revision().trailer.get("Root") == revision.trailer.get("Root");
    let kept = kept && before.revision().trailer.get("Info") == revision.trailer.get("Info");
    if !kept {
        return Ok(false);
    }
    let comparison = Comparison::new(before, after)?;
    for change in &revision.changes {
        if !comparison.allows(change)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Two states of a document, and the places where they may differ.
struct Comparison<'d, 'a> {
    before: View<'d, 'a>,
    after: View<'d, 'a>,
    catalog: Ref,
    form: Option<Ref>,
    pages: HashSet<Ref>,
    /// `/Metadata` and `/Info`, when the state after has the same objects as the one before.
    metadata: Option<Ref>,
    information: Option<Ref>,
    /// Arrays of annotations and fields that are objects of their own.
    lists: HashSet<Ref>,
    /// What is used in the state before, other than by the security store.
    used: HashSet<Ref>,
    /// The security store and all that hangs on it alone.
    store: HashSet<Ref>,
}

impl<'d, 'a> Comparison<'d, 'a> {
    fn new(before: View<'d, 'a>, after: View<'d, 'a>) -> Result<Self, PdfError> {
        let (catalog, entries) = after.catalog()?;
        let mut lists = HashSet::new();
        let mut pages = HashSet::new();
        for page in before.pages()? {
            lists.extend(page.dict.get("Annots").and_then(Object::as_reference));
            pages.insert(page.id);
        }
        let form = after.form()?;
        let dict = form.as_ref().map(|(_, dict)| dict);
        lists.extend(dict.and_then(|dict| dict.get("Fields")?.as_reference()));
        let form = form.and_then(|(id, _)| id);
        let mut store = HashSet::new();
        if let Some(value) = entries.get("DSS") {
            hang(&after, value, &mut store, 0)?;
        }
        let metadata = entries.get("Metadata").and_then(Object::as_reference);
        let information = after.revision().trailer.get("Info").and_then(Object::as_reference);
        let used = reach_without_store(&before)?;
        store.retain(|id| !used.contains(id));
        Ok(Self { before, after, catalog, form, pages, metadata, information, lists, used, store })
    }

    fn allows(&self, change: &Change) -> Result<bool, PdfError> {
        let new = self.after.get(change.id)?;
        match change.kind {
            ChangeKind::Freed => Ok(false),
            // A reference that led to nothing would lead to it now.
            ChangeKind::Added if self.used.contains(&change.id) => Ok(false),
            ChangeKind::Added => self.allows_added(change.id, &new),
            ChangeKind::Changed => self.allows_changed(change.id, &new),
        }
    }

    fn allows_added(&self, id: Ref, new: &Object<'d>) -> Result<bool, PdfError> {
        if self.store.contains(&id) {
            return Ok(true);
        }
        match new {
            Object::Stream(stream) if stream.dict.has_name("Type", "XRef") => Ok(true),
            Object::Stream(stream) => {
                Ok(stream.dict.has_name("Subtype", "Form") && stream.data.is_empty())
            }
            Object::Dict(dict) if Some(id) == self.form => self.is_form_of_signatures(dict),
            Object::Dict(dict) => {
                let kinds = ["SigFieldLock", "SV"];
                Ok(is_empty_field(dict) || kinds.iter().any(|kind| dict.has_name("Type", kind)))
            }
            _ => Ok(false),
        }
    }

    fn allows_changed(&self, id: Ref, new: &Object<'d>) -> Result<bool, PdfError> {
        let old = self.before.get(id)?;
        if Value::from(&old) == Value::from(new) && old.as_stream().is_none() {
            return Ok(true);
        }
        match (&old, new) {
            // pyHanko writes the time of the change into the metadata; nothing of it is shown.
            (Object::Stream(old), Object::Stream(new)) if Some(id) == self.metadata => {
                Ok(same_but(&old.dict, &new.dict, &["Length", "Filter", "DecodeParms"]))
            }
            (Object::Array(old), Object::Array(new)) if self.lists.contains(&id) => {
                self.only_appends(old, new)
            }
            (Object::Dict(old), Object::Dict(new)) => self.allows_changed_dict(id, old, new),
            _ => Ok(false),
        }
    }

    fn allows_changed_dict(
        &self,
        id: Ref,
        old: &Dict<'d>,
        new: &Dict<'d>,
    ) -> Result<bool, PdfError> {
        if self.store.contains(&id) {
            return Ok(true);
        }
        if id == self.catalog {
            let same = same_but(old, new, &["AcroForm", "DSS"]);
            return Ok(same && self.form_grows(old, new)?);
        }
        if Some(id) == self.form {
            return self.same_form(old, new);
        }
        if Some(id) == self.information {
            return Ok(same_but(old, new, &["ModDate", "Producer"]));
        }
        if self.pages.contains(&id) {
            return Ok(same_but(old, new, &["Annots"]) && self.list_grows(old, new, "Annots")?);
        }
        Ok(false)
    }

    /// `/AcroForm` of the catalogue: new, the same reference, or grown in place.
    fn form_grows(&self, old: &Dict<'d>, new: &Dict<'d>) -> Result<bool, PdfError> {
        let form = |view: &View<'d, 'a>, dict| match view.value(dict, "AcroForm")? {
            Object::Dict(form) => Ok::<_, PdfError>(form),
            _ => Ok(Dict::default()),
        };
        self.same_form(&form(&self.before, old)?, &form(&self.after, new)?)
    }

    fn same_form(&self, old: &Dict<'d>, new: &Dict<'d>) -> Result<bool, PdfError> {
        let grows = self.list_grows(old, new, "Fields")?;
        Ok(same_but(old, new, &["Fields", "SigFlags"]) && grows)
    }

    fn is_form_of_signatures(&self, new: &Dict<'d>) -> Result<bool, PdfError> {
        self.same_form(&Dict::default(), new)
    }

    fn list_grows(&self, old: &Dict<'d>, new: &Dict<'d>, key: &str) -> Result<bool, PdfError> {
        let (old, new) = (self.before.value(old, key)?, self.after.value(new, key)?);
        let items = |value: &Object<'d>| value.as_array().map(<[_]>::to_vec).unwrap_or_default();
        self.only_appends(&items(&old), &items(&new))
    }

    /// What was there stays first; what is new are empty signature fields.
    fn only_appends(&self, old: &[Object<'d>], new: &[Object<'d>]) -> Result<bool, PdfError> {
        let same = |(old, new): (&Object<'d>, &Object<'d>)| Value::from(old) == Value::from(new);
        if new.len() < old.len() || !old.iter().zip(new).all(same) {
            return Ok(false);
        }
        for item in new.iter().skip(old.len()) {
            let field = self.after.resolve(item)?;
            if !field.as_dict().is_some_and(is_empty_field) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn is_empty_field(dict: &Dict<'_>) -> bool {
    dict.has_name("FT", "Sig") && dict.get("V").is_none() && dict.get("Kids").is_none()
}

/// The same entries in both, these keys left out.
fn same_but(old: &Dict<'_>, new: &Dict<'_>, keys: &[&str]) -> bool {
    let rest = |dict: &Dict<'_>| {
        let mut entries = Entries::from(dict);
        keys.iter().for_each(|key| entries.remove(key));
        let mut list = entries.list().to_vec();
        list.sort_by(|a, b| a.0.cmp(&b.0));
        list
    };
    rest(old) == rest(new)
}

/// How deep a security store is: store, `/VRI`, entry, array, stream.
const STORE_DEPTH: usize = 6;

fn hang(
    view: &View<'_, '_>,
    value: &Object<'_>,
    found: &mut HashSet<Ref>,
    depth: usize,
) -> Result<(), PdfError> {
    if depth > STORE_DEPTH {
        return Ok(());
    }
    match value {
        Object::Reference(id) => {
            if found.insert(*id) {
                hang(view, &view.get(*id)?, found, depth + 1)?;
            }
        }
        Object::Array(items) => {
            for item in items {
                hang(view, item, found, depth + 1)?;
            }
        }
        Object::Dict(dict) => {
            for entry in dict.entries() {
                hang(view, &entry.value, found, depth + 1)?;
            }
        }
        _ => {}
    }
    Ok(())
}
