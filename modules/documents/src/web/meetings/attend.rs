//! Confirming one's own attendance with the code of the room.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Clock, Kind};
use web::{Access, Form, Limiter, Page, Pages, Visit, html, html_with, see_other};

use crate::domain::meeting::Meeting;
use crate::usecase::Office;
use crate::usecase::meetings;

/// Typed from a wall: short.
pub(super) const PATH: &str = "/naskah/hadir";

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, Access::SignedIn, ask).post(PATH, Access::SignedIn, confirm)
}

#[derive(Template)]
#[template(path = "attend.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    /// The meeting whose code was given.
    meeting: Option<Meeting>,
    is_there: bool,
}

/// Tries at codes of one person: far more than anybody needs, far fewer than guessing takes.
#[derive(Clone)]
pub(super) struct Tries(Arc<Limiter>);

impl Tries {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let burst = NonZeroU32::new(12).unwrap_or(NonZeroU32::MIN);
        Self(Arc::new(Limiter::new(clock, burst, Duration::from_secs(10), 20_000)))
    }
}

/// The form, and the meeting where a code came with the address.
async fn ask(
    visit: Visit,
    Extension(office): Extension<Office>,
    Extension(tries): Extension<Tries>,
    mut form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let page = visit.work("doc-attend");
    if form.value("kode-ruang").is_empty() {
        return html(&View { page, form, meeting: None, is_there: false });
    }
    tries.0.take(actor.id())?;
    match meetings::find_room(&office, actor, form.value("kode-ruang")).await {
        Ok((meeting, is_there)) => html(&View { page, form, meeting: Some(meeting), is_there }),
        Err(error) if error.kind() == Kind::Invalid => {
            form.refuse("kode-ruang", &error);
            let view = View { page, form, meeting: None, is_there: false };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error.into()),
    }
}

async fn confirm(
    visit: Visit,
    Extension(office): Extension<Office>,
    Extension(tries): Extension<Tries>,
    mut form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    tries.0.take(actor.id())?;
    match meetings::confirm(&office, actor, form.value("kode-ruang")).await {
        Ok(id) => Ok(see_other(&super::path(id))),
        Err(error) if error.kind() == Kind::Invalid => {
            form.refuse("kode-ruang", &error);
            let page = visit.work("doc-attend");
            let view = View { page, form, meeting: None, is_there: false };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error.into()),
    }
}
