//! The interactive form as a whole (ISO 32000-1 §12.7.2).

use super::Step;
use crate::PdfError;
use crate::object::{Dict, Object, Ref};
use crate::verify::finding::Finding;
use crate::verify::rule::Rule;

impl<'d> Step<'_, 'd, '_> {
    /// The form may gain fields and what their appearance needs.
    pub(super) fn form(&mut self) -> Result<(), PdfError> {
        let (old, new) = (self.old.form()?, self.new.form()?);
        let Some((id, new)) = new else {
            if old.is_some() {
                self.add(Finding::new(Rule::Form).what("AcroForm"));
            }
            return Ok(());
        };
        let (catalog, _) = self.new.catalog()?;
        if let Some(id) = id {
            self.holder(id, catalog.number, "AcroForm")?;
        }
        let old = old.map(|(_, dict)| dict).unwrap_or_default();
        for key in self.differing(&old, &new)? {
            if !self.form_entry(&key, &old, &new)? {
                self.add(Finding::new(Rule::Form).what(key));
            }
        }
        let user = id.unwrap_or(catalog).number;
        if let Some(array) = new.get("Fields").and_then(Object::as_reference) {
            self.holder(array, user, "Fields")?;
        }
        self.fields(&old, &new)
    }

    /// A container that may change: it is new, or nothing else uses it.
    pub(super) fn holder(&mut self, id: Ref, user: u32, what: &str) -> Result<(), PdfError> {
        if self.open.contains_key(&id.number) {
            if !self.is_added(id) {
                self.check_alone(id, user, what)?;
            }
            self.settle(id.number);
        }
        Ok(())
    }

    fn form_entry(&mut self, key: &str, old: &Dict<'d>, new: &Dict<'d>) -> Result<bool, PdfError> {
        let (before, after) = (self.old.value(old, key)?, self.new.value(new, key)?);
        Ok(match (key, &before, &after) {
            // Judged field by field.
            ("Fields", _, Object::Array(_)) => true,
            ("SigFlags", Object::Null, Object::Integer(1 | 3)) => true,
            ("SigFlags", Object::Integer(before), Object::Integer(after)) => {
                (0..=3).contains(after) && before & !after == 0
            }
            ("NeedAppearances", Object::Null, Object::Bool(false)) => true,
            // Without it no field had a look to be changed by it.
            ("DA", Object::Null, Object::String(_)) => true,
            ("DR", _, Object::Dict(after)) => {
                let empty = Dict::default();
                self.gains(before.as_dict().unwrap_or(&empty), after, 2)?
                    && self.resources_settled(new)?
            }
            _ => false,
        })
    }

    /// New fonts for new appearances may come with the form.
    fn resources_settled(&mut self, new: &Dict<'d>) -> Result<bool, PdfError> {
        let resources = new.get("DR").cloned().unwrap_or(Object::Null);
        if let Some(id) = resources.as_reference().filter(|id| !self.is_added(*id)) {
            let (catalog, _) = self.new.catalog()?;
            let form = self.new.form()?.and_then(|(id, _)| id);
            self.holder(id, form.unwrap_or(catalog).number, "DR")?;
            let value = self.new.get(id)?;
            self.settle_new(&value)?;
        }
        self.settle_new(&resources)?;
        Ok(true)
    }

    /// Whether every old entry is still there, down to this depth.
    fn gains(&mut self, old: &Dict<'d>, new: &Dict<'d>, deep: usize) -> Result<bool, PdfError> {
        for key in self.differing(old, new)? {
            let (before, after) = (self.old.value(old, &key)?, self.new.value(new, &key)?);
            let is_kept = match (&before, &after) {
                (Object::Null, _) => true,
                (Object::Dict(before), Object::Dict(after)) if deep > 0 => {
                    self.gains(before, after, deep - 1)?
                }
                _ => false,
            };
            if !is_kept {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
