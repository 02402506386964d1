//! Pages about keys, and what the authority answers to anybody.

mod office;
mod own;
mod registrar;
mod shown;
mod wires;

use web::{Access, Entry, Pages};

use crate::permissions::{HOLD_KEY, READ, REGISTER};
use crate::usecase::keys::{self, Keyring};

pub(crate) use shown::{reason_key as keys_reason, tag as keys_tag};
pub use wires::wires;

const OWN: &str = "/naskah/kunci";
const OFFICE: &str = "/naskah/kunci/kantor";
const REGISTRAR: &str = "/naskah/pendaftaran";
/// Keys in a list at once.
const PAGE: i64 = 50;

/// What people find in the navigation.
pub fn entries() -> Vec<Entry> {
    vec![
        Entry { label: "keys-own", path: OWN, needs: HOLD_KEY, waiting: None },
        Entry { label: "keys-office", path: OFFICE, needs: READ, waiting: None },
        Entry {
            label: "keys-registrar",
            path: REGISTRAR,
            needs: REGISTER,
            waiting: Some(|cell, actor| Box::pin(keys::waiting_count(cell, actor))),
        },
    ]
}

/// The pages, each with the right it needs.
pub fn pages(keyring: &Keyring) -> Pages {
    let (hold, see, register) =
        (Access::Needs(HOLD_KEY), Access::Needs(READ), Access::Needs(REGISTER));
    Pages::new()
        .get(OWN, hold, own::show)
        .post("/naskah/kunci/buat", hold, own::make)
        .post("/naskah/kunci/tarik", hold, own::withdraw)
        .post("/naskah/kunci/frasa", hold, own::change)
        .post("/naskah/kunci/cabut", hold, own::revoke)
        .get(OFFICE, see, office::list)
        .get(REGISTRAR, register, registrar::list)
        .get("/naskah/pendaftaran/{id}", register, registrar::show)
        .post("/naskah/pendaftaran/{id}/setujui", register, registrar::approve)
        .post("/naskah/pendaftaran/{id}/tolak", register, registrar::refuse)
        .post("/naskah/pendaftaran/{id}/cabut", register, registrar::revoke)
        .with(keyring.clone())
}
