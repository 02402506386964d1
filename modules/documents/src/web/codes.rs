//! Classification codes: looked up, and loaded from a table.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind};
use web::{Access, Entry, Form, Limits, Page, Pages, Pagination, Upload, Visit};
use web::{html, html_with, see_other};

use crate::domain::classification::Classification;
use crate::permissions::{MANAGE, TABLES};
use crate::usecase::{Office, codes};

const PATH: &str = "/naskah/klasifikasi";
/// Bytes of a table of codes.
const LARGEST: usize = 4 << 20;

/// The entry in the navigation.
pub(super) fn entry() -> Entry {
    Entry { label: "doc-codes", path: PATH, needs: TABLES, waiting: None }
}

pub(super) fn pages() -> Pages {
    Pages::new()
        .get(PATH, Access::Needs(TABLES), list)
        .get("/naskah/klasifikasi/muat", Access::Needs(MANAGE), ask)
        .post_within(
            Limits::upload(LARGEST),
            "/naskah/klasifikasi/muat",
            Access::Needs(MANAGE),
            load,
        )
}

#[derive(Template)]
#[template(path = "codes.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    count: i64,
    codes: Vec<Classification>,
    pages: Pagination,
    may_load: bool,
    /// How many rows were loaded just now.
    loaded: Option<i64>,
}

async fn list(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    let beginning = form.value("kode").to_owned();
    let codes = codes::list(&office, &beginning, form.value("sesudah")).await?;
    let full = codes.len() == usize::try_from(codes::PAGE).unwrap_or(usize::MAX);
    let next = codes.last().filter(|_| full).map(|code| code.code.clone());
    let kept = [("kode", beginning.as_str())];
    html(&View {
        page: visit.work("doc-codes"),
        count: codes::count(&office).await?,
        pages: Pagination::by_key(PATH, &kept, None, next.as_deref()),
        may_load: visit.signed_in()?.has(MANAGE),
        loaded: form.value("dimuat").parse().ok(),
        form,
        codes,
    })
}

#[derive(Template)]
#[template(path = "codes-load.html", blocks = ["main"])]
struct Ask {
    page: Page,
    form: Form,
}

async fn ask(visit: Visit) -> web::Result<Response> {
    html(&Ask { page: visit.work("doc-codes-load"), form: Form::new() })
}

async fn load(
    visit: Visit,
    Extension(office): Extension<Office>,
    mut upload: Upload,
) -> web::Result<Response> {
    let mut table = Vec::new();
    while let Some(part) = upload.next().await? {
        table = part.bytes(LARGEST, Error::new(Kind::TooLarge, "web/too-large")).await?;
    }
    match codes::load(&office, visit.signed_in()?, &table).await {
        Ok(rows) => Ok(see_other(&format!("{PATH}?dimuat={rows}"))),
        Err(error) if error.kind() == Kind::Invalid => {
            let mut form = Form::new();
            form.refuse("tabel", &error);
            let view = Ask { page: visit.work("doc-codes-load"), form };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error.into()),
    }
}
