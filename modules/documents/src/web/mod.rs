//! The pages of the module.

mod keys;
mod mine;
mod words;

use web::{Entry, Menu, Pages};

use crate::usecase::Office;
use crate::usecase::keys::Keyring;

pub use keys::wires;
pub(crate) use keys::{keys_reason, keys_tag};

/// What people find in the navigation, under headings.
pub fn menu() -> Menu {
    let letters: Vec<Entry> = vec![mine::entry()];
    Menu::grouped(
        "doc-menu",
        vec![("doc-menu-letters", letters), ("doc-menu-keys", keys::entries())],
    )
}

/// The pages.
pub fn pages(office: &Office, keyring: &Keyring) -> Pages {
    Pages::new().merge(mine::pages()).with(office.clone()).merge(keys::pages(keyring))
}
