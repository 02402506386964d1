//! One attempt: what became of it, and what a person can do when nobody knows.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind, Result};
use web::{Access, Explained, Form, Page, Pages, Upload, Visit, html_with, see_other};

use super::PATH;
use crate::domain::signing::{Attempt, AttemptState};
use crate::permissions::READ;
use crate::usecase::signing::{Looked, SigningHouse, bring, clear, look, look_again};
use crate::web::letters::files::{UPLOAD, read};
use crate::web::refusal::placed;

pub(super) fn pages() -> Pages {
    // Signer or clerk: which of them, the use-case knows.
    let sees = Access::Needs(READ);
    Pages::new()
        .get("/tanda-tangan/percobaan/{id}", sees, show)
        .post("/tanda-tangan/percobaan/{id}/periksa", sees, again)
        .post("/tanda-tangan/percobaan/{id}/hapus", sees, give_up)
        .post_within(UPLOAD, "/tanda-tangan/percobaan/{id}/berkas", sees, brought)
}

#[derive(Template)]
#[template(path = "sign-attempt.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    path: String,
    looked: Looked,
    problem: Option<Explained>,
}

impl View {
    fn word(&self, beginning: &str, end: &str) -> String {
        crate::web::words::word(&self.page, beginning, end)
    }

    fn is_unknown(&self) -> bool {
        self.looked.attempt.state == AttemptState::Unknown
    }
}

fn id(text: &str) -> Result<Id<Attempt>> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-attempt"))
}

async fn show(
    visit: Visit,
    Extension(house): Extension<SigningHouse>,
    Path(text): Path<String>,
) -> web::Result<Response> {
    shown(&visit, &house, id(&text)?, Form::new(), (StatusCode::OK, None)).await
}

async fn shown(
    visit: &Visit,
    house: &SigningHouse,
    id: Id<Attempt>,
    form: Form,
    (status, problem): (StatusCode, Option<Error>),
) -> web::Result<Response> {
    let looked = look(house, visit.signed_in()?, id).await?;
    let page = visit.work("sign-attempt");
    let problem = problem.map(|error| page.error(&error));
    let path = format!("{PATH}/percobaan/{id}");
    html_with(status, &View { page, form, path, looked, problem })
}

async fn after(
    visit: &Visit,
    house: &SigningHouse,
    id: Id<Attempt>,
    mut form: Form,
    done: Result<()>,
) -> web::Result<Response> {
    let Err(error) = done else { return Ok(see_other(&format!("{PATH}/percobaan/{id}"))) };
    let placed = placed(&mut form, error)?;
    shown(visit, house, id, form, placed).await
}

async fn again(
    visit: Visit,
    Extension(house): Extension<SigningHouse>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = id(&text)?;
    let done = look_again(&house, visit.signed_in()?, id).await;
    after(&visit, &house, id, form, done).await
}

async fn give_up(
    visit: Visit,
    Extension(house): Extension<SigningHouse>,
    Path(text): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = id(&text)?;
    let done = clear(&house, visit.signed_in()?, id, form.value("alasan")).await;
    after(&visit, &house, id, form, done).await
}

async fn brought(
    visit: Visit,
    Extension(house): Extension<SigningHouse>,
    Path(text): Path<String>,
    mut upload: Upload,
) -> web::Result<Response> {
    let id = id(&text)?;
    let (_, content) = read(&mut upload).await?;
    let done = bring(&house, visit.signed_in()?, id, content).await;
    after(&visit, &house, id, Form::new(), done).await
}
