//! The document security store: certificates and revocation data (ETSI EN 319 142-1 §5.4.2).

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Deed, Step};
use crate::PdfError;
use crate::object::{Dict, Length, Object, Ref, Stream};
use crate::verify::finding::Finding;
use crate::verify::rule::Rule;
use crate::view::View;

/// What stands in the store, and in the dictionary of one signature in it.
const STORE: [&str; 3] = ["Certs", "CRLs", "OCSPs"];
const OF_ONE: [&str; 3] = ["Cert", "CRL", "OCSP"];
/// What a stream of evidence may say of itself: nothing that another reader could draw.
const PLAIN: [&str; 5] = ["Length", "Filter", "DecodeParms", "Type", "DL"];

/// Unpacked evidence.
type Pieces<'d> = HashSet<Cow<'d, [u8]>>;

impl<'d, 'a> Step<'_, 'd, 'a> {
    /// Evidence is added and never taken away or replaced.
    pub(super) fn dss(&mut self, old: &Dict<'d>, new: &Dict<'d>) -> Result<(), PdfError> {
        let (before, after) = (self.old.value(old, "DSS")?, self.new.value(new, "DSS")?);
        if after == Object::Null && before == Object::Null {
            return Ok(());
        }
        let Object::Dict(store) = after else {
            self.broken("DSS");
            return Ok(());
        };
        let (catalog, _) = self.new.catalog()?;
        let mut user = catalog.number;
        if let Some(id) = new.get("DSS").and_then(Object::as_reference) {
            self.holder(id, user, "DSS")?;
            user = id.number;
        }
        let empty = Dict::default();
        let before = before.as_dict().unwrap_or(&empty).clone();
        self.lists(&before, &store, &STORE, user)?;
        for key in self.differing(&before, &store)? {
            let is_type = key == "Type" && store.has_name("Type", "DSS");
            if !STORE.contains(&key.as_str()) && key != "VRI" && !is_type {
                self.broken(&key);
            }
        }
        self.each_signature(&before, &store, user)?;
        self.deeds.push(Deed::Evidence);
        Ok(())
    }

    fn broken(&mut self, what: &str) {
        self.add(Finding::new(Rule::Dss).what(what));
    }

    /// Arrays of streams. Those of the whole store only grow; what was used for one signature may be
    /// chosen anew when there is fresher evidence.
    fn lists(
        &mut self,
        old: &Dict<'d>,
        new: &Dict<'d>,
        keys: &[&str],
        user: u32,
    ) -> Result<(), PdfError> {
        for key in keys {
            let list = |value: Object<'d>| value.as_array().map(<[_]>::to_vec);
            let before = list(self.old.value(old, key)?).unwrap_or_default();
            let value = self.new.value(new, key)?;
            let Some(after) = list(value.clone()) else {
                if value != Object::Null || !before.is_empty() {
                    self.broken(key);
                }
                continue;
            };
            if let Some(id) = new.get(key).and_then(Object::as_reference) {
                self.holder(id, user, key)?;
            }
            let mut is_sound = true;
            let kept: HashSet<Ref> = after.iter().filter_map(Object::as_reference).collect();
            let known: HashSet<Ref> = before.iter().filter_map(Object::as_reference).collect();
            let is_in = |item: &Object<'d>, list: &HashSet<Ref>| {
                item.as_reference().is_some_and(|id| list.contains(&id))
            };
            self.history.work.charge(u64::try_from(after.len()).unwrap_or(u64::MAX))?;
            let gone =
                before.iter().filter(|item| !is_in(item, &kept)).cloned().collect::<Vec<_>>();
            if !gone.is_empty() && !OF_ONE.contains(key) {
                let (old, new) =
                    (self.unpacked(self.old, &gone)?, self.unpacked(self.new, &after)?);
                is_sound &= old.is_subset(&new);
            }
            for item in after.iter().filter(|item| !is_in(item, &known)) {
                is_sound &= self.evidence(item)?;
            }
            if !is_sound {
                self.broken(key);
            }
        }
        Ok(())
    }

    /// What the streams of a list hold, packed in whatever way.
    fn unpacked(&self, view: View<'d, 'a>, list: &[Object<'d>]) -> Result<Pieces<'d>, PdfError> {
        let mut pieces = Pieces::new();
        for item in list {
            self.history.work.charge(1)?;
            let Object::Stream(stream) = view.resolve(item)? else { continue };
            if let Ok(piece) = stream.decode(self.history.document.limits()) {
                self.history.work.charge(u64::try_from(piece.len() / 16).unwrap_or(u64::MAX))?;
                pieces.insert(piece);
            }
        }
        Ok(pieces)
    }

    /// One piece of evidence: a stream that says nothing else of itself.
    fn evidence(&mut self, item: &Object<'d>) -> Result<bool, PdfError> {
        let Some(id) = item.as_reference() else { return Ok(false) };
        let value = self.new.get(id)?;
        let is_plain = value.as_stream().is_some_and(is_plain);
        self.settle_evidence(id, &value)?;
        Ok(is_plain)
    }

    fn settle_evidence(&mut self, id: Ref, value: &Object<'d>) -> Result<(), PdfError> {
        if self.is_added(id) {
            self.settle(id.number);
            self.settle_new(value)?;
        }
        Ok(())
    }

    /// `/VRI`: what was used for one signature, under the hash of its value.
    fn each_signature(
        &mut self,
        old: &Dict<'d>,
        new: &Dict<'d>,
        user: u32,
    ) -> Result<(), PdfError> {
        let (before, after) = (self.old.value(old, "VRI")?, self.new.value(new, "VRI")?);
        let Object::Dict(after) = after else {
            if after != Object::Null || before != Object::Null {
                self.broken("VRI");
            }
            return Ok(());
        };
        let mut holder = user;
        if let Some(id) = new.get("VRI").and_then(Object::as_reference) {
            self.holder(id, user, "VRI")?;
            holder = id.number;
        }
        let empty = Dict::default();
        let before = before.as_dict().unwrap_or(&empty).clone();
        let mut known: Vec<String> = self.differing(&before, &after)?;
        known.extend(after.entries().iter().filter_map(|entry| {
            let id = entry.value.as_reference()?;
            let is_open = self.open.contains_key(&id.number);
            is_open.then(|| String::from_utf8_lossy(entry.key.bytes()).into_owned())
        }));
        known.sort();
        known.dedup();
        for key in known {
            self.of_one(&before, &after, &key, holder)?;
        }
        Ok(())
    }

    fn of_one(
        &mut self,
        old: &Dict<'d>,
        new: &Dict<'d>,
        key: &str,
        user: u32,
    ) -> Result<(), PdfError> {
        let (before, after) = (self.old.value(old, key)?, self.new.value(new, key)?);
        let is_hash = key.len() == 40 && key.bytes().all(|b| b.is_ascii_hexdigit());
        let (Object::Dict(after), true) = (after, is_hash) else {
            self.broken(key);
            return Ok(());
        };
        let mut holder = user;
        if let Some(id) = new.get(key).and_then(Object::as_reference) {
            self.holder(id, user, "VRI")?;
            holder = id.number;
        }
        let empty = Dict::default();
        let before = before.as_dict().unwrap_or(&empty).clone();
        self.lists(&before, &after, &OF_ONE, holder)?;
        for entry in self.differing(&before, &after)? {
            let is_sound = match (entry.as_str(), after.get(&entry)) {
                ("Cert" | "CRL" | "OCSP", _) => true,
                ("Type", _) => after.has_name("Type", "VRI"),
                ("TU", Some(Object::String(_))) => true,
                ("TS", Some(stamp)) => self.evidence(&stamp.clone())?,
                _ => false,
            };
            if !is_sound {
                self.broken(&entry);
            }
        }
        Ok(())
    }
}

fn is_plain(stream: &Stream<'_>) -> bool {
    let known = |key: &[u8]| PLAIN.iter().any(|plain| plain.as_bytes() == key);
    stream.length == Length::Declared
        && stream.dict.entries().iter().all(|entry| known(entry.key.bytes()))
}
