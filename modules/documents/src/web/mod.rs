//! The pages of the module.

mod books;
mod codes;
mod find;
mod keys;
mod letters;
pub(crate) mod markup;
mod register;
mod trust;
mod verification;
mod waiting;
pub(crate) mod words;

use web::{Api, Entry, Menu, Pages};

use crate::usecase::Office;
use crate::usecase::keys::Keyring;
use crate::usecase::verification::Verifier;

use verification::Desk;

pub use keys::wires;
pub(crate) use keys::{keys_reason, keys_tag};
pub(crate) use trust::{standing_words as trust_standing, state_words as trust_state};

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
            ("doc-menu-keys", [keys::entries(), vec![trust::entry()]].concat()),
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
        .with(office.clone())
        .merge(keys::pages(keyring))
        .merge(trust::pages(office.cell()))
}

/// What anybody may ask, by page and by program.
pub fn public(verifier: &Verifier) -> (Pages, Api) {
    let desk = Desk::new(verifier.clone());
    (verification::pages(&desk), verification::api(&desk))
}
