//! The pages of the module.

mod books;
mod codes;
mod find;
mod keys;
pub(crate) mod letters;
pub(crate) mod markup;
pub(crate) mod refusal;
mod register;
mod signing;
mod waiting;
pub(crate) mod words;

use web::{Entry, Menu, Pages};

use crate::usecase::Office;
use crate::usecase::keys::Keyring;
use crate::usecase::signing::SigningHouse;

pub use keys::wires;
pub(crate) use keys::{keys_reason, keys_tag};
pub(crate) use signing::attempt_colour;

/// What people find in the navigation, under headings.
pub fn menu() -> Menu {
    let letters: Vec<Entry> =
        vec![waiting::entry(), letters::mine::entry(), register::entry(), find::entry()];
    let records: Vec<Entry> = vec![books::entry(), codes::entry()];
    Menu::grouped(
        "doc-menu",
        vec![
            ("doc-menu-letters", letters),
            ("doc-menu-records", records),
            ("doc-menu-keys", [signing::entries(), keys::entries()].concat()),
        ],
    )
}

/// The pages.
pub fn pages(office: &Office, keyring: &Keyring) -> Pages {
    let house = SigningHouse::new(office.clone(), keyring.clone());
    Pages::new()
        .merge(waiting::pages())
        .merge(letters::pages())
        .merge(register::pages())
        .merge(find::pages())
        .merge(books::pages())
        .merge(codes::pages())
        .with(office.clone())
        .merge(keys::pages(keyring))
        .merge(signing::pages(&house))
}
