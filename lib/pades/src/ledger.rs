//! Where every object stands as of every revision.

use std::collections::HashMap;

use crate::object::Ref;
use crate::revision::{Change, ChangeKind, Draft};
use crate::xref::{self, Location};
use crate::{Fault, PdfError, Revision};

/// An entry, and the revision that wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    pub id: Ref,
    pub revision: u32,
    pub location: Location,
}

/// All entries of all revisions, by number and then by revision.
#[derive(Debug)]
pub struct Ledger {
    placed: Vec<Placed>,
    /// Every byte at which an object or a section begins, ascending: none reaches into the next.
    starts: Vec<usize>,
}

impl Ledger {
    /// Enters the drafts in their order and tells each revision what it changed.
    pub fn build(drafts: Vec<Draft<'_>>) -> Result<(Self, Vec<Revision<'_>>), PdfError> {
        let mut state = State::default();
        let mut placed = Vec::new();
        let mut starts = Vec::new();
        let mut revisions = Vec::with_capacity(drafts.len());
        for (index, draft) in (0_u32..).zip(drafts) {
            let Draft { mut revision, entries } = draft;
            check_offsets(&revision, &entries)?;
            state.check_containers(&revision, &entries)?;
            revision.changes = entries.iter().filter_map(|entry| state.enter(*entry)).collect();
            starts.push(revision.section_at);
            starts.extend(entries.iter().filter_map(|entry| match entry.location {
                Location::File { at } => Some(at),
                _ => None,
            }));
            placed.extend(entries.into_iter().map(|entry| Placed {
                id: Ref::new(entry.number, entry.generation),
                revision: index,
                location: entry.location,
            }));
            revisions.push(revision);
        }
        placed.sort_unstable_by_key(|placed| (placed.id.number, placed.revision));
        starts.sort_unstable();
        starts.dedup();
        Ok((Self { placed, starts }, revisions))
    }

    /// The entry that counts as of a revision.
    pub fn find(&self, number: u32, revision: u32) -> Option<&Placed> {
        let after =
            self.placed.partition_point(|p| (p.id.number, p.revision) <= (number, revision));
        let found = after.checked_sub(1).and_then(|index| self.placed.get(index))?;
        (found.id.number == number).then_some(found)
    }

    /// Every entry, by number and then by revision.
    pub fn placed(&self) -> &[Placed] {
        &self.placed
    }

    /// The entries of all numbers from one up to another.
    pub fn between(&self, from: u32, until: u32) -> &[Placed] {
        let place = |number| self.placed.partition_point(|placed| placed.id.number < number);
        self.placed.get(place(from)..place(until)).unwrap_or_default()
    }

    /// Where the next object or section begins, behind `at`.
    pub fn next_start(&self, at: usize) -> Option<usize> {
        let after = self.starts.partition_point(|start| *start <= at);
        self.starts.get(after).copied()
    }
}

/// A revision cannot point behind itself: whoever had only its bytes would see nothing there.
fn check_offsets(revision: &Revision<'_>, entries: &[xref::Entry]) -> Result<(), PdfError> {
    let beyond = entries.iter().find_map(|entry| match entry.location {
        Location::File { at } if at >= revision.range.end => Some(at),
        _ => None,
    });
    beyond.map_or(Ok(()), |at| Err(PdfError::new(Fault::Outside, at)))
}

/// What counts after the revisions entered so far.
#[derive(Default)]
struct State {
    current: HashMap<u32, xref::Entry>,
    /// How many objects live in each object stream.
    inhabitants: HashMap<u32, usize>,
}

impl State {
    /// An object stream that is replaced under objects entered earlier would change them without
    /// an entry of their own.
    fn check_containers(
        &mut self,
        revision: &Revision<'_>,
        entries: &[xref::Entry],
    ) -> Result<(), PdfError> {
        for entry in entries {
            if let Some(container) = self.current.get(&entry.number).and_then(container)
                && let Some(count) = self.inhabitants.get_mut(&container)
            {
                *count -= 1;
            }
        }
        let is_inhabited = |number: &u32| self.inhabitants.get(number).is_some_and(|n| *n > 0);
        let is_moved = |entry: &xref::Entry| {
            self.current.get(&entry.number).is_none_or(|old| old.location != entry.location)
        };
        let replaced = entries.iter().find(|e| is_inhabited(&e.number) && is_moved(e));
        if let Some(entry) = replaced {
            let fault = Fault::ContainerReplaced(entry.number);
            return Err(PdfError::new(fault, revision.section_at));
        }
        for container in entries.iter().filter_map(container) {
            *self.inhabitants.entry(container).or_default() += 1;
        }
        Ok(())
    }

    fn enter(&mut self, entry: xref::Entry) -> Option<Change> {
        let old = self.current.insert(entry.number, entry);
        let lived = old.is_some_and(|old| old.location != Location::Free);
        let lives = entry.location != Location::Free;
        let kind = match (lived, lives) {
            (false, false) => return None,
            (true, true) if old == Some(entry) => return None,
            (false, true) => ChangeKind::Added,
            (true, true) => ChangeKind::Changed,
            (true, false) => ChangeKind::Freed,
        };
        let id = Ref::new(entry.number, entry.generation);
        Some(Change { id, kind, location: entry.location })
    }
}

const fn container(entry: &xref::Entry) -> Option<u32> {
    match entry.location {
        Location::Stream { container, .. } => Some(container),
        _ => None,
    }
}
