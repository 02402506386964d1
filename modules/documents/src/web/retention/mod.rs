//! Pages of the retention schedule, of files (berkas), and of their destruction.

mod disposals;
mod dossiers;
mod schedule;

use web::{Entry, Pages};

use crate::permissions::READ;

/// The entries in the navigation.
pub(super) fn entries() -> [Entry; 3] {
    let entry = |label, path| Entry { label, path, needs: READ, waiting: None };
    [
        entry("doc-dossiers", dossiers::PATH),
        entry("doc-disposals", disposals::PATH),
        entry("doc-retention", schedule::PATH),
    ]
}

pub(super) fn pages() -> Pages {
    Pages::new().merge(dossiers::pages()).merge(disposals::pages()).merge(schedule::pages())
}
