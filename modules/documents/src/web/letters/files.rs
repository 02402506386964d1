//! Files of a letter: attachments, a PDF instead of a typed body, the scan of a signed one.

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use web::{Access, Form, Limits, Pages, Upload, Visit, download, see_other};

use super::show::{SEES, with_problem};
use crate::domain::file::LARGEST;
use crate::domain::letter::Letter;
use crate::permissions::{DRAFT, NUMBER};
use crate::usecase::{Office, files, fix};

const WRITES: Access = Access::Needs(DRAFT);
/// A file, and what a form needs around it.
pub(crate) const UPLOAD: Limits = Limits::upload(LARGEST + (64 << 10));

pub(super) fn pages() -> Pages {
    Pages::new()
        .post_within(UPLOAD, "/naskah/{id}/berkas", WRITES, attach)
        .get("/naskah/{id}/berkas/{sha256}", SEES, open)
        .post("/naskah/{id}/berkas/{sha256}/lepas", WRITES, detach)
        .post_within(UPLOAD, "/naskah/{id}/pdf", WRITES, upload_body)
        .post("/naskah/{id}/pdf/lepas", WRITES, drop_body)
        .post_within(UPLOAD, "/naskah/{id}/pindaian", Access::Needs(NUMBER), scan)
}

/// The file of a form: its name and content.
pub(crate) async fn read(upload: &mut Upload) -> Result<(String, Bytes)> {
    let (mut name, mut content) = (String::new(), Vec::new());
    while let Some(part) = upload.next().await? {
        let Some(given) = part.file_name().map(str::to_owned) else { continue };
        content = part.bytes(LARGEST, too_large()).await?;
        name = given;
    }
    Ok((name, content.into()))
}

/// What is said of a file that is larger than any letter.
pub(crate) fn too_large() -> Error {
    Error::new(Kind::TooLarge, "documents/file-too-large").with("most", LARGEST >> 20)
}

async fn done<T>(
    visit: &Visit,
    office: &Office,
    id: Id<Letter>,
    result: Result<T>,
) -> web::Result<Response> {
    match result {
        Ok(_) => Ok(see_other(&super::path(id))),
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict) => {
            with_problem(visit, office, id, Form::new(), &error).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn attach(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    mut upload: Upload,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let (name, content) = read(&mut upload).await?;
    let result = files::attach(&office, visit.signed_in()?, id, (&name, content)).await;
    done(&visit, &office, id, result).await
}

async fn detach(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path((id, sha256)): Path<(String, String)>,
    _: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let result = files::detach(&office, visit.signed_in()?, id, &sha256).await;
    done(&visit, &office, id, result).await
}

async fn upload_body(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    mut upload: Upload,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let (name, content) = read(&mut upload).await?;
    let result = files::upload_body(&office, visit.signed_in()?, id, (&name, content)).await;
    done(&visit, &office, id, result).await
}

async fn drop_body(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    _: Form,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let result = files::drop_body(&office, visit.signed_in()?, id).await;
    done(&visit, &office, id, result).await
}

async fn scan(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    mut upload: Upload,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let (_, content) = read(&mut upload).await?;
    let result = fix::signed_on_paper(&office, visit.signed_in()?, id, content).await;
    done(&visit, &office, id, result).await
}

/// Always saved, never shown: what somebody attached is opened by the person's own program.
async fn open(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path((id, sha256)): Path<(String, String)>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let (file, content) = files::open(&office, visit.signed_in()?, id, &sha256).await?;
    Ok(download(&file.name, file.kind.media_type(), content))
}
