//! Pages on which offices fill in the forms of BPS about their datasets.

mod form;
mod overview;

use web::Pages;

use crate::web::metadata::label;

const PATH: &str = "/kerja/statistik/metadata";

pub(super) fn pages() -> Pages {
    Pages::new().merge(overview::pages()).merge(form::pages())
}

/// Where the forms of a dataset are.
fn path(dataset: &str) -> String {
    format!("{PATH}/{dataset}")
}
