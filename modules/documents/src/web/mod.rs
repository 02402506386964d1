//! The pages of the module.

pub(crate) mod archive;
mod books;
mod codes;
pub(crate) mod compared;
mod find;
mod incoming;
mod keys;
pub(crate) mod letters;
mod log;
pub(crate) mod markup;
pub(crate) mod meetings;
pub(crate) mod refusal;
mod register;
mod retention;
mod savings;
mod signing;
pub(crate) mod tasks;
mod trust;
mod verification;
mod waiting;
pub(crate) mod words;

use web::{Api, Entry, Menu, Pages};

use crate::usecase::Office;
use crate::usecase::keys::Keyring;
use crate::usecase::signing::SigningHouse;
use crate::usecase::verification::Verifier;

use verification::Desk;

pub use keys::wires;
pub(crate) use keys::{keys_reason, keys_tag};
pub(crate) use signing::attempt_colour;
pub(crate) use trust::{standing_words as trust_standing, state_words as trust_state};

/// What people find in the navigation, under headings.
pub fn menu() -> Menu {
    let letters: Vec<Entry> = vec![
        waiting::entry(),
        signing::entry(),
        letters::mine::entry(),
        register::entry(),
        find::entry(),
    ];
    let records: Vec<Entry> =
        [vec![books::entry(), codes::entry()], retention::entries().into(), vec![archive::entry()]]
            .concat();
    Menu::grouped(
        "doc-menu",
        vec![
            ("doc-menu-letters", letters),
            ("doc-menu-incoming", incoming::entries()),
            (
                "doc-menu-work",
                vec![tasks::entry(), meetings::entry(), savings::entry(), savings::price_entry()],
            ),
            ("doc-menu-records", records),
            (
                "doc-menu-keys",
                [keys::entries(), vec![signing::subject_entry(), trust::entry()]].concat(),
            ),
        ],
    )
}

/// The pages.
pub fn pages(office: &Office, keyring: &Keyring) -> Pages {
    let house = SigningHouse::new(office.clone(), keyring.clone());
    Pages::new()
        .merge(waiting::pages())
        .merge(incoming::pages())
        .merge(letters::pages())
        .merge(register::pages())
        .merge(find::pages())
        .merge(books::pages())
        .merge(codes::pages())
        .merge(retention::pages())
        .merge(archive::pages())
        .merge(savings::pages())
        .merge(tasks::pages())
        .merge(meetings::pages(office))
        .with(office.clone())
        .merge(keys::pages(keyring))
        .merge(signing::pages(&house))
        .merge(trust::pages(house.services()))
}

/// What anybody may ask, by page and by program.
pub fn public(verifier: &Verifier, office: &Office) -> (Pages, Api) {
    let desk = Desk::new(verifier.clone());
    (verification::pages(&desk, office).merge(log::pages(office)), verification::api(&desk))
}
