//! The pages of the module.

mod books;
mod codes;
mod find;
mod keys;
mod letters;
pub(crate) mod markup;
pub(crate) mod meetings;
mod register;
mod retention;
mod savings;
pub(crate) mod tasks;
mod waiting;
pub(crate) mod words;

use web::{Entry, Menu, Pages};

use crate::usecase::Office;
use crate::usecase::keys::Keyring;

pub use keys::wires;
pub(crate) use keys::{keys_reason, keys_tag};

/// What people find in the navigation, under headings.
pub fn menu() -> Menu {
    let letters: Vec<Entry> =
        vec![waiting::entry(), letters::mine::entry(), register::entry(), find::entry()];
    let records: Vec<Entry> =
        [vec![books::entry(), codes::entry()], retention::entries().into()].concat();
    Menu::grouped(
        "doc-menu",
        vec![
            ("doc-menu-letters", letters),
            ("doc-menu-work", vec![tasks::entry(), meetings::entry(), savings::entry()]),
            ("doc-menu-records", records),
            ("doc-menu-keys", keys::entries()),
        ],
    )
}

/// The pages.
pub fn pages(office: &Office, keyring: &Keyring) -> Pages {
    Pages::new()
        .merge(waiting::pages())
        .merge(letters::pages())
        .merge(register::pages())
        .merge(find::pages())
        .merge(books::pages())
        .merge(codes::pages())
        .merge(retention::pages())
        .merge(savings::pages())
        .merge(tasks::pages())
        .merge(meetings::pages(office))
        .with(office.clone())
        .merge(keys::pages(keyring))
}
