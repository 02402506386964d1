//! The calendar of releases for programs: JSON, and iCalendar (RFC 5545) that any calendar subscribes to.

use axum::response::Response;
use base::{Instant, Language, Result};
use icalendar::{Calendar, Component, Event, EventStatus};
use serde_json::{Value, json};
use web::{Call, Wires};

use super::answer::{self, JSON, Said};
use super::{WHY, root};
use crate::usecase::Bureau;
use crate::usecase::process::calendar::{self, Promise, Standing};

const ICALENDAR: &str = "text/calendar; charset=utf-8";

pub(super) fn wires(bureau: &Bureau) -> Wires {
    let (one, other) = (bureau.clone(), bureau.clone());
    Wires::new().get("/statistik/kalender.json", WHY, move |call| as_json(one.clone(), call)).get(
        "/statistik/kalender.ics",
        WHY,
        move |call| as_icalendar(other.clone(), call),
    )
}

async fn as_json(bureau: Bureau, call: Call) -> Response {
    match calendar::shown(&bureau).await {
        Ok(all) => {
            let all: Vec<Value> = all.iter().map(|it| row(&bureau, it)).collect();
            answer::good(&call, JSON, json!({ "jadwal": all }).to_string())
        }
        Err(error) => failed(error),
    }
}

async fn as_icalendar(bureau: Bureau, call: Call) -> Response {
    match calendar::shown(&bureau).await.and_then(|all| written(&bureau, &all)) {
        Ok(text) => answer::good(&call, ICALENDAR, text),
        Err(error) => failed(error),
    }
}

/// A promise with the names of the dossier: planned and real, in the zone of the cell.
fn row(bureau: &Bureau, it: &Promise) -> Value {
    let zone = bureau.cell().zone();
    let text = |at: Instant| at.civil(zone).strftime("%Y-%m-%dT%H:%M:%S").to_string();
    json!({
        "dataset": it.dataset.id,
        "judul": it.dataset.title(Language::Id),
        "title": it.dataset.title(Language::En),
        "periode": it.obligation.period.to_string(),
        "produsen": it.obligation.producer,
        "tanggal_rencana": it.obligation.planned_release.map(text),
        "tanggal_nyata": it.released().map(text),
        "zona": zone.name(),
        "status": it.standing.code(),
        "halaman": format!("{}/statistik/{}", root(bureau), it.dataset.id),
    })
}

fn written(bureau: &Bureau, all: &[Promise]) -> Result<String> {
    let mut calendar = Calendar::new();
    let name = format!("Kalender rilis statistik {}", bureau.cell().settings().name);
    calendar.name(&name).timezone(bureau.cell().zone().name());
    for it in all {
        calendar.push(event(bureau, it));
    }
    Ok(calendar.done().to_string())
}

/// An event of the planned hour; what was released later says so, and stays where it was promised.
fn event(bureau: &Bureau, it: &Promise) -> Event {
    let mut event = Event::new();
    let host = root(bureau).split("://").last().unwrap_or_default();
    let title = it.dataset.title(Language::Id);
    event
        .uid(&format!("{}@{host}", it.obligation.id))
        .summary(&format!("{title} {}", it.obligation.period))
        .url(&format!("{}/statistik/{}", root(bureau), it.dataset.id))
        .description(said(it.standing))
        .status(match it.standing {
            Standing::InTime | Standing::Delayed => EventStatus::Confirmed,
            Standing::Planned | Standing::Late => EventStatus::Tentative,
        })
        .add_property("DTSTAMP", utc(it.obligation.changed_at));
    if let Some(at) = it.obligation.planned_release {
        event.add_property("DTSTART", utc(at));
    }
    event.done()
}

fn said(standing: Standing) -> &'static str {
    match standing {
        Standing::Planned => "Direncanakan",
        Standing::Late => "Belum terbit, lewat jadwal",
        Standing::InTime => "Terbit tepat waktu",
        Standing::Delayed => "Terbit terlambat",
    }
}

/// `20261201T010000Z`
fn utc(at: Instant) -> String {
    let text = at.to_string();
    let seconds = text.split('.').next().unwrap_or_default();
    format!("{}Z", seconds.replace(['-', ':'], ""))
}

fn failed(error: base::Error) -> Response {
    let said = Said::of(&error);
    answer::bad(said.status(), JSON, json!({ "error": said.text }).to_string())
}
