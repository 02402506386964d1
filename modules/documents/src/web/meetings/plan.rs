//! Arranging a meeting and changing it.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind};
use identity::{Agency, Position, Rank};
use web::{Choice, Form, Page, Pages, Visit, html, html_with, see_other};

use super::{ARRANGES, entry};
use crate::domain::meeting::{GuestKind, Meeting};
use crate::usecase::choices::choices;
use crate::usecase::{Office, meetings};

const NEW: &str = "/naskah/rapat/baru";

pub(super) fn pages() -> Pages {
    Pages::new()
        .get(NEW, ARRANGES, ask)
        .post(NEW, ARRANGES, arrange)
        .get("/naskah/rapat/{id}/ubah", ARRANGES, edit)
        .post("/naskah/rapat/{id}/ubah", ARRANGES, change)
}

#[derive(Template)]
#[template(path = "meetings-form.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    action: String,
    /// Positions of the own office that may invite.
    inviters: Vec<Choice>,
    offices: Vec<Agency>,
    positions: Vec<Position>,
    /// Codes of offices and ids of positions that are ticked.
    ticked: Vec<String>,
}

impl View {
    fn is_ticked(&self, id: impl ToString) -> bool {
        self.ticked.contains(&id.to_string())
    }

    fn position_label(&self, position: &Position) -> String {
        let office = self.offices.iter().find(|office| office.code == position.agency);
        let office = office.map_or(&*position.agency, |office| &office.name);
        format!("{} – {office}", position.title)
    }
}

async fn view(
    visit: &Visit,
    office: &Office,
    (form, action): (Form, String),
    before: Option<&Meeting>,
) -> base::Result<View> {
    let actor = visit.signed_in()?;
    let choices = choices(office, actor).await?;
    let home = actor.agency().unwrap_or_default();
    let invites = |one: &&Position| {
        one.agency == home && matches!(one.rank, Rank::Region | Rank::Head | Rank::Structural)
    };
    let own = choices.positions.iter().filter(invites);
    let inviters = own.map(|one| Choice::new(one.id.to_string(), &one.title)).collect();
    let typed = [form.list("kantor[]"), form.list("jabatan[]")].concat();
    let ticked = match before {
        Some(meeting) if typed.is_empty() => meeting.plan.guests.iter().filter_map(ticks).collect(),
        _ => typed,
    };
    let positions = choices.positions.into_iter().filter(|one| one.rank != Rank::Adjutant);
    Ok(View {
        page: visit.work(if before.is_some() { "doc-meeting-change" } else { "doc-meeting-new" }),
        form,
        action,
        inviters,
        offices: choices.offices,
        positions: positions.collect(),
        ticked,
    })
}

fn ticks(guest: &crate::domain::meeting::Guest) -> Option<String> {
    match guest.kind {
        GuestKind::Office => guest.agency.clone(),
        GuestKind::Position => guest.position.map(|id| id.to_string()),
        GuestKind::Outside => None,
    }
}

async fn ask(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    let form = Form::new().filled("toleransi", entry::GRACE);
    html(&view(&visit, &office, (form, NEW.to_owned()), None).await?)
}

async fn arrange(
    visit: Visit,
    Extension(office): Extension<Office>,
    mut form: Form,
) -> web::Result<Response> {
    if let Some(plan) = entry::plan(&mut form, visit.cell().zone()) {
        match meetings::arrange(&office, visit.signed_in()?, &plan).await {
            Ok(id) => return Ok(see_other(&super::path(id))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let view = view(&visit, &office, (form, NEW.to_owned()), None).await?;
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

/// Notes a refusal at its field; anything that is not about the form goes on.
pub(super) fn refuse(form: &mut Form, error: Error) -> base::Result<()> {
    let named = error.params().iter().find(|(name, _)| *name == "field");
    match (error.kind(), named.map(|(_, field)| field.clone())) {
        (Kind::Invalid, Some(field)) => {
            form.refuse(&field, &error);
            Ok(())
        }
        _ => Err(error),
    }
}

async fn found(visit: &Visit, office: &Office, id: Id<Meeting>) -> base::Result<Meeting> {
    Ok(meetings::show(office, visit.signed_in()?, id).await?.meeting)
}

async fn edit(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let meeting = found(&visit, &office, id).await?;
    let form = entry::filled(&meeting, visit.cell().zone());
    let action = format!("{}/ubah", super::path(id));
    html(&view(&visit, &office, (form, action), Some(&meeting)).await?)
}

async fn change(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    if let Some(plan) = entry::plan(&mut form, visit.cell().zone()) {
        match meetings::change(&office, visit.signed_in()?, id, &plan).await {
            Ok(()) => return Ok(see_other(&super::path(id))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let meeting = found(&visit, &office, id).await?;
    let action = format!("{}/ubah", super::path(id));
    let view = view(&visit, &office, (form, action), Some(&meeting)).await?;
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}
