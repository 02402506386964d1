//! Who sees a meeting, and what they may do with it.
//!
//! The office that arranges it and those that are invited see it, whoever attended, and whoever sees
//! letters everywhere. Its office writes; whoever holds the inviting position closes it, because its
//! decisions become tasks in the name of that position.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Held, Resource, authorise};

use super::letters::in_force;
use crate::domain::meeting::{Attendance, Meeting, MeetingState};
use crate::domain::minutes::{Minutes, MinutesVersion};
use crate::domain::task::{SourceKind, Task};
use crate::permissions::{INSTRUCT, MEET, READ};
use crate::store::meetings::{self, attendance, guests, minutes};
use crate::store::tasks;
use crate::usecase::Office;
use crate::usecase::access::{Person, person};

/// A meeting on its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub meeting: Meeting,
    pub agency_name: String,
    pub attendance: Vec<Attendance>,
    /// The newest version of the minutes.
    pub minutes: Option<(u32, Minutes)>,
    pub versions: Vec<MinutesVersion>,
    /// What its decisions became.
    pub tasks: Vec<Task>,
    pub may: May,
}

impl Shown {
    /// Lines of the attendance list that were not struck.
    pub fn attended(&self) -> impl Iterator<Item = &Attendance> {
        self.attendance.iter().filter(|line| line.struck.is_none())
    }
}

/// What a person may do with a meeting now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct May {
    pub change: bool,
    pub invite: bool,
    /// Show the code of the room.
    pub code: bool,
    /// Note and strike attendance by hand.
    pub attendance: bool,
    pub minutes: bool,
    pub correct: bool,
    /// Draft the letter of the minutes.
    pub letter: bool,
    pub close: bool,
    pub cancel: bool,
}

/// A meeting with everything its page shows.
///
/// # Errors
/// `documents/unknown-meeting` also for whoever may not see it.
pub async fn show(office: &Office, actor: &Actor, id: Id<Meeting>) -> Result<Shown> {
    let (today, now) = (office.cell().today(), office.cell().now());
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Shown> {
        let person = person(tx, actor, today).await?;
        let mut meeting = load_seen(tx, &person, id).await?;
        meeting.invitation = in_force(tx, meeting.invitation).await?;
        meeting.minutes_letter = in_force(tx, meeting.minutes_letter).await?;
        let newest = newest(tx, id).await?;
        let may = May {
            code: arranges(&person, &meeting) && meeting.takes_attendance(now),
            ..may(&person, &meeting, newest.is_some())
        };
        Ok(Shown {
            agency_name: identity::agency_name(tx, &meeting.agency).await?.unwrap_or_default(),
            attendance: attendance::list(tx, id).await?,
            versions: minutes::list(tx, id).await?,
            tasks: tasks::of_source(tx, SourceKind::Meeting, &id.to_string()).await?,
            minutes: newest,
            may,
            meeting,
        })
    });
    read.await
}

fn may(person: &Person<'_>, meeting: &Meeting, is_written: bool) -> May {
    let arranges = arranges(person, meeting);
    let planned = meeting.state == MeetingState::Planned;
    let chairs = chair(person, meeting).is_some();
    let closed = meeting.state == MeetingState::Closed;
    May {
        change: arranges && planned,
        invite: arranges && planned && meeting.invitation.is_none(),
        code: false,
        attendance: arranges && planned,
        minutes: (arranges || chairs) && planned,
        correct: (arranges || chairs) && closed,
        letter: arranges && closed && meeting.minutes_letter.is_none(),
        close: chairs && planned && is_written,
        cancel: (arranges || chairs) && planned,
    }
}

/// The newest version of the minutes.
pub(super) async fn newest(tx: &mut Tx, id: Id<Meeting>) -> Result<Option<(u32, Minutes)>> {
    let found = minutes::newest(tx, id).await?;
    found.map(|(version, json)| Ok((version, Minutes::from_json(&json)?))).transpose()
}

/// A meeting with its guests for somebody who may see it; for others it does not exist.
pub(super) async fn load_seen(
    tx: &mut Tx,
    person: &Person<'_>,
    id: Id<Meeting>,
) -> Result<Meeting> {
    let mut meeting = meetings::find(tx, id).await?.ok_or_else(unknown)?;
    meeting.plan.guests = guests::list(tx, id).await?;
    if sees(person, &meeting) || attended(tx, person.actor, id).await? {
        return Ok(meeting);
    }
    Err(unknown())
}

fn sees(person: &Person<'_>, meeting: &Meeting) -> bool {
    let reads = |agency: &str| authorise(person.actor, READ, Resource::Agency(agency)).is_ok();
    let desks = person.desks();
    reads(&meeting.agency)
        || desks.contains(&meeting.plan.position)
        || meeting.plan.guests.iter().any(|guest| {
            guest.position.is_some_and(|position| desks.contains(&position))
                || guest.agency.as_deref().is_some_and(reads)
        })
}

async fn attended(tx: &mut Tx, actor: &Actor, id: Id<Meeting>) -> Result<bool> {
    let lines = attendance::list(tx, id).await?;
    Ok(lines.iter().any(|line| line.account.as_deref() == Some(actor.id())))
}

/// A meeting for somebody of the office that arranges it.
///
/// # Errors
/// `documents/unknown-meeting`; `documents/meeting-not-yours`.
pub(super) async fn load_arranged(
    tx: &mut Tx,
    person: &Person<'_>,
    id: Id<Meeting>,
) -> Result<Meeting> {
    let meeting = load_seen(tx, person, id).await?;
    match arranges(person, &meeting) {
        true => Ok(meeting),
        false => Err(not_yours()),
    }
}

pub(super) fn arranges(person: &Person<'_>, meeting: &Meeting) -> bool {
    authorise(person.actor, MEET, Resource::Agency(&meeting.agency)).is_ok()
}

/// Somebody as the holder of the inviting position.
pub(super) fn chair<'a>(person: &'a Person<'_>, meeting: &Meeting) -> Option<&'a Held> {
    let held = person.holds(meeting.plan.position)?;
    authorise(person.actor, INSTRUCT, Resource::Cell).is_ok().then_some(held)
}

pub(super) fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/unknown-meeting")
}

pub(super) fn not_yours() -> Error {
    Error::new(Kind::Forbidden, "documents/meeting-not-yours")
}
