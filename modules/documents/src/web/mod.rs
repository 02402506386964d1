//! The pages of the module.

mod mine;
mod words;

use web::{Entry, Menu, Pages};

use crate::usecase::Office;

/// What people find in the navigation, under headings.
pub fn menu() -> Menu {
    let letters: Vec<Entry> = vec![mine::entry()];
    Menu::grouped("doc-menu", vec![("doc-menu-letters", letters)])
}

/// The pages.
pub fn pages(office: &Office) -> Pages {
    Pages::new().merge(mine::pages()).with(office.clone())
}
