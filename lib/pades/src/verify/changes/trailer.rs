//! The trailer: where a reader begins.

use super::Step;
use crate::object::{Dict, Object};
use crate::verify::finding::Finding;
use crate::verify::rule::Rule;
use crate::view::View;
use crate::xref::Location;
use crate::{ChangeKind, PdfError};

/// What a section says of itself (ISO 32000-1 tables 15, 17 and 19), and what only names a program
/// or a checksum.
const OWN: [&str; 14] = [
    "Size",
    "Prev",
    "XRefStm",
    "Type",
    "Index",
    "W",
    "Length",
    "Filter",
    "DecodeParms",
    "ID",
    "Info",
    "DocChecksum",
    "AdditionalStreams",
    "DL",
];

impl<'d> Step<'_, 'd, '_> {
    /// `/Root` and `/Encrypt` lead to the same objects, and nothing else comes or goes.
    pub(super) fn trailer(&mut self) -> Result<(), PdfError> {
        let (old, new) = (&self.old.revision().trailer, &self.new.revision().trailer);
        for key in ["Root", "Encrypt"] {
            if old.get(key) != new.get(key) {
                self.add(Finding::new(Rule::Trailer).what(key));
            }
        }
        let known = |key: &[u8]| OWN.iter().any(|own| own.as_bytes() == key);
        let others = old.entries().iter().chain(new.entries()).map(|entry| entry.key.clone());
        for key in others {
            let name = String::from_utf8_lossy(key.bytes()).into_owned();
            // An entry that is dropped tells a reader less, not something else.
            if known(key.bytes()) || name == "Root" || name == "Encrypt" || new.get(&name).is_none()
            {
                continue;
            }
            if old.get(&name) != new.get(&name) {
                self.add(Finding::new(Rule::Trailer).what(name));
            }
        }
        self.identifier(old, new);
        Ok(())
    }

    /// The first half of `/ID` stays for the life of a document (§14.4).
    fn identifier(&mut self, old: &Dict<'d>, new: &Dict<'d>) {
        let first = |dict: &Dict<'d>| match dict.get("ID").and_then(Object::as_array) {
            Some([Object::String(first), ..]) => Some(first.bytes().into_owned()),
            _ => None,
        };
        if let (Some(old), Some(new)) = (first(old), first(new))
            && old != new
        {
            self.add(Finding::new(Rule::Trailer).what("ID"));
        }
    }

    /// A reference that led nowhere when it was signed would now show what was not signed.
    pub(super) fn dangling(&mut self) -> Result<(), PdfError> {
        let added: Vec<u32> = self
            .open
            .iter()
            .filter(|(_, kind)| **kind == ChangeKind::Added)
            .map(|(number, _)| *number)
            .collect();
        for number in added {
            let users = self.history.referrers(number, self.revision - 1)?;
            if let (Some(user), Some(id)) = (users.first(), self.history.id(number, self.revision))
            {
                let what = format!("object {user} refers to it");
                self.add(Finding::new(Rule::Dangling).object(id).what(what));
            }
        }
        self.beyond_size();
        Ok(())
    }

    /// Objects from `/Size` on are missing (§7.5.5), for readers that keep to it; a larger `/Size`
    /// shows them.
    fn beyond_size(&mut self) {
        let size = |view: View<'d, '_>| view.revision().trailer.integer("Size");
        let (Some(old), Some(new)) = (size(self.old), size(self.new)) else { return };
        let until = |size: i64| u32::try_from(size).unwrap_or(u32::MAX);
        let live = self.history.document.ledger.between(until(old.max(0)), until(new.max(0)));
        let before = u32::try_from(self.revision - 1).unwrap_or(u32::MAX);
        let shown = live
            .iter()
            .find(|placed| placed.revision <= before && placed.location != Location::Free);
        if let Some(placed) = shown {
            let finding = Finding::new(Rule::Dangling).object(placed.id);
            self.add(finding.what("Size"));
        }
    }
}
