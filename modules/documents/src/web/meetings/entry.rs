//! The form of a meeting: what was typed becomes a plan, and a plan fills the form.

use base::{Date, Error, Id, Instant, Kind, Zone};
use jiff::civil::Time;
use web::Form;

use crate::domain::meeting::{Guest, GuestKind, Meeting, Plan};

/// Minutes after the beginning from which somebody is late, unless the secretary says otherwise.
pub(super) const GRACE: u32 = 15;

/// What the form says; mistakes are noted at their fields.
pub(super) fn plan(form: &mut Form, zone: &Zone) -> Option<Plan> {
    let missing = || Error::new(Kind::Invalid, "documents/position");
    let title = form.required("judul");
    let place = form.required("tempat-rapat");
    let day = form.parse("hari", day);
    let from = form.parse("jam-mulai", time);
    let to = form.parse("jam-selesai", time);
    let position = form.parse("pengundang", |text| Id::parse(text).ok_or_else(missing));
    let grace = form.parse("toleransi", minutes);
    let guests = guests(form);
    let at = |day: Date, time: Time| zone.instant_of(day.to_datetime(time));
    Some(Plan {
        title: title?,
        agenda: form.value("agenda").replace('\r', ""),
        place: place?,
        link: form.value("tautan").to_owned(),
        starts_at: at(day?, from?),
        ends_at: at(day?, to?),
        position: position?,
        grace: grace?,
        guests,
    })
}

fn day(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| Error::new(Kind::Invalid, "documents/day"))
}

/// `09:30`, as a browser sends it, or `09.30`, as people write it.
fn time(text: &str) -> Result<Time, Error> {
    let bad = || Error::new(Kind::Invalid, "documents/meeting-time");
    let (hour, minute) = text.split_once([':', '.']).ok_or_else(bad)?;
    let minute = minute.get(..2).unwrap_or(minute);
    let (hour, minute) = (hour.parse().map_err(|_| bad())?, minute.parse().map_err(|_| bad())?);
    Time::new(hour, minute, 0, 0).map_err(|_| bad())
}

fn minutes(text: &str) -> Result<u32, Error> {
    let bad = || Error::new(Kind::Invalid, "documents/meeting-grace");
    text.parse().ok().filter(|minutes| *minutes <= 120).ok_or_else(bad)
}

/// Offices and positions that are ticked, then one name a line.
fn guests(form: &Form) -> Vec<Guest> {
    let office = |code: &String| Guest {
        kind: GuestKind::Office,
        agency: Some(code.clone()),
        position: None,
        name: String::new(),
    };
    let position = |id: &String| Guest {
        kind: GuestKind::Position,
        agency: None,
        position: Id::parse(id),
        name: String::new(),
    };
    let outside = |line: &str| Guest {
        kind: GuestKind::Outside,
        agency: None,
        position: None,
        name: line.to_owned(),
    };
    let lines = form.value("luar").lines().map(str::trim).filter(|line| !line.is_empty());
    let offices = form.list("kantor[]").iter().map(office);
    offices.chain(form.list("jabatan[]").iter().map(position)).chain(lines.map(outside)).collect()
}

/// The form filled with a meeting.
pub(super) fn filled(meeting: &Meeting, zone: &Zone) -> Form {
    let plan = &meeting.plan;
    let outside = plan.guests.iter().filter(|one| one.kind == GuestKind::Outside);
    let names: Vec<&str> = outside.map(|one| one.name.as_str()).collect();
    Form::new()
        .filled("judul", &plan.title)
        .filled("agenda", &plan.agenda)
        .filled("tempat-rapat", &plan.place)
        .filled("tautan", &plan.link)
        .filled("hari", plan.starts_at.date(zone))
        .filled("jam-mulai", clock(plan.starts_at, zone))
        .filled("jam-selesai", clock(plan.ends_at, zone))
        .filled("pengundang", plan.position)
        .filled("toleransi", plan.grace)
        .filled("luar", names.join("\n"))
}

/// `09:30`
fn clock(at: Instant, zone: &Zone) -> String {
    let civil = at.civil(zone);
    format!("{:02}:{:02}", civil.hour(), civil.minute())
}
