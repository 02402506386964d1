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
                "Extensions" => self.extensions(&new)?,
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

    /// `/Extensions` names developers and levels (ISO 32000-1 §7.12); no reader shows them.
    fn extensions(&mut self, new: &Dict<'d>) -> Result<bool, PdfError> {
        let Object::Dict(after) = self.new.value(new, "Extensions")? else { return Ok(false) };
        if let Some(id) = new.get("Extensions").and_then(Object::as_reference) {
            let (catalog, _) = self.new.catalog()?;
            self.holder(id, catalog.number, "Extensions")?;
        }
        self.deeds.push(Deed::Housekeeping);
        let mut is_plain = true;
        for entry in after.entries() {
            self.settle_new(&entry.value)?;
            is_plain &= says_little(&self.new.resolve(&entry.value)?, 3);
        }
        Ok(is_plain)
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
fn says_little(value: &Object<'_>, deep: usize) -> bool {
    match value {
        Object::Dict(dict) if deep > 0 => {
            dict.entries().iter().all(|entry| says_little(&entry.value, deep - 1))
        }
        Object::Array(items) if deep > 0 => items.iter().all(|item| says_little(item, deep - 1)),
        Object::Name(_) | Object::Integer(_) | Object::Real(_) | Object::String(_) => true,
        _ => false,
    }
}
