//! Words and colours for what the domain knows.

use crate::domain::letter::State;

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
    }
}

/// The colour of its tag.
pub(crate) fn state_colour(state: &State) -> &'static str {
    match state {
        State::Draft | State::Returned => "yellow",
        State::Ready | State::Fixed => "teal",
        State::Signed | State::Dispatched => "green",
        State::Cancelled => "red",
        State::Review | State::Signing | State::Withdrawn => "",
    }
}
