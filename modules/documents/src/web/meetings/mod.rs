//! Pages of meetings: lists, one meeting, the room with its code, minutes.

mod acts;
mod attend;
mod entry;
mod list;
mod minutes;
mod one;
mod plan;
mod qr;
mod room;

use base::{Error, Id, Kind};
use web::{Access, Entry, Pages};

use crate::domain::meeting::{Attendance, Meeting, MeetingState, Presence};
use crate::permissions::{MEET, READ};
use crate::usecase::{Office, meetings};

const PATH: &str = "/naskah/rapat";
const SEES: Access = Access::Needs(READ);
const ARRANGES: Access = Access::Needs(MEET);

/// The entry in the navigation, with how many wait to be closed.
pub(super) fn entry() -> Entry {
    Entry { label: "doc-meetings", path: PATH, needs: READ, waiting: Some(count as web::Waiting) }
}

fn count<'a>(cell: &'a cell::Cell, actor: &'a identity::Actor) -> web::Count<'a> {
    Box::pin(meetings::count(cell, actor))
}

pub(super) fn pages(office: &Office) -> Pages {
    let tries = attend::Tries::new(office.cell().shared_clock());
    Pages::new()
        .merge(list::pages())
        .merge(plan::pages())
        .merge(one::pages())
        .merge(acts::pages())
        .merge(minutes::pages())
        .merge(room::pages())
        .merge(attend::pages().with(tries))
}

/// The id in an address.
fn id(text: &str) -> base::Result<Id<Meeting>> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-meeting"))
}

/// Where a meeting's page is.
pub(crate) fn path(id: impl std::borrow::Borrow<Id<Meeting>>) -> String {
    format!("{PATH}/{}", id.borrow())
}

/// The colour of a state's tag.
pub(crate) fn state_colour(meeting: &Meeting) -> &'static str {
    match meeting.state {
        MeetingState::Planned => "teal",
        MeetingState::Closed => "green",
        MeetingState::Cancelled => "",
    }
}

/// The key of a state's word.
pub(crate) fn state_key(meeting: &Meeting) -> &'static str {
    match meeting.state {
        MeetingState::Planned => "doc-meeting-planned",
        MeetingState::Closed => "doc-meeting-closed",
        MeetingState::Cancelled => "doc-meeting-cancelled",
    }
}

/// The key of how somebody attended.
pub(crate) fn presence_key(line: &Attendance) -> &'static str {
    match line.presence {
        Presence::Present => "doc-presence-present",
        Presence::Late => "doc-presence-late",
        Presence::Excused => "doc-presence-excused",
    }
}

/// The colour of it.
pub(crate) fn presence_colour(line: &Attendance) -> &'static str {
    match line.presence {
        Presence::Present => "green",
        Presence::Late => "yellow",
        Presence::Excused => "",
    }
}
