//! The list of notes, and the form that adds one.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use web::{Access, Form, Page, Pages, Visit, html, html_with, see_other};

use super::PATH;
use crate::domain::Note;
use crate::permissions::{NOTE, SEE};
use crate::usecase::{Register, notes};

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, Access::Needs(SEE), show).post(PATH, Access::Needs(NOTE), add)
}

#[derive(Template)]
#[template(path = "skeleton-notes.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    path: &'static str,
    notes: Vec<Note>,
    may_note: bool,
}

async fn view(visit: &Visit, register: &Register, form: Form) -> base::Result<View> {
    let actor = visit.signed_in()?;
    let notes = notes::latest(register, actor).await?;
    let may_note = actor.scope(NOTE).is_some();
    Ok(View { page: visit.work("skeleton-notes"), form, path: PATH, notes, may_note })
}

async fn show(
    visit: Visit,
    Extension(register): Extension<Register>,
    form: Form,
) -> web::Result<Response> {
    html(&view(&visit, &register, form).await?)
}

async fn add(
    visit: Visit,
    Extension(register): Extension<Register>,
    mut form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    if let Some(title) = form.required("judul") {
        notes::add(&register, actor, &title).await?;
        return Ok(see_other(PATH));
    }
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view(&visit, &register, form).await?)
}
