//! What no rule explained: said as people would say it, page and part.

use std::collections::{HashMap, HashSet};

use super::Step;
use crate::object::{Dict, Object, Ref};
use crate::verify::finding::Finding;
use crate::verify::rule::Rule;
use crate::xref::Location;
use crate::{ChangeKind, PdfError};

/// How an object is used in the older revision.
type Uses = HashMap<u32, Finding>;

/// More objects than this are not looked at to give a change its name.
const LOOKED_AT: usize = 20_000;

impl<'d> Step<'_, 'd, '_> {
    /// Cross-reference streams and object streams are the file's, not the document's. All that an
    /// object stream holds must be entered, or a reader that repairs files would find more in it.
    pub(super) fn containers(&mut self) {
        let revision = self.new.revision();
        let hidden = revision.trailer.integer("XRefStm").and_then(|at| usize::try_from(at).ok());
        let mut counts: HashMap<u32, i64> = HashMap::new();
        for change in &revision.changes {
            match change.location {
                Location::File { at } if at == revision.section_at || Some(at) == hidden => {
                    self.section(change.id);
                }
                Location::Stream { container, .. } => *counts.entry(container).or_default() += 1,
                _ => {}
            }
        }
        for (container, count) in counts {
            let id = Ref::new(container, 0);
            let Ok(Object::Stream(stream)) = self.new.get(id) else { continue };
            if stream.dict.integer("N") != Some(count) {
                self.add(Finding::new(Rule::Stray).object(id).what("ObjStm"));
            }
            if self.is_added(id) {
                self.settle(container);
            }
        }
    }

    /// A number that was free, or that of an older cross-reference stream.
    fn section(&mut self, id: Ref) {
        let is_section = |value: Result<Object<'_>, PdfError>| {
            value.is_ok_and(|v| v.as_dict().is_some_and(|dict| dict.has_name("Type", "XRef")))
        };
        if self.is_added(id) || is_section(self.old.get(id)) {
            self.settle(id.number);
        }
    }

    pub(super) fn leftovers(&mut self) -> Result<(), PdfError> {
        if self.open.is_empty() {
            return Ok(());
        }
        let uses = self.uses()?;
        for (number, kind) in std::mem::take(&mut self.open) {
            let revision =
                if kind == ChangeKind::Freed { self.revision - 1 } else { self.revision };
            let id = self.history.id(number, revision).unwrap_or(Ref::new(number, 0));
            let finding = match kind {
                ChangeKind::Added => Finding::new(Rule::Unreferenced),
                ChangeKind::Freed if self.old.get(id) == Ok(Object::Null) => continue,
                ChangeKind::Freed => Finding::new(Rule::Freed),
                ChangeKind::Changed => match uses.get(&number) {
                    Some(finding) => finding.clone(),
                    None => self.unused(id),
                },
            };
            self.add(finding.object(id));
        }
        Ok(())
    }

    fn unused(&self, id: Ref) -> Finding {
        let old = self.old.get(id).unwrap_or(Object::Null);
        let is_node = old.as_dict().is_some_and(|dict| dict.has_name("Type", "Pages"));
        Finding::new(if is_node { Rule::PageTree } else { Rule::Object })
    }

    /// Where the objects of the older revision are used: pages first, then fields.
    fn uses(&self) -> Result<Uses, PdfError> {
        let mut uses = Uses::new();
        let mut met = HashSet::new();
        let pages = self.old.pages().unwrap_or_default();
        let parts = [
            ("Contents", Rule::PageContent),
            ("Resources", Rule::PageResource),
            ("Annots", Rule::Annotation),
        ];
        for (key, rule) in parts {
            for (index, page) in pages.iter().enumerate() {
                let finding = Finding::new(rule).page(index + 1).what(key);
                if let Some(value) = page.attribute(key) {
                    self.walk(value, &finding, &mut uses, &mut met)?;
                }
            }
        }
        for field in self.old.fields().unwrap_or_default() {
            let finding = Finding::new(Rule::FieldValue).field(&*field.name);
            self.walk(&Object::Dict(field.dict), &finding, &mut uses, &mut met)?;
        }
        let (_, catalog) = self.old.catalog()?;
        for entry in catalog.entries().iter().filter(|entry| entry.key != "Pages") {
            let key = String::from_utf8_lossy(entry.key.bytes()).into_owned();
            let finding = Finding::new(Rule::Catalog).what(key);
            self.walk(&entry.value, &finding, &mut uses, &mut met)?;
        }
        Ok(uses)
    }

    fn walk(
        &self,
        value: &Object<'d>,
        finding: &Finding,
        uses: &mut Uses,
        met: &mut HashSet<u32>,
    ) -> Result<(), PdfError> {
        let mut open = vec![value.clone()];
        while let Some(value) = open.pop() {
            self.history.work.charge(1)?;
            match value {
                Object::Reference(id) => {
                    if met.len() >= LOOKED_AT || !met.insert(id.number) {
                        continue;
                    }
                    let Ok(value) = self.old.get(id) else { continue };
                    if !value.as_dict().is_some_and(is_landmark) {
                        uses.insert(id.number, finding.clone());
                        open.push(value);
                    } else {
                        met.remove(&id.number);
                    }
                }
                Object::Array(items) => open.extend(items),
                Object::Dict(dict) => open.extend(below(dict)),
                Object::Stream(stream) => open.extend(below(stream.dict)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// What has a name of its own and leads everywhere.
fn is_landmark(dict: &Dict<'_>) -> bool {
    ["Page", "Pages", "Catalog"].iter().any(|kind| dict.has_name("Type", kind))
}

fn below<'d>(dict: Dict<'d>) -> impl Iterator<Item = Object<'d>> {
    let upwards = |key: &[u8]| matches!(key, b"Parent" | b"P");
    dict.entries.into_iter().filter(move |e| !upwards(e.key.bytes())).map(|e| e.value)
}
