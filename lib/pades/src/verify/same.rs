//! Whether two values of two revisions mean the same.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::object::{Dict, Object, Ref, Stream};
use crate::view::View;
use crate::work::Work;
use crate::{Bound, Fault, PdfError};

/// Compares values of an older and a newer view. A reference to one and the same object is equal:
/// what became of that object is judged by itself. Different references are followed.
pub struct Comparison<'s, 'd, 'a> {
    old: View<'d, 'a>,
    new: View<'d, 'a>,
    work: &'s Work,
    met: HashSet<(Ref, Ref)>,
    /// New objects that took the place of equal old values.
    pub moved: BTreeSet<u32>,
}

/// How deep values stand inside each other across references.
const DEEP: usize = 128;

impl<'s, 'd, 'a> Comparison<'s, 'd, 'a> {
    pub fn new(old: View<'d, 'a>, new: View<'d, 'a>, work: &'s Work) -> Self {
        Self { old, new, work, met: HashSet::new(), moved: BTreeSet::new() }
    }

    pub fn same(&mut self, old: &Object<'d>, new: &Object<'d>) -> Result<bool, PdfError> {
        self.values(old, new, 0)
    }

    /// The keys with different values.
    pub fn differing_keys(
        &mut self,
        old: &Dict<'d>,
        new: &Dict<'d>,
    ) -> Result<Vec<String>, PdfError> {
        self.differing(old, new, 0)
    }

    fn values(
        &mut self,
        old: &Object<'d>,
        new: &Object<'d>,
        deep: usize,
    ) -> Result<bool, PdfError> {
        self.work.charge(1)?;
        if deep > DEEP {
            return Err(PdfError::new(Fault::Limit(Bound::Depth), 0));
        }
        match (old, new) {
            (Object::Reference(a), Object::Reference(b)) if a == b => Ok(true),
            (Object::Reference(a), Object::Reference(b)) => {
                // On the way back round a circle there is nothing more to find.
                if !self.met.insert((*a, *b)) {
                    return Ok(true);
                }
                self.moved.insert(b.number);
                let (old, new) = (self.old.get(*a)?, self.new.get(*b)?);
                self.values(&old, &new, deep + 1)
            }
            (Object::Reference(a), _) => {
                let old = self.old.get(*a)?;
                self.values(&old, new, deep + 1)
            }
            (_, Object::Reference(b)) => {
                self.moved.insert(b.number);
                let new = self.new.get(*b)?;
                self.values(old, &new, deep + 1)
            }
            (Object::Array(a), Object::Array(b)) => self.arrays(a, b, deep),
            (Object::Dict(a), Object::Dict(b)) => Ok(self.differing(a, b, deep)?.is_empty()),
            (Object::Stream(a), Object::Stream(b)) => self.streams(a, b, deep),
            (Object::String(a), Object::String(b)) => Ok(a.bytes() == b.bytes()),
            (Object::Name(a), Object::Name(b)) => Ok(a == b),
            (Object::Null, Object::Null) => Ok(true),
            (Object::Bool(a), Object::Bool(b)) => Ok(a == b),
            (Object::Integer(a), Object::Integer(b)) => Ok(a == b),
            (Object::Real(a), Object::Real(b)) if a == b => Ok(true),
            _ => Ok(old.as_number().is_some() && old.as_number() == new.as_number()),
        }
    }

    fn arrays(
        &mut self,
        old: &[Object<'d>],
        new: &[Object<'d>],
        deep: usize,
    ) -> Result<bool, PdfError> {
        if old.len() != new.len() {
            return Ok(false);
        }
        for (old, new) in old.iter().zip(new) {
            if !self.values(old, new, deep + 1)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Keys whose values differ; a missing entry is null (§7.3.7).
    fn differing(
        &mut self,
        old: &Dict<'d>,
        new: &Dict<'d>,
        deep: usize,
    ) -> Result<Vec<String>, PdfError> {
        let mut keys = Vec::new();
        let mut theirs: HashMap<&[u8], &Object<'d>> =
            new.entries().iter().map(|entry| (entry.key.bytes(), &entry.value)).collect();
        for entry in old.entries() {
            let value = theirs.remove(entry.key.bytes()).unwrap_or(&Object::Null);
            if !self.values(&entry.value, value, deep + 1)? {
                keys.push(text(entry.key.bytes()));
            }
        }
        for entry in new.entries().iter().filter(|e| theirs.contains_key(e.key.bytes())) {
            if !self.values(&Object::Null, &entry.value, deep + 1)? {
                keys.push(text(entry.key.bytes()));
            }
        }
        Ok(keys)
    }

    /// The same dictionary and the same bytes, packed in the same way. Another packing of the same
    /// data would need every reader to decode alike, so it counts as different.
    fn streams(
        &mut self,
        old: &Stream<'d>,
        new: &Stream<'d>,
        deep: usize,
    ) -> Result<bool, PdfError> {
        let keys = self.differing(&old.dict, &new.dict, deep)?;
        let is_same = old.data == new.data && old.length == new.length;
        Ok(is_same && keys.iter().all(|key| key == "Length"))
    }
}

fn text(key: &[u8]) -> String {
    String::from_utf8_lossy(key).into_owned()
}
