//! Pages: the same ones, with the widgets of new signatures.

use std::collections::{HashMap, HashSet};

use super::Step;
use super::fields::is_within;
use crate::object::{Dict, Object, Ref};
use crate::pages::Page;
use crate::verify::finding::Finding;
use crate::verify::rule::Rule;
use crate::view::View;
use crate::{ChangeKind, PdfError};

impl<'d, 'a> Step<'_, 'd, 'a> {
    pub(super) fn pages(&mut self) -> Result<(), PdfError> {
        if self.open.is_empty() {
            return Ok(());
        }
        let before = self.history.pages(self.old, self.revision - 1)?;
        let after = self.history.pages(self.new, self.revision)?;
        let ids = |pages: &[Page<'d>]| pages.iter().map(|page| page.id).collect::<Vec<_>>();
        if ids(&before) != ids(&after) {
            self.add(Finding::new(Rule::PageTree).what("Kids"));
        }
        let old: HashMap<Ref, &Page<'d>> = before.iter().map(|page| (page.id, page)).collect();
        for (index, page) in after.iter().enumerate() {
            let Some(old) = old.get(&page.id) else { continue };
            let list = page.dict.get("Annots").and_then(Object::as_reference);
            let is_touched = self.open.contains_key(&page.id.number)
                || list.is_some_and(|id| self.open.contains_key(&id.number));
            if is_touched {
                self.page(index + 1, &old.dict, page)?;
            }
        }
        Ok(())
    }

    fn page(&mut self, number: usize, old: &Dict<'d>, page: &Page<'d>) -> Result<(), PdfError> {
        for key in self.differing(old, &page.dict)? {
            let rule = match key.as_str() {
                "Annots" => continue,
                "Contents" => Rule::PageContent,
                "Resources" => Rule::PageResource,
                _ => Rule::Page,
            };
            self.add(Finding::new(rule).page(number).object(page.id).what(key));
        }
        if self.open.get(&page.id.number) == Some(&ChangeKind::Changed) {
            self.settle(page.id.number);
        }
        if let Some(list) = page.dict.get("Annots").and_then(Object::as_reference) {
            self.holder(list, page.id.number, "Annots")?;
        }
        let before = self.annotations(self.old, old)?;
        let after = self.annotations(self.new, &page.dict)?;
        let listed: HashSet<Ref> = before.iter().filter_map(Object::as_reference).collect();
        let direct: Vec<&Object<'d>> =
            before.iter().filter(|note| note.as_reference().is_none()).collect();
        self.history.work.charge(u64::try_from(before.len() + after.len()).unwrap_or(u64::MAX))?;
        let is_known = |note: &Object<'d>| match note.as_reference() {
            Some(id) => listed.contains(&id) || self.may_appear(id),
            None => direct.contains(&note),
        };
        let mut counted: HashMap<Ref, usize> = HashMap::new();
        for id in after.iter().filter_map(Object::as_reference) {
            *counted.entry(id).or_default() += 1;
        }
        let is_twice = counted.iter().any(|(id, count)| *count > 1 && self.may_appear(*id));
        if !is_within(&before, &after) || !after.iter().all(is_known) || is_twice {
            self.add(Finding::new(Rule::Annotation).page(number).object(page.id).what("Annots"));
        }
        Ok(())
    }

    /// Widgets of new fields, and of fields filled in now that no page showed before.
    fn may_appear(&self, id: Ref) -> bool {
        self.fresh.contains(&id) || self.shown.contains_key(&id)
    }

    /// The annotations of a page.
    pub(super) fn annotations(
        &self,
        view: View<'d, 'a>,
        page: &Dict<'d>,
    ) -> Result<Vec<Object<'d>>, PdfError> {
        Ok(match view.value(page, "Annots")? {
            Object::Array(items) => items,
            _ => Vec::new(),
        })
    }
}
