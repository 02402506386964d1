//! The list of imports, and the way in for an extract.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind};
use jobs::State;
use web::{Explained, Form, Page, Pagination, Upload, Visit, html, html_with, see_other};

use super::super::Desk;
use super::say;
use crate::domain::revision::RegistryMode;
use crate::permissions::IMPORT;
use crate::usecase::imports::{self, Import, ImportList, ImportState};
use crate::usecase::inbox::{self, Extract};
use crate::usecase::uploads::{self, Arriving};

const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "office-imports.html", blocks = ["main"])]
struct List {
    page: Page,
    list: ImportList,
    pages: Pagination,
    problem: Option<Explained>,
    /// What lies in the inbox; none without one.
    inbox: Option<Vec<Extract>>,
}

impl List {
    /// How much may be sent at once, as the settings say.
    fn largest_mib(&self) -> u64 {
        self.page.visit().cell().files().most() >> 20
    }
}

impl List {
    fn is_companion(&self) -> bool {
        self.list.mode == RegistryMode::Companion
    }

    fn may_import(&self) -> bool {
        self.is_companion() && self.page.may(IMPORT)
    }

    /// Whether something is on its way, so that the page should look again by itself.
    fn is_busy(&self) -> bool {
        self.waits() || self.list.imports.iter().any(|i| i.state == ImportState::Running)
    }

    /// A wish whose import has no line of its own yet.
    fn waits(&self) -> bool {
        let running = self.list.imports.iter().any(|i| i.state == ImportState::Running);
        !running && self.list.wish.as_ref().is_some_and(|job| !job.state.is_over())
    }

    /// What stopped the latest wish before it became an import.
    fn failed(&self) -> Option<String> {
        let wish = self.list.wish.as_ref().filter(|job| job.state == State::Dead)?;
        Some(sentence(&self.page, wish.error.as_deref()?))
    }
}

/// Colour of the tag of an import.
pub(super) fn colour(state: &ImportState) -> &'static str {
    match state {
        ImportState::Running => "yellow",
        ImportState::Published | ImportState::Unchanged => "green",
        ImportState::Failed => "red",
    }
}

/// The word on the tag.
pub(super) fn state(page: &Page, state: &ImportState) -> String {
    page.t(&format!("ptax-import-{}", state.as_str())).to_string()
}

/// The sentences of a stored failure: `code name=value name=value`.
pub(super) fn sentence(page: &Page, failure: &str) -> String {
    let (code, rest) = failure.split_once(' ').unwrap_or((failure, ""));
    let key = format!("error-{}", code.replace('/', "-"));
    let values = parameters(rest);
    let say = |key: &str| {
        let phrase = values.iter().fold(page.t(key), |p, (name, value)| p.with(name, *value));
        phrase.to_string()
    };
    format!("{}. {}", say(&key), say(&format!("{key}.do")))
}

/// `table=SPPT found=a.csv, b.csv` as pairs: a value ends where the next ` name=` begins.
fn parameters(text: &str) -> Vec<(&str, &str)> {
    let starts_name = |word: &str| {
        let name = word.split_once('=').map(|(name, _)| name);
        name.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_lowercase()))
    };
    let mut pairs = Vec::new();
    let mut rest = text.trim();
    while let Some((name, after)) = rest.split_once('=') {
        let ends = after.match_indices(' ').map(|(at, _)| at);
        let end = ends.filter(|at| starts_name(after.get(at + 1..).unwrap_or_default())).min();
        let (value, next) = after.split_at(end.unwrap_or(after.len()));
        pairs.push((name.trim(), value.trim()));
        rest = next.trim();
    }
    pairs
}

pub(super) async fn list(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    form: Form,
) -> web::Result<Response> {
    html(&view(&visit, &desk, &form, None).await?)
}

async fn view(
    visit: &Visit,
    desk: &Desk,
    form: &Form,
    problem: Option<&Error>,
) -> base::Result<List> {
    let before = form.value("sesudah").parse().ok();
    let list = imports::list(visit.cell(), visit.signed_in()?, before, PAGE).await?;
    let next = list.next.map(|revision| revision.to_string());
    let pages = Pagination::by_key("/kerja/pbb/impor", &[], None, next.as_deref());
    let page = visit.work("ptax-office-imports");
    let (inbox, unreadable) = match desk.inbox().map(|inbox| inbox::list(inbox)).transpose() {
        Ok(found) => (found, None),
        Err(error) => (None, Some(error)),
    };
    let problem = problem.or(unreadable.as_ref()).map(|error| page.error(error));
    Ok(List { page, list, pages, problem, inbox })
}

/// Asks for an extract that the operator put into the inbox.
pub(super) async fn from_inbox(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    form: Form,
) -> web::Result<Response> {
    let (inbox, name) = (desk.inbox().map(|inbox| &**inbox), form.value("nama"));
    let asked = imports::ask_from_inbox(visit.cell(), visit.signed_in()?, inbox, name).await;
    answer(&visit, &desk, asked).await
}

async fn answer(visit: &Visit, desk: &Desk, asked: base::Result<()>) -> web::Result<Response> {
    match asked {
        Ok(()) => Ok(see_other("/kerja/pbb/impor")),
        Err(error) => match refused(&error) {
            Some(status) => {
                html_with(status, &view(visit, desk, &Form::new(), Some(&error)).await?)
            }
            None => Err(error.into()),
        },
    }
}

pub(super) async fn upload(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    upload: Upload,
) -> web::Result<Response> {
    let asked = take(&visit, upload).await;
    answer(&visit, &desk, asked).await
}

fn refused(error: &Error) -> Option<StatusCode> {
    match error.kind() {
        Kind::TooLarge => Some(StatusCode::PAYLOAD_TOO_LARGE),
        _ => say::status(error),
    }
}

/// Receives the files and asks for their import.
async fn take(visit: &Visit, mut upload: Upload) -> base::Result<()> {
    let (cell, actor) = (visit.cell(), visit.signed_in()?);
    imports::admit(cell, actor).await?;
    cell.files().admit(upload.announced().unwrap_or(0))?;
    let mut arriving = Arriving::new(cell);
    match receive(&mut upload, &mut arriving).await {
        Ok(()) => {
            let stored = arriving.finish()?;
            let asked = imports::ask(cell, actor, &stored).await;
            if asked.is_err() {
                uploads::remove(cell, &stored).await;
            }
            asked
        }
        Err(error) => {
            arriving.give_up().await;
            Err(error)
        }
    }
}

async fn receive(upload: &mut Upload, arriving: &mut Arriving<'_>) -> base::Result<()> {
    while let Some(mut part) = upload.next().await? {
        let Some(name) = part.file_name().filter(|name| !name.is_empty()) else { continue };
        let name = name.to_owned();
        let mut writing = arriving.open(&name).await?;
        while let Some(bytes) = part.chunk().await? {
            arriving.count(bytes.len())?;
            writing.add(bytes).await?;
        }
        writing.finish().await?;
    }
    Ok(())
}

/// One import's progress in words: what is read now.
pub(super) fn phase(page: &Page, import: &Import) -> String {
    match import.phase.as_str() {
        "start" => page.t("ptax-import-start").to_string(),
        table => page.t("ptax-import-table").with("table", table).to_string(),
    }
}
