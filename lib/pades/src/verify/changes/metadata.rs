//! Metadata: who touched the file, and when (ISO 32000-1 §14.3).

use super::xmp::properties;
use super::{Deed, Step};
use crate::object::{Dict, Length, Object, Stream};
use crate::verify::finding::Finding;
use crate::verify::rule::Rule;
use crate::{ChangeKind, PdfError};

/// What a program that adds a signature writes into the document information.
const DATES: [&str; 2] = ["ModDate", "Producer"];
const STREAM: [&str; 6] = ["Type", "Subtype", "Length", "Filter", "DecodeParms", "DL"];

impl<'d> Step<'_, 'd, '_> {
    /// `/Metadata` of the catalogue: XMP of which only dates and programs change.
    pub(super) fn metadata(&mut self, old: &Dict<'d>, new: &Dict<'d>) -> Result<(), PdfError> {
        let (before, after) = (old.get("Metadata"), new.get("Metadata"));
        let is_touched = after
            .and_then(Object::as_reference)
            .is_some_and(|id| self.open.contains_key(&id.number));
        if before == after && !is_touched {
            return Ok(());
        }
        self.deeds.push(Deed::Housekeeping);
        let value = self.new.value(new, "Metadata")?;
        let (catalog, _) = self.new.catalog()?;
        if let Some(id) = after.and_then(Object::as_reference) {
            self.holder(id, catalog.number, "Metadata")?;
            self.settle_new(&value)?;
        }
        let before = self.old.value(old, "Metadata")?;
        let is_allowed = match (before.as_stream(), value.as_stream()) {
            (Some(before), Some(after)) => self.says_the_same(before, after),
            (None, Some(after)) => is_plain(after) && self.says_nothing_new(after)?,
            _ => false,
        };
        if !is_allowed {
            self.add(Finding::new(Rule::Metadata).what("Metadata"));
        }
        Ok(())
    }

    fn says_the_same(&self, old: &Stream<'d>, new: &Stream<'d>) -> bool {
        let is_same = || Some(self.read(old)? == self.read(new)?);
        is_plain(new) && is_same().unwrap_or(false)
    }

    /// A first packet repeats what the document information says, and adds what programs do.
    fn says_nothing_new(&self, packet: &Stream<'d>) -> Result<bool, PdfError> {
        let info = self.old.revision().trailer.get("Info").cloned().unwrap_or(Object::Null);
        let info = self.old.resolve(&info)?;
        let entries = info.as_dict().map(Dict::entries).unwrap_or_default();
        let mut known = vec!["application/pdf".to_owned(), "x-default".to_owned()];
        for entry in entries {
            let value = self.old.resolve(&entry.value)?;
            known.extend(value.as_string().map(|text| text.to_text().to_string()));
        }
        let is_known = |(_, text): &(String, String)| known.contains(text);
        Ok(self.read(packet).is_some_and(|found| found.iter().all(is_known)))
    }

    fn read(&self, stream: &Stream<'d>) -> Option<Vec<(String, String)>> {
        properties(&stream.decode(self.history.document.limits()).ok()?)
    }

    /// `/Info` of the trailer.
    pub(super) fn info(&mut self) -> Result<(), PdfError> {
        let (old, new) = (&self.old.revision().trailer, &self.new.revision().trailer);
        let Some(value) = new.get("Info") else { return Ok(()) };
        let id = value.as_reference();
        let is_touched = id.is_some_and(|id| self.open.contains_key(&id.number));
        if old.get("Info") == Some(value) && !is_touched {
            return Ok(());
        }
        self.deeds.push(Deed::Housekeeping);
        let before = match old.get("Info") {
            Some(value) => self.old.resolve(value)?,
            None => Object::Null,
        };
        let empty = Dict::default();
        let after = self.new.resolve(value)?;
        let Some(after) = after.as_dict().filter(|_| after.as_stream().is_none()) else {
            self.add(Finding::new(Rule::Info).what("Info"));
            return Ok(());
        };
        for key in self.differing(before.as_dict().unwrap_or(&empty), after)? {
            let is_text = matches!(self.new.value(after, &key)?, Object::String(_));
            if !DATES.contains(&key.as_str()) || !is_text {
                self.add(Finding::new(Rule::Info).what(key));
            } else if let Some(value) = after.get(&key) {
                self.settle_new(value)?;
            }
        }
        if let Some(id) = id {
            if self.open.get(&id.number) == Some(&ChangeKind::Changed) {
                self.check_alone(id, crate::verify::index::TRAILER, "Info")?;
            }
            self.settle(id.number);
        }
        Ok(())
    }
}

fn is_plain(stream: &Stream<'_>) -> bool {
    let known = |key: &[u8]| STREAM.iter().any(|plain| plain.as_bytes() == key);
    stream.length == Length::Declared
        && stream.dict.entries().iter().all(|entry| known(entry.key.bytes()))
}
