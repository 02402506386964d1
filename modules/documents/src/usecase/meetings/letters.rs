//! The letters of a meeting: the invitation before, the minutes after. Both are drafts of whoever
//! asks for them and go the way of every letter.

use std::collections::BTreeMap;

use base::{Date, Error, Id, Kind, Language, Result, format};
use db::Tx;
use identity::{Actor, Position};
use serde_json::json;

use super::plan::trace;
use super::see::{load_arranged, newest, show};
use crate::audit_kinds::{MEETING_INVITED, MINUTES_LETTER};
use crate::domain::content::{Body, Content, Reviewer, Secrecy, Urgency};
use crate::domain::letter::{Letter, Record, State};
use crate::domain::meeting::{Attendance, GuestKind, Meeting, Presence};
use crate::domain::minutes::Minutes;
use crate::domain::party::{Party, Scope};
use crate::store::{letters, meetings};
use crate::usecase::Office;
use crate::usecase::access::person;
use crate::usecase::choices::{Choices, choices};
use crate::usecase::draft::{Beginning, begin_within, prepare};

/// Drafts the letter of invitation. Its id.
///
/// # Errors
/// `documents/unknown-meeting`, `documents/meeting-not-yours`, `documents/meeting-state`,
/// `documents/meeting-letter-there`, `documents/signer-rank`, those of beginning a letter.
pub async fn invite(office: &Office, actor: &Actor, id: Id<Meeting>) -> Result<Id<Letter>> {
    let shown = show(office, actor, id).await?;
    let choices = choices(office, actor).await?;
    let content = invitation(office, &shown.meeting, &choices);
    let beginning = prepare(office, actor, "undangan", content).await?;
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<Id<Letter>> {
        let person = person(tx, actor, today).await?;
        let meeting = load_arranged(tx, &person, id).await?;
        meeting.ensure_planned()?;
        ensure_none(tx, meeting.invitation).await?;
        let letter = begin(tx, office, actor, &beginning).await?;
        meetings::set_invitation(tx, id, letter).await?;
        let facts = json!({ "letter": letter.to_string() });
        trace(tx, office, actor, (id, MEETING_INVITED), facts).await?;
        Ok(letter)
    };
    cell.db().write(write).await
}

async fn begin(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    beginning: &Beginning,
) -> Result<Id<Letter>> {
    begin_within(tx, office, actor, beginning).await
}

async fn ensure_none(tx: &mut Tx, letter: Option<Id<Letter>>) -> Result<()> {
    match in_force(tx, letter).await? {
        None => Ok(()),
        Some(_) => Err(Error::new(Kind::Conflict, "documents/meeting-letter-there")),
    }
}

/// The letter, unless it was given up: then another may be drafted.
pub(super) async fn in_force(
    tx: &mut Tx,
    letter: Option<Id<Letter>>,
) -> Result<Option<Id<Letter>>> {
    let Some(id) = letter else { return Ok(None) };
    let found = letters::find(tx, id).await?;
    let given_up = |one: &Record| matches!(one.state, State::Withdrawn | State::Cancelled);
    Ok(found.filter(|one| !given_up(one)).map(|one| one.id))
}

fn invitation(office: &Office, meeting: &Meeting, choices: &Choices) -> Content {
    let plan = &meeting.plan;
    let zone = office.cell().zone();
    let civil = plan.starts_at.civil(zone);
    let mut place = plan.place.clone();
    if !plan.link.is_empty() {
        place = format!("{place}, atau melalui {}", plan.link);
    }
    let fields = [
        ("hari", civil.date().to_string()),
        ("pukul", plan.hours(office.cell().zone())),
        ("ruang", place),
        ("acara", plan.title.clone()),
        ("catatan", one_line(&plan.agenda)),
    ];
    let body = "Dengan hormat, bersama ini kami mengundang Bapak/Ibu untuk hadir pada:";
    Content {
        to: guests(meeting, choices),
        fields: filled(fields),
        reviewers: reviewers(choices, plan.position),
        ..draft(format!("Undangan {}", plan.title), body.to_owned(), plan.position)
    }
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

fn filled<const N: usize>(fields: [(&str, String); N]) -> BTreeMap<String, String> {
    let said = fields.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(name, text)| (name.to_owned(), text)).collect()
}

/// A draft that its author completes: with a classification code, above all.
fn draft(subject: String, body: String, signer: Id<Position>) -> Content {
    Content {
        subject,
        classification: String::new(),
        secrecy: Secrecy::Biasa,
        urgency: Urgency::Biasa,
        fields: BTreeMap::new(),
        body: Body::Typed(body),
        to: Vec::new(),
        cc: Vec::new(),
        attachments: Vec::new(),
        reviewers: Vec::new(),
        signer: signer.to_string(),
        on_behalf: None,
    }
}

/// Offices of this government once each, whoever comes from outside by name.
fn guests(meeting: &Meeting, choices: &Choices) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    for guest in &meeting.plan.guests {
        let party = match (guest.kind, guest.agency.as_deref()) {
            (GuestKind::Office | GuestKind::Position, Some(code)) => {
                Party::internal(code, choices.office_name(code))
            }
            _ => Party {
                scope: Scope::Outside,
                agency: String::new(),
                name: guest.name.clone(),
                address: String::new(),
            },
        };
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    parties
}

/// The usual way of this author's letters, as far as it leads to that signer.
fn reviewers(choices: &Choices, signer: Id<Position>) -> Vec<Reviewer> {
    use crate::domain::chain::Manner;
    if choices.usual.signer != Some(signer) {
        return Vec::new();
    }
    let (title, manner) = (String::new(), Manner::Hierarki);
    let reviewer =
        |id: &Id<Position>| Reviewer { position: id.to_string(), title: title.clone(), manner };
    choices.usual.reviewers.iter().map(reviewer).collect()
}

/// Which letter the minutes become, and who signs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinutesLetter<'a> {
    /// `notula` or `berita-acara`.
    pub kind: &'a str,
    pub signer: Id<Position>,
}

/// Drafts the letter of the minutes of a closed meeting. Its id.
///
/// # Errors
/// As [`invite`]; `documents/unknown-type` for another type.
pub async fn minutes_letter(
    office: &Office,
    actor: &Actor,
    id: Id<Meeting>,
    wish: MinutesLetter<'_>,
) -> Result<Id<Letter>> {
    let shown = show(office, actor, id).await?;
    let (written, minutes) = shown.minutes.as_ref().ok_or_else(super::see::unknown)?;
    let attended: Vec<&Attendance> = shown.attended().collect();
    let content = match wish.kind {
        "notula" => notula(office, &shown.meeting, (minutes, &attended), wish.signer),
        "berita-acara" => record(office, &shown.meeting, minutes, wish.signer),
        _ => return Err(Error::new(Kind::NotFound, "documents/unknown-type")),
    };
    let beginning = prepare(office, actor, wish.kind, content).await?;
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<Id<Letter>> {
        let person = person(tx, actor, today).await?;
        let meeting = load_arranged(tx, &person, id).await?;
        meeting.ensure_closed()?;
        ensure_none(tx, meeting.minutes_letter).await?;
        let version = newest(tx, id).await?.map_or(0, |(version, _)| version);
        // The letter says what its version says.
        if version != *written {
            return Err(Error::new(Kind::Conflict, "documents/newer-version"));
        }
        let letter = begin(tx, office, actor, &beginning).await?;
        meetings::set_minutes_letter(tx, id, letter).await?;
        let facts = json!({ "letter": letter.to_string(), "version": version });
        trace(tx, office, actor, (id, MINUTES_LETTER), facts).await?;
        Ok(letter)
    };
    cell.db().write(write).await
}

/// As letters write a day: `21 November 2026`.
fn day(day: Date) -> String {
    format::date(day, Language::Id)
}

fn notula(
    office: &Office,
    meeting: &Meeting,
    (minutes, attended): (&Minutes, &[&Attendance]),
    signer: Id<Position>,
) -> Content {
    let plan = &meeting.plan;
    let there = attended.iter().filter(|line| line.presence != Presence::Excused);
    let people: Vec<String> = there.map(|line| person_line(line)).collect();
    let fields = [
        ("hari", plan.starts_at.date(office.cell().zone()).to_string()),
        ("pukul", plan.hours(office.cell().zone())),
        ("ruang", plan.place.clone()),
        ("pimpinan", meeting.position_title.clone()),
        ("notulis", meeting.secretary_name.clone()),
        ("peserta", people.join("\n")),
        ("acara", plan.agenda.clone()),
    ];
    Content { fields: filled(fields), ..draft(plan.title.clone(), minutes.body(day), signer) }
}

fn person_line(line: &Attendance) -> String {
    match line.title.as_str() {
        "" => line.name.clone(),
        title => format!("{} ({title})", line.name),
    }
}

fn record(office: &Office, meeting: &Meeting, minutes: &Minutes, signer: Id<Position>) -> Content {
    let plan = &meeting.plan;
    let date = day(plan.starts_at.date(office.cell().zone()));
    let opening = format!(
        "Pada tanggal {date} bertempat di {}, telah dilaksanakan {} dengan hasil sebagai berikut:",
        plan.place, plan.title
    );
    let fields = filled([("pembuka", opening)]);
    Content { fields, ..draft(plan.title.clone(), minutes.body(day), signer) }
}
