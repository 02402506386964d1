//! Pages on which letters are signed: what waits, what is agreed to, what became of it.

mod attempt;
mod consent;
mod list;
mod subject;

use base::{Error, Id, Kind};
use web::{Entry, Pages};

use crate::domain::signing::{Attempt, AttemptState, Consent};
use crate::permissions::ACT;
use crate::usecase::signing::SigningHouse;

const PATH: &str = "/tanda-tangan";

/// The entry beside what waits.
pub(super) fn entry() -> Entry {
    Entry { label: "sign-list", path: PATH, needs: ACT, waiting: None }
}

/// The entry beside one's keys.
pub(super) fn subject_entry() -> Entry {
    Entry { label: "sign-subject", path: subject::PATH, needs: ACT, waiting: None }
}

pub(super) fn pages(house: &SigningHouse) -> Pages {
    Pages::new()
        .merge(list::pages())
        .merge(subject::pages())
        .merge(attempt::pages())
        .merge(consent::pages())
        .with(house.clone())
}

fn consent_id(text: &str) -> base::Result<Id<Consent>> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-consent"))
}

/// The colour of the tag of an attempt.
pub(crate) fn attempt_colour(attempt: &Attempt) -> &'static str {
    match attempt.state {
        AttemptState::Succeeded => "green",
        AttemptState::Failed => "red",
        AttemptState::Unknown => "yellow",
        AttemptState::Prepared | AttemptState::Signing | AttemptState::Validating => "",
    }
}
