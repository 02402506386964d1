//! The retention schedule: looked up, and loaded from a table.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind};
use web::{Access, Form, Limits, Page, Pages, Pagination, Upload, Visit};
use web::{download, html, html_with, see_other};

use crate::domain::retention::Rule;
use crate::permissions::{MANAGE, TABLES};
use crate::usecase::{Office, retention};
use crate::web::words::word;

pub(super) const PATH: &str = "/naskah/jra";
const LOAD: &str = "/naskah/jra/muat";
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Bytes of a table.
const LARGEST: usize = 4 << 20;

pub(super) fn pages() -> Pages {
    Pages::new()
        .get(PATH, Access::Needs(TABLES), list)
        .get("/naskah/jra.xlsx", Access::Needs(TABLES), sheet)
        .get(LOAD, Access::Needs(MANAGE), ask)
        .post_within(Limits::upload(LARGEST), LOAD, Access::Needs(MANAGE), load)
}

#[derive(Template)]
#[template(path = "retention.html", blocks = ["main"])]
struct View {
    page: Page,
    count: i64,
    rules: Vec<Rule>,
    pages: Pagination,
    may_load: bool,
    /// How many rows were loaded just now.
    loaded: Option<i64>,
}

impl View {
    fn fate(&self, rule: &Rule) -> String {
        word(&self.page, "doc-fate-", rule.fate.as_str())
    }
}

async fn list(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    let rules = retention::rules(&office, form.value("sesudah")).await?;
    let full = rules.len() == usize::try_from(retention::PAGE).unwrap_or(usize::MAX);
    let next = rules.last().filter(|_| full).map(|rule| rule.prefix.clone());
    let (count, may_load) = (retention::count(&office).await?, visit.signed_in()?.has(MANAGE));
    let pages = Pagination::by_key(PATH, &[], None, next.as_deref());
    let loaded = form.value("dimuat").parse().ok();
    html(&View { page: visit.work("doc-retention"), count, rules, pages, may_load, loaded })
}

#[derive(Template)]
#[template(path = "retention-load.html", blocks = ["main"])]
struct Ask {
    page: Page,
    form: Form,
}

/// The schedule in force, in the columns that loading asks for.
async fn sheet(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    visit.signed_in()?;
    Ok(download("jra.xlsx", XLSX, retention::sheet(&office).await?))
}

async fn ask(visit: Visit) -> web::Result<Response> {
    html(&Ask { page: visit.work("doc-retention-load"), form: Form::new() })
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
    match retention::load(&office, visit.signed_in()?, &table).await {
        Ok(rows) => Ok(see_other(&format!("{PATH}?dimuat={rows}"))),
        Err(error) if error.kind() == Kind::Invalid => {
            let mut form = Form::new();
            form.refuse("tabel", &error);
            let view = Ask { page: visit.work("doc-retention-load"), form };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error.into()),
    }
}
