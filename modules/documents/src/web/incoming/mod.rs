//! Pages of incoming letters: the register, a letter with its dispositions, what is done with them.

mod acts;
mod entry;
mod files;
mod form;
mod register;
mod show;
pub(super) mod words;

use base::{Error, Id, Kind};
use web::{Entry, Pages};

use crate::domain::incoming::Incoming;
use crate::permissions::{READ, RECEIVE};

const PATH: &str = "/naskah/masuk";

/// What people find in the navigation.
pub(super) fn entries() -> Vec<Entry> {
    let entry = |label, path, needs| Entry { label, path, needs, waiting: None };
    vec![
        entry("doc-incoming", PATH, READ),
        entry("doc-incoming-new", "/naskah/masuk/baru", RECEIVE),
    ]
}

pub(super) fn pages() -> Pages {
    Pages::new()
        .merge(register::pages())
        .merge(entry::pages())
        .merge(show::pages())
        .merge(files::pages())
        .merge(acts::pages())
}

/// The id in an address.
fn id(text: &str) -> base::Result<Id<Incoming>> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-incoming"))
}

/// Where a letter's page is.
fn path(id: Id<Incoming>) -> String {
    format!("{PATH}/{id}")
}
