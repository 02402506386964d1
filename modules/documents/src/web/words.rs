//! Words and colours for what the domain knows.

use web::Page;

use crate::domain::letter::State;
use crate::domain::number::NumberStatus;

/// The word for a state.
pub(crate) fn state_key(state: &State) -> &'static str {
    match state {
        State::Draft => "doc-state-draft",
        State::Review => "doc-state-review",
        State::Returned => "doc-state-returned",
        State::Ready => "doc-state-ready",
        State::Fixed => "doc-state-fixed",
        State::Signing => "doc-state-signing",
        State::Signed => "doc-state-signed",
        State::Dispatched => "doc-state-dispatched",
        State::Withdrawn => "doc-state-withdrawn",
        State::Cancelled => "doc-state-cancelled",
        State::Destroyed => "doc-state-destroyed",
    }
}

/// The colour of its tag.
pub(crate) fn state_colour(state: &State) -> &'static str {
    match state {
        State::Draft | State::Returned => "yellow",
        State::Ready | State::Fixed => "teal",
        State::Signed | State::Dispatched => "green",
        State::Cancelled => "red",
        State::Review | State::Signing | State::Withdrawn | State::Destroyed => "",
    }
}

/// The colour of a number's status.
pub(crate) fn number_colour(status: &NumberStatus) -> &'static str {
    match status {
        NumberStatus::Dipesan => "yellow",
        NumberStatus::Terpakai => "green",
        NumberStatus::Batal => "red",
    }
}

/// The word of a key whose end is a stored word: `doc-type-` and `nota-dinas`.
pub(crate) fn word(page: &Page, beginning: &str, end: &str) -> String {
    page.t(&format!("{beginning}{end}")).to_string()
}
