//! Letters taken out as a ZIP file: what is asked for, how far it is, the file.

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::Response;
use base::{Error, Kind};
use identity::{Resource, authorise};
use jobs::{JobId, State};
use web::{Access, Choice, Entry, Explained, Form, Page, Pages, Visit};
use web::{download, html, html_with, see_other};

use crate::domain::archive::What;
use crate::permissions::{EXPORT, NUMBER};
use crate::usecase::Office;
use crate::usecase::archive::{self, Asked, KEPT_DAYS, Wish};
use crate::web::words::word;

const PATH: &str = "/naskah/ekspor";
const NEW: &str = "/naskah/ekspor/baru";
const ZIP: &str = "application/zip";
const EXPORTS: Access = Access::Needs(EXPORT);

/// The entry in the navigation.
pub(super) fn entry() -> Entry {
    Entry { label: "doc-export", path: PATH, needs: EXPORT, waiting: None }
}

pub(super) fn pages() -> Pages {
    Pages::new()
        .get(PATH, EXPORTS, list)
        .post(PATH, EXPORTS, ask)
        .get(NEW, EXPORTS, new)
        .get("/naskah/ekspor/{id}", EXPORTS, one)
        .get("/naskah/ekspor/{id}/arsip.zip", EXPORTS, file)
}

/// Whether somebody sees the link that asks for an archive of an office.
pub(crate) fn may(visit: &Visit, agency: &str) -> bool {
    let actor = visit.signed_in();
    actor.is_ok_and(|actor| authorise(actor, EXPORT, Resource::Agency(agency)).is_ok())
}

#[derive(Template)]
#[template(path = "archives.html", blocks = ["main"])]
struct List {
    page: Page,
    form: Form,
    problem: Option<Explained>,
    books: Vec<Choice>,
    asked: Vec<Asked>,
    may_secret: bool,
    kept: i64,
}

impl List {
    fn what(&self, one: &Asked) -> String {
        word(&self.page, "doc-export-", one.order.what.as_str())
    }

    fn state(&self, one: &Asked) -> String {
        state_word(&self.page, one)
    }

    fn colour(&self, one: &Asked) -> &'static str {
        match state_end(one) {
            "ready" => "green",
            "broken" | "failed" => "red",
            "gone" => "grey",
            _ => "yellow",
        }
    }
}

/// The end of the key that says where an archive stands.
fn state_end(one: &Asked) -> &'static str {
    let made = one.job.outcome.as_ref();
    match one.job.state {
        State::Waiting => "waiting",
        State::Running => "running",
        State::Done if made.is_some_and(|made| made.get("missing").is_some()) => "broken",
        State::Done if one.is_there => "ready",
        State::Done => "gone",
        State::Dead | State::Cancelled => "failed",
    }
}

fn state_word(page: &Page, one: &Asked) -> String {
    word(page, "doc-export-state-", state_end(one))
}

/// How a book is called: series, year.
fn called(page: &Page, series: &str, year: i16) -> String {
    format!("{} {year}", word(page, "doc-series-", series))
}

async fn view(
    visit: &Visit,
    office: &Office,
    (form, problem): (Form, Option<&Error>),
) -> base::Result<List> {
    let actor = visit.signed_in()?;
    let books = archive::own_books(office, actor).await?;
    let asked = archive::list(office, actor).await?;
    let page = visit.work("doc-export");
    let choice = |it: &crate::domain::book::Book| {
        Choice::new(it.id.to_string(), called(&page, &it.series, it.year))
    };
    let books = books.iter().map(choice).collect();
    let problem = problem.map(|error| page.error(error));
    let may_secret = actor.has(NUMBER);
    Ok(List { page, form, problem, books, asked, may_secret, kept: KEPT_DAYS })
}

async fn list(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    html(&view(&visit, &office, (Form::new(), None)).await?)
}

#[derive(Template)]
#[template(path = "archive-new.html", blocks = ["main"])]
struct New {
    page: Page,
    form: Form,
    problem: Option<Explained>,
    what: What,
    id: String,
    may_secret: bool,
    kept: i64,
}

fn what(form: &Form) -> base::Result<What> {
    let unknown = || Error::new(Kind::NotFound, "documents/unknown-export");
    What::parse(form.value("lingkup")).ok_or_else(unknown)
}

fn new_view(visit: &Visit, form: Form, problem: Option<&Error>) -> base::Result<New> {
    let (what, id) = (what(&form)?, form.value("id").to_owned());
    let may_secret = visit.signed_in()?.has(NUMBER);
    let page = visit.work("doc-export-new");
    let problem = problem.map(|error| page.error(error));
    Ok(New { page, form, problem, what, id, may_secret, kept: KEPT_DAYS })
}

async fn new(visit: Visit, form: Form) -> web::Result<Response> {
    html(&new_view(&visit, form, None)?)
}

async fn ask(
    visit: Visit,
    Extension(office): Extension<Office>,
    mut form: Form,
) -> web::Result<Response> {
    let what = what(&form)?;
    let wish = Wish {
        what,
        id: form.value("id"),
        from: form.value("dari"),
        until: form.value("sampai"),
        with_secret: form.ticked("rahasia"),
    };
    match archive::ask(&office, visit.signed_in()?, wish).await {
        Ok(id) => Ok(see_other(&format!("{PATH}/{id}"))),
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict) => {
            if let Some((_, field)) = error.params().iter().find(|(name, _)| *name == "field") {
                form.refuse(&field.clone(), &error);
            }
            let problem = Some(&error).filter(|_| !form.has_errors());
            match what {
                What::Agenda => {
                    let view = view(&visit, &office, (form.clone(), problem)).await?;
                    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
                }
                _ => {
                    let view = new_view(&visit, form.clone(), problem)?;
                    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
                }
            }
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "archive.html", blocks = ["main"])]
struct One {
    page: Page,
    path: String,
    it: Asked,
    state: &'static str,
    missing: Vec<String>,
    failed: Option<Explained>,
    kept: i64,
}

impl One {
    fn is(&self, state: &str) -> bool {
        self.state == state
    }

    fn is_on_its_way(&self) -> bool {
        !self.it.job.state.is_over()
    }

    fn what(&self) -> String {
        word(&self.page, "doc-export-", self.it.order.what.as_str())
    }

    /// A figure of what was made.
    fn figure(&self, name: &str) -> i64 {
        let made = self.it.job.outcome.as_ref();
        made.and_then(|made| made.get(name)?.as_i64()).unwrap_or(0)
    }
}

fn job_id(text: &str) -> base::Result<JobId> {
    JobId::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-export"))
}

async fn one(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let it = archive::find(&office, visit.signed_in()?, job_id(&id)?).await?;
    let page = visit.work("doc-export");
    let missing = it.job.outcome.as_ref().and_then(|made| made.get("missing")?.as_array());
    let text = |one: &serde_json::Value| one.as_str().map(str::to_owned);
    let missing = missing.map(|all| all.iter().filter_map(text).collect()).unwrap_or_default();
    // Only these two say something that a person can do; what else went wrong is for the operator.
    let code = match it.job.error.as_deref() {
        Some("documents/export-disk-full" | "files/no-room") => "documents/export-disk-full",
        Some("documents/export-too-many") => "documents/export-too-many",
        _ => "documents/export-failed",
    };
    let failed = Error::new(Kind::Unavailable, code).with("most", archive::MOST);
    let failed = (state_end(&it) == "failed").then(|| page.error(&failed));
    let (path, state) = (format!("{PATH}/{}", it.job.id), state_end(&it));
    html(&One { page, path, it, state, missing, failed, kept: KEPT_DAYS })
}

async fn file(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let (order, file) = archive::fetch(&office, visit.signed_in()?, job_id(&id)?).await?;
    let mut response = download(&order.file_name(), ZIP, Body::from_stream(file.content));
    response.headers_mut().insert(header::CONTENT_LENGTH, file.bytes.into());
    Ok(response)
}
