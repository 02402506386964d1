//! The document catalogue (ISO 32000-1 §7.7.2).

use super::{Deed, Step};
use crate::PdfError;
use crate::object::{Dict, Object};
use crate::verify::finding::Finding;
use crate::verify::rule::Rule;

impl<'d> Step<'_, 'd, '_> {
    /// Every entry that is not named here must stay as it is: layers, actions, names, outlines.
    pub(super) fn catalog(&mut self) -> Result<(), PdfError> {
        let (old_id, old) = self.old.catalog()?;
        let (id, new) = self.new.catalog()?;
        if old_id == id {
            self.settle(id.number);
        }
        for key in self.differing(&old, &new)? {
            let is_allowed = match key.as_str() {
                // Judged below, in whatever way they changed.
                "AcroForm" | "DSS" | "Metadata" => true,
                "Extensions" => self.extensions(&old, &new)?,
                "Version" => is_newer(old.get("Version"), new.get("Version")),
                _ => false,
            };
            if !is_allowed {
                self.add(Finding::new(Rule::Catalog).object(id).what(key));
            }
        }
        self.form()?;
        self.dss(&old, &new)?;
        self.metadata(&old, &new)
    }

    /// `/Extensions` names developers and levels, and gains names (ISO 32000-1 §7.12).
    fn extensions(&mut self, old: &Dict<'d>, new: &Dict<'d>) -> Result<bool, PdfError> {
        let before = self.old.value(old, "Extensions")?;
        let Object::Dict(after) = self.new.value(new, "Extensions")? else { return Ok(false) };
        let empty = Dict::default();
        let before = before.as_dict().unwrap_or(&empty);
        let kept = |key: &String| before.get(key).is_none();
        let only_gains = self.differing(before, &after)?.iter().all(kept);
        if let Some(id) = new.get("Extensions").and_then(Object::as_reference) {
            if !self.is_added(id) && only_gains {
                let (holder, _) = self.new.catalog()?;
                self.check_alone(id, holder.number, "Extensions");
            }
            self.settle(id.number);
        }
        self.deeds.push(Deed::Housekeeping);
        Ok(only_gains && after.entries().iter().all(|entry| is_plain(&entry.value, 3)))
    }
}

/// A version such as `1.7`, not below the one before.
fn is_newer(old: Option<&Object<'_>>, new: Option<&Object<'_>>) -> bool {
    let version = |value: &Object<'_>| {
        let text = String::from_utf8_lossy(value.as_name()?.bytes()).into_owned();
        let (major, minor) = text.split_once('.')?;
        Some((major.parse::<u8>().ok()?, minor.parse::<u8>().ok()?))
    };
    let Some(new) = new.and_then(version) else { return false };
    old.and_then(version).is_none_or(|old| old <= new)
}

/// Names, numbers and strings in dictionaries and arrays, without a reference to anything.
fn is_plain(value: &Object<'_>, deep: usize) -> bool {
    match value {
        Object::Dict(dict) if deep > 0 => {
            dict.entries().iter().all(|entry| is_plain(&entry.value, deep - 1))
        }
        Object::Array(items) if deep > 0 => items.iter().all(|item| is_plain(item, deep - 1)),
        Object::Name(_) | Object::Integer(_) | Object::Real(_) | Object::String(_) => true,
        _ => false,
    }
}
