//! Words and colours for incoming letters and dispositions.

use base::Date;
use web::Page;

use crate::domain::incoming::lists::Waits;
use crate::domain::incoming::words::INSTRUCTIONS;
use crate::domain::incoming::{Node, NodeState, State};
use crate::web::words::word;

/// The colour of a letter's tag.
pub(crate) fn state_colour(state: &State) -> &'static str {
    match state {
        State::Waiting => "yellow",
        State::Disposed => "teal",
        State::Done => "green",
        State::Void => "red",
    }
}

/// The colour of a disposition's tag.
pub(crate) fn node_colour(state: &NodeState) -> &'static str {
    match state {
        NodeState::Unread | NodeState::Read => "yellow",
        NodeState::Answered => "teal",
        NodeState::Returned => "red",
        NodeState::Closed => "green",
        NodeState::Cancelled => "",
    }
}

/// What a disposition asks for, in one line.
pub(crate) fn asked_for(page: &Page, node: &Node) -> String {
    let known = |text: &&String| INSTRUCTIONS.iter().any(|(one, _)| one == text);
    let words = node.order.instructions.iter().filter(known);
    words.map(|one| word(page, "doc-instruction-", one)).collect::<Vec<_>>().join(" · ")
}

/// Why something waits: a letter for a disposition, a disposition for a follow-up, an answer for a look.
pub(crate) fn waits_key(one: &Waits) -> &'static str {
    match (one.ordinal, one.state) {
        (0, NodeState::Unread) => "doc-waits-new",
        (0, _) => "doc-waits-disposition",
        (_, NodeState::Unread) => "doc-waits-unread",
        (_, NodeState::Answered) => "doc-waits-answered",
        (_, NodeState::Returned) => "doc-waits-returned",
        _ => "doc-waits-follow-up",
    }
}

/// The colour of its tag.
pub(crate) fn waits_colour(one: &Waits) -> &'static str {
    match one.state {
        NodeState::Answered => "teal",
        NodeState::Returned => "red",
        _ => "yellow",
    }
}

/// Whether its day has gone by.
pub(crate) fn is_late(due: &Option<Date>, page: &Page) -> bool {
    due.is_some_and(|due| due < page.visit().cell().today())
}
