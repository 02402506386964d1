//! Meetings (rapat): who is invited, when they count as late, and the code of the room by which
//! people confirm that they are there.
//!
//! ```text
//! planned ──close──► closed (its decisions are tasks; corrections are versions of the minutes)
//!    └────cancel───► cancelled
//! ```

use base::{Error, Id, Instant, Kind, Zone};
use identity::Position;

use super::content::refused;
use super::letter::Letter;
use super::task::words;

/// Characters of a title or place, and of an agenda.
const LONGEST_TITLE: usize = 200;
const LONGEST_AGENDA: usize = 4_000;
/// Guests of one meeting.
const MOST_GUESTS: usize = 500;
/// The code of the room changes so often, in seconds; the one before still counts, so that whoever
/// just read it has time to confirm.
pub const STEP_SECONDS: i64 = 120;
/// People may confirm from so long before the beginning …
const OPENS_BEFORE: i64 = 60 * 60;
/// … until so long after the end.
const CLOSES_AFTER: i64 = 12 * 60 * 60;

words! {
    /// Where a meeting is.
    MeetingState { Planned = "planned", Closed = "closed", Cancelled = "cancelled" }
}

words! {
    /// What a guest is.
    GuestKind { Office = "office", Position = "position", Outside = "outside" }
}

words! {
    /// How somebody attended.
    Presence { Present = "present", Late = "late", Excused = "excused" }
}

words! {
    /// How the attendance came about.
    Noted { Code = "code", Hand = "hand" }
}

/// What the secretary says about a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub title: String,
    pub agenda: String,
    pub place: String,
    /// Address of a video conference; empty without one.
    pub link: String,
    pub starts_at: Instant,
    pub ends_at: Instant,
    /// The position that invites.
    pub position: Id<Position>,
    /// Minutes after the beginning from which somebody is late.
    pub grace: u32,
    pub guests: Vec<Guest>,
}

/// Somebody who is invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    pub kind: GuestKind,
    /// Code of the perangkat daerah, of an office or a position.
    pub agency: Option<String>,
    pub position: Option<Id<Position>>,
    pub name: String,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    pub id: Id<Self>,
    /// Who is invited stands in `plan.guests` where the whole meeting is loaded.
    pub plan: Plan,
    /// The office that arranges it.
    pub agency: String,
    pub position_title: String,
    pub secretary: String,
    pub secretary_name: String,
    pub state: MeetingState,
    pub state_at: Instant,
    pub reason: String,
    pub invitation: Option<Id<Letter>>,
    pub minutes_letter: Option<Id<Letter>>,
    pub made_at: Instant,
}

/// A line of the attendance list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    pub number: u32,
    pub account: Option<String>,
    pub name: String,
    pub title: String,
    pub presence: Presence,
    pub noted: Noted,
    pub at: Instant,
    pub noted_by: String,
    pub note: String,
    /// Who struck it and why.
    pub struck: Option<(String, String)>,
}

impl Plan {
    /// `09.00–11.30 WITA`
    pub fn hours(&self, zone: &Zone) -> String {
        let (from, to) = (self.starts_at.civil(zone), self.ends_at.civil(zone));
        let (a, b, c, d) = (from.hour(), from.minute(), to.hour(), to.minute());
        format!("{a:02}.{b:02}–{c:02}.{d:02} {}", zone.label())
    }

    /// Whether it can be kept.
    ///
    /// # Errors
    /// The first thing that is wrong, with its field.
    pub fn check(&self) -> Result<(), Error> {
        line("judul", &self.title)?;
        line("tempat-rapat", &self.place)?;
        if self.agenda.chars().count() > LONGEST_AGENDA {
            return Err(refused("documents/too-long", "agenda").with("most", LONGEST_AGENDA));
        }
        let link = self.link.as_str();
        let plain = link.chars().all(|c| c.is_ascii_graphic()) && link.len() <= 500;
        let whole = link.starts_with("https://") && plain;
        if !link.is_empty() && !whole {
            return Err(refused("documents/meeting-link", "tautan"));
        }
        if self.ends_at <= self.starts_at {
            return Err(refused("documents/meeting-times", "jam-selesai"));
        }
        if self.guests.is_empty() {
            return Err(refused("documents/meeting-nobody", "kantor"));
        }
        match self.guests.len() > MOST_GUESTS {
            true => Err(refused("documents/too-many-parties", "kantor").with("most", MOST_GUESTS)),
            false => Ok(()),
        }
    }
}

fn line(field: &str, text: &str) -> Result<(), Error> {
    if text.trim().is_empty() {
        return Err(refused("documents/meeting-field", field));
    }
    match text.chars().count() > LONGEST_TITLE || text.contains(['\0', '\n']) {
        true => Err(refused("documents/too-long", field).with("most", LONGEST_TITLE)),
        false => Ok(()),
    }
}

impl Meeting {
    /// # Errors
    /// `documents/meeting-state` when it is closed or called off.
    pub fn ensure_planned(&self) -> Result<(), Error> {
        match self.state == MeetingState::Planned {
            true => Ok(()),
            false => Err(self.wrong_state()),
        }
    }

    /// # Errors
    /// `documents/meeting-state` when it is not closed.
    pub fn ensure_closed(&self) -> Result<(), Error> {
        match self.state == MeetingState::Closed {
            true => Ok(()),
            false => Err(self.wrong_state()),
        }
    }

    fn wrong_state(&self) -> Error {
        Error::new(Kind::Conflict, "documents/meeting-state").with("state", self.state.as_str())
    }

    /// Whether people may confirm that they are there: from an hour before the beginning until it is
    /// closed, or half a day after its end.
    pub fn takes_attendance(&self, now: Instant) -> bool {
        let from = self.plan.starts_at.plus_seconds(-OPENS_BEFORE);
        let until = self.plan.ends_at.plus_seconds(CLOSES_AFTER);
        self.state == MeetingState::Planned && from <= now && now <= until
    }

    /// What somebody is who comes now.
    pub fn presence(&self, now: Instant) -> Presence {
        let late = self.plan.starts_at.plus_seconds(i64::from(self.plan.grace) * 60);
        if now > late { Presence::Late } else { Presence::Present }
    }
}

/// What the code of a meeting's room is made of at a moment, and a step before it: the message for
/// the keyed digest. Whoever does not sit in the room does not know it a few minutes later.
pub fn code_messages(meeting: Id<Meeting>, now: Instant) -> [String; 2] {
    let step = now.millis().div_euclid(STEP_SECONDS * 1_000);
    [step, step - 1].map(|step| format!("{meeting}/{step}"))
}

/// Eight digits of a keyed digest: short enough to be typed from a wall, too many to be guessed by
/// somebody who is known by name and slowed down.
pub fn digits(mac: &[u8; 32]) -> String {
    let [a, b, c, d, e, f, g, h, ..] = *mac;
    let number = u64::from_be_bytes([a, b, c, d, e, f, g, h]);
    format!("{:08}", number % 100_000_000)
}

/// A code as it was typed, without spaces and dashes; `None` when it is none.
pub fn read_code(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}
