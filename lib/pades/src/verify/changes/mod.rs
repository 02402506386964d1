//! What a revision did to the one before it, judged against a whitelist (ISO 32000-2 §12.8.2.2.2,
//! ETSI EN 319 142-1 §5.6). Everything that is not explained by a rule is a finding.

mod appearance;
mod catalog;
mod dss;
mod fields;
mod form;
mod leftover;
mod metadata;
mod pages;
mod stray;
mod trailer;
mod xmp;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::finding::{Finding, Findings};
use super::history::History;
use super::rule::{Rule, Rules};
use super::same::Comparison;
use crate::object::{Dict, Object, Ref};
use crate::view::View;
use crate::{ChangeKind, PdfError};

/// Something a revision did that is allowed unless a permission forbids it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Evidence was stored in `/DSS`.
    Evidence,
    /// Dates and program names.
    Housekeeping,
    /// A signature field came.
    Field { name: String, is_visible: bool, is_stamp: bool },
    /// A signature was written into a field.
    Signed { name: String, is_visible: bool, is_stamp: bool },
}

/// What one revision did.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    pub findings: Vec<Finding>,
    pub deeds: Vec<Deed>,
}

/// One revision under examination.
pub struct Step<'c, 'd, 'a> {
    history: &'c History<'d, 'a>,
    old: View<'d, 'a>,
    new: View<'d, 'a>,
    revision: usize,
    /// What changed and is not explained yet.
    open: BTreeMap<u32, ChangeKind>,
    findings: Findings,
    deeds: Vec<Deed>,
    /// Widgets that show a signature of this revision, with the name of their field.
    shown: BTreeMap<Ref, String>,
    /// Widgets of fields that came with this revision.
    fresh: HashSet<Ref>,
}

impl<'c, 'd, 'a> Step<'c, 'd, 'a> {
    /// Judges revision `revision` against the one before it.
    pub fn judge(history: &'c History<'d, 'a>, revision: usize, rules: Rules) -> Outcome {
        let before = revision.checked_sub(1);
        let old = before.and_then(|before| history.document.as_of(before));
        let (Some(old), Some(new)) = (old, history.document.as_of(revision)) else {
            return Outcome::default();
        };
        let open = new.revision().changes.iter().map(|change| (change.id.number, change.kind));
        let mut step = Self {
            history,
            old,
            new,
            revision,
            open: open.collect(),
            findings: Findings::new(rules),
            deeds: Vec::new(),
            shown: BTreeMap::new(),
            fresh: HashSet::new(),
        };
        if let Err(error) = step.run() {
            let rule = if error.is_limit() { Rule::Work } else { Rule::Unreadable };
            step.add(Finding::new(rule).what(error.to_string()));
        }
        Outcome { findings: step.findings.into_list(), deeds: step.deeds }
    }

    fn run(&mut self) -> Result<(), PdfError> {
        // When nothing is left, nothing more is read.
        self.history.work.charge(1)?;
        self.stray()?;
        self.trailer()?;
        self.drop_rewritten()?;
        self.dangling()?;
        self.catalog()?;
        self.pages()?;
        self.info()?;
        self.containers();
        self.leftovers()?;
        self.overlaps()
    }

    fn add(&mut self, finding: Finding) {
        self.findings.add(finding.revision(self.revision));
    }

    /// An object is explained: no rule has anything against it.
    fn settle(&mut self, number: u32) {
        self.open.remove(&number);
    }

    fn is_added(&self, id: Ref) -> bool {
        self.open.get(&id.number) == Some(&ChangeKind::Added)
    }

    /// Objects that were written again with the same meaning are no change.
    fn drop_rewritten(&mut self) -> Result<(), PdfError> {
        let changes = &self.new.revision().changes;
        for change in changes.iter().filter(|change| change.kind == ChangeKind::Changed) {
            let old_id = self.history.id(change.id.number, self.revision - 1);
            if old_id != Some(change.id) {
                self.add(Finding::new(Rule::Object).object(change.id).what("generation"));
                continue;
            }
            let (old, new) = (self.old.get(change.id), self.new.get(change.id));
            if let (Ok(old), Ok(new)) = (old, new)
                && self.is_same(&old, &new)?
            {
                self.settle(change.id.number);
            }
        }
        Ok(())
    }

    /// Compares two values; new objects that took the place of equal ones are explained.
    fn is_same(&mut self, old: &Object<'d>, new: &Object<'d>) -> Result<bool, PdfError> {
        let mut comparison = Comparison::new(self.old, self.new, &self.history.work);
        let is_same = comparison.same(old, new)?;
        if is_same {
            let moved = comparison.moved;
            self.open
                .retain(|number, kind| !(*kind == ChangeKind::Added && moved.contains(number)));
        }
        Ok(is_same)
    }

    /// The keys under which two dictionaries differ.
    fn differing(&mut self, old: &Dict<'d>, new: &Dict<'d>) -> Result<Vec<String>, PdfError> {
        let mut comparison = Comparison::new(self.old, self.new, &self.history.work);
        let keys = comparison.differing_keys(old, new)?;
        self.settle_equal(old, new, &keys)?;
        Ok(keys)
    }

    /// Below keys that are equal, objects may stand in another place than before.
    fn settle_equal(
        &mut self,
        old: &Dict<'d>,
        new: &Dict<'d>,
        differing: &[String],
    ) -> Result<(), PdfError> {
        let before: HashMap<&[u8], &Object<'d>> =
            old.entries().iter().map(|entry| (entry.key.bytes(), &entry.value)).collect();
        let differing: HashSet<&[u8]> = differing.iter().map(|key| key.as_bytes()).collect();
        for entry in new.entries() {
            let theirs = before.get(entry.key.bytes());
            let is_equal = !differing.contains(entry.key.bytes()) && !self.open.is_empty();
            if let (true, Some(theirs)) = (is_equal, theirs)
                && **theirs != entry.value
            {
                self.is_same(theirs, &entry.value)?;
            }
        }
        Ok(())
    }

    /// An object that may change is referred to by this one alone, before and after.
    fn check_alone(&mut self, id: Ref, user: u32, what: &str) -> Result<(), PdfError> {
        for view in [self.revision - 1, self.revision] {
            let users = self.history.referrers(id.number, view)?;
            let is_alone = users.is_empty() || users == [user];
            if !is_alone {
                self.add(Finding::new(Rule::Aliased).object(id).what(what));
            }
        }
        Ok(())
    }

    /// Explains every new object that this value leads to.
    fn settle_new(&mut self, value: &Object<'d>) -> Result<Vec<Ref>, PdfError> {
        let mut met = Vec::new();
        let mut open = vec![value.clone()];
        while let Some(value) = open.pop() {
            self.history.work.charge(1)?;
            match value {
                Object::Reference(id) if self.is_added(id) => {
                    let value = self.new.get(id)?;
                    // Where a document could begin, nothing new may lie in wait.
                    if !value.as_dict().is_some_and(is_landmark) {
                        self.settle(id.number);
                        met.push(id);
                        open.push(value);
                    }
                }
                Object::Array(items) => open.extend(items),
                Object::Dict(dict) => open.extend(dict.entries.into_iter().map(|e| e.value)),
                Object::Stream(stream) => {
                    open.extend(stream.dict.entries.into_iter().map(|e| e.value));
                }
                _ => {}
            }
        }
        Ok(met)
    }
}

/// What has a name of its own and leads everywhere.
fn is_landmark(dict: &Dict<'_>) -> bool {
    ["Page", "Pages", "Catalog"].iter().any(|kind| dict.has_name("Type", kind))
}
