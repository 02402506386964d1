//! Pages of one letter: written, looked at, decided about.

mod acts;
mod difference;
mod entry;
pub(crate) mod files;
pub(super) mod mine;
mod read;
mod show;
mod write;

use base::{Error, Id, Kind};
use web::Pages;

use crate::domain::letter::Letter;

pub(super) fn pages() -> Pages {
    Pages::new()
        .merge(mine::pages())
        .merge(write::pages())
        .merge(show::pages())
        .merge(read::pages())
        .merge(difference::pages())
        .merge(files::pages())
        .merge(acts::pages())
}

/// The id in an address.
pub(super) fn id(text: &str) -> base::Result<Id<Letter>> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-letter"))
}

/// Where a letter's page is.
pub(crate) fn path(id: Id<Letter>) -> String {
    format!("/naskah/{id}")
}
