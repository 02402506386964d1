//! Scans and files of an incoming letter, and its printed sheets.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Kind};
use web::{Access, Limits, Page, Pages, Upload, Visit, download, shown};

use super::acts::done;
use super::form::with_file;
use super::show::SEES;
use crate::domain::content::refused;
use crate::domain::file::{FileKind, LARGEST};
use crate::permissions::RECEIVE;
use crate::usecase::Office;
use crate::usecase::incoming::dispose::ordinal;
use crate::usecase::incoming::{scans, sheet};

/// A scan, and what the form needs around it.
const UPLOAD: Limits = Limits::upload(LARGEST + (64 << 10));

pub(super) fn pages() -> Pages {
    Pages::new()
        .post_within(UPLOAD, "/naskah/masuk/{id}/pindaian", Access::Needs(RECEIVE), add)
        .get("/naskah/masuk/{id}/berkas/{sha256}", SEES, open)
        .get("/naskah/masuk/{id}/berkas/{sha256}/gambar", SEES, picture)
        .get("/naskah/masuk/{id}/lembar/{sheet}", SEES, print)
}

async fn add(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    mut upload: Upload,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let (form, file) = with_file(&mut upload).await?;
    let actor = visit.signed_in()?;
    let result = match file {
        Some((name, content)) => scans::add(&office, actor, id, (&name, content)).await,
        None => Err(refused("documents/file-empty", "pindaian")),
    };
    done(&visit, &office, id, form, result).await
}

/// Pictures and PDFs are read in the browser, as on paper; anything else is saved and opened by the
/// person's own program.
async fn open(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path((id, sha256)): Path<(String, String)>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let (file, content) = scans::open(&office, visit.signed_in()?, id, &sha256).await?;
    let kind = file.kind.media_type();
    Ok(match file.kind {
        FileKind::Pdf | FileKind::Png | FileKind::Jpg => shown(&file.name, kind, content),
        _ => download(&file.name, kind, content),
    })
}

/// What stands in the place of a page that cannot be drawn. A browser shows it as any other picture,
/// without a script.
#[derive(Template)]
#[template(path = "no-picture.svg")]
struct NoPicture {
    page: Page,
    more: String,
}

/// The first page of a PDF.
async fn picture(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path((id, sha256)): Path<(String, String)>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    match scans::first_page(&office, visit.signed_in()?, id, &sha256).await {
        Ok(png) => Ok(shown("halaman-1.png", "image/png", png)),
        Err(error) if error.code() == "documents/no-picture" => {
            let page = visit.work("doc-scan-not-drawn");
            let more = page.t("doc-scan-not-drawn-more").to_string();
            let svg = NoPicture { page, more }.render();
            let fault = |cause| Error::new(Kind::Internal, "web/template").caused_by(cause);
            Ok(shown("halaman-1.svg", "image/svg+xml", svg.map_err(fault)?))
        }
        Err(error) => Err(error.into()),
    }
}

async fn print(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path((id, number)): Path<(String, String)>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let number = ordinal(number.trim_end_matches(".pdf"))?;
    let pdf = sheet::pdf(&office, visit.signed_in()?, id, number).await?;
    Ok(shown(&format!("lembar-disposisi-{number}.pdf"), "application/pdf", pdf))
}
