//! Attendance: people confirm with the code of the room, the secretary notes guests by hand.

use base::{Error, Id, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Held};
use serde_json::json;

use super::plan::trace;
use super::see::{load_arranged, unknown};
use crate::audit_kinds::{MEETING_ATTENDED, MEETING_UNATTENDED};
use crate::domain::content::refused;
use crate::domain::meeting::{
    Attendance, Meeting, Noted, Presence, code_messages, digits, read_code,
};
use crate::domain::task::TaskError;
use crate::store::meetings::{self, attendance};
use crate::usecase::Office;
use crate::usecase::access::person;
use crate::usecase::draft::checked_note;

/// Separates this use of the cell's secret from others.
const PURPOSE: &str = "documents/attendance";
/// Letters of a guest's name and of where they come from.
const LONGEST_NAME: usize = 200;
/// How far from its beginning and end a meeting is looked for, in seconds.
const AROUND: i64 = 24 * 3_600;

/// A meeting with the code of its room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    pub meeting: Meeting,
    pub code: String,
    /// How many are there.
    pub count: usize,
}

/// The code of a meeting's room at this moment, for the office that arranges it.
///
/// # Errors
/// `documents/unknown-meeting`, `documents/meeting-not-yours`, `documents/attendance-closed`.
pub async fn room(office: &Office, actor: &Actor, id: Id<Meeting>) -> Result<Room> {
    let (cell, today) = (office.cell(), office.cell().today());
    let read = cell.db().read(async |tx: &mut Tx| -> Result<(Meeting, usize)> {
        let person = person(tx, actor, today).await?;
        let meeting = load_arranged(tx, &person, id).await?;
        let lines = attendance::list(tx, id).await?;
        let there =
            |line: &&Attendance| line.struck.is_none() && line.presence != Presence::Excused;
        Ok((meeting, lines.iter().filter(there).count()))
    });
    let (meeting, count) = read.await?;
    if !meeting.takes_attendance(cell.now()) {
        return Err(closed());
    }
    let [code, _] = codes(cell, id);
    Ok(Room { meeting, code, count })
}

/// The code of this moment, and the one before it.
fn codes(cell: &Cell, id: Id<Meeting>) -> [String; 2] {
    code_messages(id, cell.now())
        .map(|message| digits(&cell.keys().mac(PURPOSE, message.as_bytes())))
}

/// The meeting whose code this is now, and whether this person is on its list already.
///
/// # Errors
/// `documents/attendance-code` when it is the code of none.
pub async fn find_room(office: &Office, actor: &Actor, typed: &str) -> Result<(Meeting, bool)> {
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<(Meeting, bool)> {
        let meeting = by_code(tx, office.cell(), typed).await?;
        let there = own_line(tx, actor, meeting.id).await?.is_some();
        Ok((meeting, there))
    });
    read.await
}

async fn by_code(tx: &mut Tx, cell: &Cell, typed: &str) -> Result<Meeting> {
    let wrong = || refused("documents/attendance-code", "kode-ruang");
    let code = read_code(typed).ok_or_else(wrong)?;
    let now = cell.now();
    let around = (now.plus_seconds(AROUND), now.plus_seconds(-AROUND));
    let held = meetings::held(tx, around).await?;
    let fits = |one: &Meeting| one.takes_attendance(now) && codes(cell, one.id).contains(&code);
    held.into_iter().find(fits).ok_or_else(wrong)
}

async fn own_line(tx: &mut Tx, actor: &Actor, id: Id<Meeting>) -> Result<Option<Attendance>> {
    let lines = attendance::list(tx, id).await?;
    let own =
        |line: &Attendance| line.struck.is_none() && line.account.as_deref() == Some(actor.id());
    Ok(lines.into_iter().find(own))
}

/// Somebody who is signed in confirms that they sit in the room. Once is enough: a second time
/// changes nothing. The meeting.
///
/// # Errors
/// `documents/attendance-code`.
pub async fn confirm(office: &Office, actor: &Actor, typed: &str) -> Result<Id<Meeting>> {
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<Id<Meeting>> {
        let meeting = by_code(tx, cell, typed).await?;
        if own_line(tx, actor, meeting.id).await?.is_some() {
            return Ok(meeting.id);
        }
        let held = identity::held_by(tx, actor.id(), today).await?;
        let line = Attendance {
            number: attendance::next(tx, meeting.id).await?,
            account: Some(actor.id().to_owned()),
            name: actor.name().to_owned(),
            title: title(tx, actor, &held).await?,
            presence: meeting.presence(cell.now()),
            noted: Noted::Code,
            at: cell.now(),
            noted_by: actor.name().to_owned(),
            note: String::new(),
            struck: None,
        };
        add(tx, office, actor, meeting.id, &line).await?;
        Ok(meeting.id)
    };
    cell.db().write(write).await
}

/// How somebody stands on the list: their positions, else their office.
async fn title(tx: &mut Tx, actor: &Actor, held: &[Held]) -> Result<String> {
    if held.is_empty() {
        let agency = actor.agency().unwrap_or_default();
        return Ok(identity::agency_name(tx, agency).await?.unwrap_or_default());
    }
    Ok(held.iter().map(Held::capacity).collect::<Vec<_>>().join(", "))
}

async fn add(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    id: Id<Meeting>,
    line: &Attendance,
) -> Result<()> {
    attendance::add(tx, id, line).await?;
    let facts = json!({
        "number": line.number,
        "account": line.account,
        "presence": line.presence.as_str(),
        "manner": line.noted.as_str(),
    });
    trace(tx, office, actor, (id, MEETING_ATTENDED), facts).await
}

/// A line that the secretary notes by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    pub name: String,
    /// Position and office, or where a guest comes from.
    pub title: String,
    pub presence: Presence,
    pub note: String,
}

/// The secretary notes a guest, or somebody who is excused.
///
/// # Errors
/// `documents/unknown-meeting`, `documents/meeting-not-yours`, `documents/meeting-state`,
/// `documents/attendance-name`.
pub async fn by_hand(office: &Office, actor: &Actor, id: Id<Meeting>, said: &Hand) -> Result<()> {
    let note = checked_note(&said.note)?;
    let fits = |text: &str| text.chars().count() <= LONGEST_NAME && !text.contains('\0');
    if said.name.trim().is_empty() || !fits(&said.name) || !fits(&said.title) {
        return Err(refused("documents/attendance-name", "nama-tamu"));
    }
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<()> {
        let person = person(tx, actor, today).await?;
        load_arranged(tx, &person, id).await?.ensure_planned()?;
        let line = Attendance {
            number: attendance::next(tx, id).await?,
            account: None,
            name: said.name.trim().to_owned(),
            title: said.title.trim().to_owned(),
            presence: said.presence,
            noted: Noted::Hand,
            at: cell.now(),
            noted_by: actor.name().to_owned(),
            note: note.clone(),
            struck: None,
        };
        add(tx, office, actor, id, &line).await
    };
    cell.db().write(write).await
}

/// Strikes a line that is wrong, with a reason; it stays readable.
///
/// # Errors
/// As [`by_hand`]; `documents/task-reason`.
pub async fn strike(
    office: &Office,
    actor: &Actor,
    id: Id<Meeting>,
    (number, reason): (u32, &str),
) -> Result<()> {
    let reason = checked_note(reason)?;
    if reason.is_empty() {
        return Err(TaskError::NoReason.into());
    }
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<()> {
        let person = person(tx, actor, today).await?;
        load_arranged(tx, &person, id).await?.ensure_planned()?;
        let by = (cell.now(), actor.name());
        if !attendance::strike(tx, (id, number), by, &reason).await? {
            return Err(unknown());
        }
        let facts = json!({ "number": number, "reason": reason });
        trace(tx, office, actor, (id, MEETING_UNATTENDED), facts).await
    };
    cell.db().write(write).await
}

fn closed() -> Error {
    Error::new(Kind::Conflict, "documents/attendance-closed")
}
