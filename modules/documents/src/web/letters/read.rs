//! A letter as paper: page by page as pictures, and as PDF.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Kind};
use web::{Form, Page, Pages, Visit, download, html, shown};

use super::show::SEES;
use crate::usecase::Office;
use crate::usecase::paper::{self, Look};
use crate::usecase::signing::note_opening;

pub(super) fn pages() -> Pages {
    Pages::new()
        .get("/naskah/{id}/baca", SEES, read)
        .get("/naskah/{id}/halaman/{number}", SEES, picture)
        .get("/naskah/{id}/naskah.pdf", SEES, pdf)
        .get("/naskah/{id}/revisi/{sha256}", SEES, revision)
}

#[derive(Template)]
#[template(path = "letter-read.html", blocks = ["main"])]
struct Read {
    page: Page,
    path: String,
    number: usize,
    count: usize,
}

async fn read(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let wanted = form.value("hal").parse::<usize>().unwrap_or(1).max(1);
    let count = paper::page_total(&office, visit.signed_in()?, id).await?;
    note_opening(&office, visit.signed_in()?, id).await?;
    let number = wanted.min(count.max(1));
    html(&Read { page: visit.work("doc-read"), path: super::path(id), number, count })
}

async fn picture(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path((id, number)): Path<(String, String)>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let number = number.trim_end_matches(".png").parse::<usize>().ok();
    let number = number.ok_or_else(|| Error::new(Kind::NotFound, "documents/no-picture"))?;
    let png = paper::picture(&office, visit.signed_in()?, id, number).await?;
    Ok(shown(&format!("halaman-{number}.png"), "image/png", png))
}

async fn pdf(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    note_opening(&office, visit.signed_in()?, id).await?;
    let (name, content) = match paper::pdf(&office, visit.signed_in()?, id).await? {
        Look::Stored(content) => (format!("naskah-{id}.pdf"), content),
        Look::Draft(content) => (format!("konsep-{id}.pdf"), content),
    };
    Ok(download(&name, "application/pdf", content))
}

async fn revision(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path((id, sha256)): Path<(String, String)>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let content = paper::revision(&office, visit.signed_in()?, id, &sha256).await?;
    Ok(download(&format!("naskah-{id}.pdf"), "application/pdf", content))
}
