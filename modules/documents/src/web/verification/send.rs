//! The page itself: choose a file, read the answer, get the version that was signed.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind};
use web::{Form, OpenUpload, Page, Visit, download, for_anybody, html, html_with, paths};

use super::Desk;
use super::answer::Answer;
use super::receive::{self, Received, no_file};
use crate::web::compared::{self, About};

#[derive(Template)]
#[template(path = "verification-start.html", blocks = ["main"])]
struct Start {
    page: Page,
    form: Form,
}

pub(super) async fn ask(visit: Visit) -> web::Result<Response> {
    let page = visit.page("verify-title");
    Ok(for_anybody(&visit, html(&Start { page, form: Form::new() })?))
}

/// The page again, with what is wrong at the field.
fn asked_again(visit: &Visit, error: &Error) -> web::Result<Response> {
    let status = match error.kind() {
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut form = Form::new();
    form.refuse("berkas", error);
    html_with(status, &Start { page: visit.page("verify-title"), form })
}

pub(super) async fn judge(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    OpenUpload(upload): OpenUpload,
) -> web::Result<Response> {
    let received = match again(&visit, &desk, upload).await? {
        Ok(received) => received,
        Err(asked) => return Ok(asked),
    };
    let judged = desk.verifier.judge(received.sent).await?;
    html(&Answer::new(visit.page("verify-title"), judged, received.name))
}

async fn received(desk: &Desk, upload: web::Upload) -> base::Result<Received> {
    receive::form(&desk.verifier, upload, "berkas").await?.ok_or_else(no_file)
}

fn is_told_at_the_field(error: &Error) -> bool {
    matches!(error.code(), "documents/verify-no-file" | "documents/verify-too-large")
}

/// The beginning of the file that a signature covers. The file was not kept, so it comes once more.
pub(super) async fn version(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    OpenUpload(upload): OpenUpload,
) -> web::Result<Response> {
    let received = match again(&visit, &desk, upload).await? {
        Ok(received) => received,
        Err(asked) => return Ok(asked),
    };
    let signature = received.signature.unwrap_or(1);
    let version = desk.verifier.version(received.sent, signature).await?;
    Ok(download(&version_name(&received.name, signature), "application/pdf", version))
}

/// The pages of that beginning beside those of the whole file.
pub(super) async fn compare(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    OpenUpload(upload): OpenUpload,
) -> web::Result<Response> {
    let received = match again(&visit, &desk, upload).await? {
        Ok(received) => received,
        Err(asked) => return Ok(asked),
    };
    let about = About { lead: "doc-pages-lead-sent", name: received.name, number: None };
    let changes = desk.verifier.compare(received.sent, received.signature.unwrap_or(1)).await?;
    let back = (paths::VERIFY.to_owned(), "verify-title");
    compared::answer(visit.page("doc-pages-title"), back, about, &changes)
}

/// A file that came once more, or the page that asks for it.
async fn again(
    visit: &Visit,
    desk: &Desk,
    upload: web::Upload,
) -> web::Result<Result<Received, Response>> {
    desk.admit(visit)?;
    match received(desk, upload).await {
        Ok(received) => Ok(Ok(received)),
        Err(error) if is_told_at_the_field(&error) => Ok(Err(asked_again(visit, &error)?)),
        Err(error) => Err(error.into()),
    }
}

/// `surat.pdf` as `surat-versi-1.pdf`.
pub(super) fn version_name(name: &str, signature: usize) -> String {
    let stem = name.strip_suffix(".pdf").or_else(|| name.strip_suffix(".PDF")).unwrap_or(name);
    let stem = if stem.is_empty() { "dokumen" } else { stem };
    format!("{stem}-versi-{signature}.pdf")
}
