//! Fields one by one: which came, which were filled in, which were touched.

use std::collections::HashMap;

use super::{Deed, Step};
use crate::form::Field;
use crate::object::{Dict, Object, Ref};
use crate::verify::finding::Finding;
use crate::verify::rule::Rule;
use crate::{ChangeKind, PdfError};

/// What filling in a signature may change in its field and widget.
const FILLED: [&str; 10] = ["V", "AP", "AS", "F", "Ff", "M", "DA", "Q", "Type", "DV"];
/// What a new signature field may say (ISO 32000-1 tables 164, 168, 188, 220, 232).
const NEW: [&str; 29] = [
    "Type",
    "Subtype",
    "FT",
    "T",
    "TU",
    "TM",
    "F",
    "Ff",
    "Rect",
    "P",
    "V",
    "AP",
    "AS",
    "Parent",
    "Kids",
    "Lock",
    "SV",
    "MK",
    "DA",
    "Q",
    "BS",
    "Border",
    "M",
    "NM",
    "StructParent",
    "H",
    "C",
    "Contents",
    "DR",
];

impl<'d> Step<'_, 'd, '_> {
    pub(super) fn fields(&mut self, old: &Dict<'d>, new: &Dict<'d>) -> Result<(), PdfError> {
        let roots = |value: Object<'d>| value.as_array().map(<[_]>::to_vec).unwrap_or_default();
        let before = roots(self.old.value(old, "Fields")?);
        let after = roots(self.new.value(new, "Fields")?);
        if !is_within(&before, &after) {
            self.add(Finding::new(Rule::Fields).what("Fields"));
        }
        let before = self.old.fields()?;
        self.history.charge_nodes(before.len().saturating_mul(2))?;
        let after: HashMap<Ref, Field<'d>> =
            self.new.fields()?.into_iter().map(|field| (field.id, field)).collect();
        for field in &before {
            match after.get(&field.id) {
                Some(now) => self.kept(field, now)?,
                None => self.add(finding(Rule::Fields, field).what("removed")),
            }
        }
        let known: HashMap<Ref, ()> = before.iter().map(|field| (field.id, ())).collect();
        let mut fresh: Vec<&Field<'d>> =
            after.values().filter(|field| !known.contains_key(&field.id)).collect();
        fresh.sort_by_key(|field| field.id);
        fresh.into_iter().try_for_each(|field| self.came(field))
    }

    /// A field that was there before.
    fn kept(&mut self, old: &Field<'d>, new: &Field<'d>) -> Result<(), PdfError> {
        let mut keys = Vec::new();
        if self.touched(new.id) {
            keys = self.differing(&old.dict, &new.dict)?;
        }
        let widgets: Vec<Ref> = new.widgets.iter().copied().filter(|w| *w != new.id).collect();
        for widget in widgets.iter().filter(|widget| self.touched(**widget)).collect::<Vec<_>>() {
            let (before, after) = (self.old.get(*widget)?, self.new.get(*widget)?);
            match (&before, &after) {
                (Object::Dict(before), Object::Dict(after)) => {
                    keys.extend(self.differing(before, after)?);
                }
                _ => keys.push("Kids".to_owned()),
            }
        }
        if keys.is_empty() && old.kind == new.kind {
            return Ok(());
        }
        new.widgets.iter().chain([&new.id]).for_each(|id| self.settle_changed(*id));
        let what = keys.join(" ");
        if !old.is_signature() || !new.is_signature() {
            self.add(finding(Rule::FieldValue, new).what(what));
            return Ok(());
        }
        let is_filled = self.value_of(&old.dict, false)? == Object::Null
            && self.value_of(&new.dict, true)? != Object::Null;
        let is_allowed = |key: &String| FILLED.contains(&key.as_str());
        if !is_filled || !keys.iter().all(is_allowed) {
            self.add(finding(Rule::SignatureField, new).what(what));
        }
        if is_filled {
            self.filled(Some(old), new)?;
        }
        Ok(())
    }

    fn value_of(&self, dict: &Dict<'d>, is_new: bool) -> Result<Object<'d>, PdfError> {
        if is_new { self.new.value(dict, "V") } else { self.old.value(dict, "V") }
    }

    fn touched(&self, id: Ref) -> bool {
        self.open.contains_key(&id.number)
    }

    fn settle_changed(&mut self, id: Ref) {
        if self.open.get(&id.number) == Some(&ChangeKind::Changed) {
            self.settle(id.number);
        }
    }

    /// A field that came with this revision.
    fn came(&mut self, field: &Field<'d>) -> Result<(), PdfError> {
        if !field.is_signature() || !self.is_added(field.id) {
            self.add(finding(Rule::Fields, field).what("added"));
            return Ok(());
        }
        self.parents(field)?;
        let widgets = field.widgets.clone();
        let others = widgets.iter().copied().filter(|id| *id != field.id);
        for id in others.chain([field.id]).collect::<Vec<_>>() {
            let value = self.new.get(id)?;
            let (true, Object::Dict(dict)) = (self.is_added(id), &value) else {
                self.add(finding(Rule::Fields, field).what("Kids"));
                continue;
            };
            self.check_entries(field, dict);
            for key in ["Lock", "SV", "MK", "Kids", "BS", "Border", "Rect", "F", "T", "TU"] {
                if let Some(value) = dict.get(key).filter(|_| key != "Kids") {
                    self.settle_new(value)?;
                } else if let Some(Object::Reference(kids)) = dict.get(key) {
                    self.settle(kids.number);
                }
            }
            self.settle(id.number);
            self.fresh.insert(id);
        }
        let is_signed = self.value_of(&field.dict, true)? != Object::Null;
        if is_signed {
            self.filled(None, field)
        } else {
            let is_visible = self.shows(field)?;
            for widget in widgets {
                self.appearance(field, None, widget)?;
            }
            let name = field.name.to_string();
            self.deeds.push(Deed::Field { name, is_visible, is_stamp: false });
            Ok(())
        }
    }

    fn check_entries(&mut self, field: &Field<'d>, dict: &Dict<'d>) {
        for entry in dict.entries() {
            let key = String::from_utf8_lossy(entry.key.bytes()).into_owned();
            if !NEW.contains(&key.as_str()) {
                self.add(finding(Rule::Widget, field).what(key));
            }
        }
        if dict.get("Subtype").is_some() && !dict.has_name("Subtype", "Widget") {
            self.add(finding(Rule::Widget, field).what("Subtype"));
        }
    }

    /// Nodes above a new field: new ones, or old ones whose `/Kids` grew.
    fn parents(&mut self, field: &Field<'d>) -> Result<(), PdfError> {
        let mut above = field.dict.get("Parent").and_then(Object::as_reference);
        while let Some(id) = above.filter(|id| self.touched(*id)) {
            let Object::Dict(node) = self.new.get(id)? else { return Ok(()) };
            if !self.is_added(id) {
                let old = self.old.get(id)?;
                let Some(old) = old.as_dict() else { return Ok(()) };
                let keys = self.differing(old, &node)?;
                let kids = |value: Object<'d>| value.as_array().map(<[_]>::to_vec);
                let before = kids(self.old.value(old, "Kids")?).unwrap_or_default();
                let after = kids(self.new.value(&node, "Kids")?).unwrap_or_default();
                if keys != ["Kids"] || !is_within(&before, &after) {
                    return Ok(());
                }
            } else {
                self.check_entries(field, &node);
            }
            self.settle(id.number);
            above = node.get("Parent").and_then(Object::as_reference);
        }
        Ok(())
    }

    /// A signature was written into a field, `old` being the field before if there was one.
    fn filled(&mut self, old: Option<&Field<'d>>, field: &Field<'d>) -> Result<(), PdfError> {
        let value = field.dict.get("V").cloned().unwrap_or(Object::Null);
        let is_new = match &value {
            Object::Reference(id) => self.is_added(*id),
            _ => true,
        };
        let is_signed = self
            .history
            .signed
            .iter()
            // One that covers less than its own revision is found where coverage is judged.
            .any(|signed| signed.revision <= self.revision && signed.field == field.id);
        if !is_new || !is_signed {
            self.add(finding(Rule::UnsignedValue, field));
        }
        self.settle_new(&value)?;
        for widget in field.widgets.clone() {
            self.appearance(field, old, widget)?;
        }
        let is_visible = self.shows(field)?;
        let is_stamp = matches!(self.new.resolve(&value)?, Object::Dict(dict)
            if dict.has_name("Type", "DocTimeStamp"));
        let name = field.name.to_string();
        if old.is_none() {
            self.deeds.push(Deed::Field { name: name.clone(), is_visible, is_stamp });
        }
        self.deeds.push(Deed::Signed { name, is_visible, is_stamp });
        Ok(())
    }

    /// Whether some widget of the field has an area.
    fn shows(&self, field: &Field<'d>) -> Result<bool, PdfError> {
        for widget in &field.widgets {
            let value = self.new.get(*widget)?;
            let Some(dict) = value.as_dict() else { continue };
            if self.new.rectangle(dict, "Rect")?.is_some_and(|rect| rect.has_area()) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

pub(super) fn finding(rule: Rule, field: &Field<'_>) -> Finding {
    Finding::new(rule).field(&*field.name).object(field.id)
}

/// Whether the items of one list stand in another, in the same order.
pub(super) fn is_within(before: &[Object<'_>], after: &[Object<'_>]) -> bool {
    let mut rest = after.iter();
    before.iter().all(|item| rest.any(|other| other == item))
}
