//! The pages of the module.

mod notes;

use web::{Entry, Menu, Pages};

use crate::permissions::SEE;
use crate::usecase::Register;

const PATH: &str = "/kerja/skeleton";

/// The entry in the navigation.
pub(crate) fn menu() -> Menu {
    let entry = Entry { label: "skeleton-notes", path: PATH, needs: SEE, waiting: None };
    Menu::of("skeleton-menu", vec![entry])
}

/// The pages.
pub(crate) fn pages(register: &Register) -> Pages {
    notes::pages().with(register.clone())
}
