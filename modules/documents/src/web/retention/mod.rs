//! Pages of the retention schedule, of files (berkas), and of their destruction.

mod disposals;
mod dossiers;
mod schedule;

use web::{Entry, Pages};

use crate::permissions::{READ, TABLES};
use crate::usecase::retention::disposal;

/// The entries in the navigation.
pub(super) fn entries() -> [Entry; 3] {
    let entry = |label, path, needs| Entry { label, path, needs, waiting: None };
    let waiting: web::Waiting = |cell, actor| Box::pin(disposal::waiting_count(cell, actor));
    [
        entry("doc-dossiers", dossiers::PATH, READ),
        Entry { waiting: Some(waiting), ..entry("doc-disposals", disposals::PATH, READ) },
        entry("doc-retention", schedule::PATH, TABLES),
    ]
}

pub(super) fn pages() -> Pages {
    Pages::new().merge(dossiers::pages()).merge(disposals::pages()).merge(schedule::pages())
}
