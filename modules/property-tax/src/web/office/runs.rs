//! The list of assessments, and what people do with one.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, NopVillage};
use web::{Choice, Explained, Form, Page, Pagination, Visit, html, html_with, see_other};

use super::{run_page, say};
use crate::domain::run::RunState;
use crate::permissions::ASSESS;
use crate::usecase::assess::{self, Beginning};
use crate::usecase::assessments::{self, Run};
use crate::usecase::search::list_villages;

const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "office-runs.html", blocks = ["main"])]
struct List {
    page: Page,
    form: Form,
    runs: Vec<Run>,
    villages: Vec<Choice>,
    caps: Vec<Choice>,
    pages: Pagination,
    problem: Option<Explained>,
}

impl List {
    fn may_begin(&self) -> bool {
        self.page.may(ASSESS)
    }

    fn scope(&self, run: &Run) -> String {
        scope(&self.page, &self.villages, run)
    }
}

/// What a run covers: the whole regency, or the village's name.
fn scope(page: &Page, villages: &[Choice], run: &Run) -> String {
    let Some(village) = run.village else { return page.t("ptax-run-all").to_string() };
    let named = villages.iter().find(|choice| choice.value == village.digits());
    named.map_or_else(|| village.digits().to_owned(), |choice| choice.label.clone())
}

/// Colour of the tag of a state: yellow where somebody must act, teal for a decision.
pub(super) fn colour(state: &RunState) -> &'static str {
    match state {
        RunState::Computing | RunState::Discarded => "",
        RunState::Simulated => "yellow",
        RunState::Submitted => "teal",
        RunState::Issued => "green",
        RunState::Blocked | RunState::Rejected => "red",
    }
}

/// The word on the tag.
pub(super) fn state(page: &Page, state: &RunState) -> String {
    page.t(&format!("ptax-run-state-{}", state.as_str())).to_string()
}

/// The caps that can be tried; the empty value is that of the rules.
pub(super) fn caps(page: &Page) -> Vec<Choice> {
    let rate = |n: &str| Choice::new(n, format!("{n}\u{a0}%"));
    let mut choices = vec![
        Choice::new("", page.t("ptax-cap-rules").to_string()),
        Choice::new("none", page.t("ptax-cap-none").to_string()),
    ];
    choices.extend(["25", "15", "10", "5"].map(rate));
    choices
}

/// The cap a form chose; `None` is that of the rules.
fn cap(form: &Form) -> Option<String> {
    Some(form.value("batas").to_owned()).filter(|cap| !cap.is_empty())
}

pub(super) async fn list(visit: Visit, form: Form) -> web::Result<Response> {
    let year = i64::from(visit.cell().today().year()) + 1;
    let before = form.value("sesudah").to_owned();
    let fresh = Form::new().filled("tahun", year);
    html(&view(&visit, &before, fresh, None).await?)
}

async fn view(
    visit: &Visit,
    before: &str,
    form: Form,
    problem: Option<&Error>,
) -> base::Result<List> {
    let (cell, actor) = (visit.cell(), visit.signed_in()?);
    let from = base::Instant::parse(before).unwrap_or(cell.now().plus_seconds(1));
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut runs = assess::list(cell, actor, from, most).await?;
    let more = runs.len() > PAGE;
    runs.truncate(PAGE);
    let next = more.then(|| runs.last().map(|run| run.created.at.to_string())).flatten();
    let page = visit.work("ptax-office-runs");
    Ok(List {
        villages: say::village_choices(&list_villages(cell, actor).await?),
        caps: caps(&page),
        pages: Pagination::by_key("/kerja/pbb/penetapan", &[], None, next.as_deref()),
        problem: problem.map(|error| page.error(error)),
        page,
        form,
        runs,
    })
}

pub(super) async fn begin(visit: Visit, mut form: Form) -> web::Result<Response> {
    let year = form.parse("tahun", say::parse_year);
    let village = form.optional("desa", NopVillage::parse);
    let (Some(tax_year), Some(village)) = (year, village) else {
        let view = view(&visit, "", form, None).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let what = Beginning { tax_year, village, cap: cap(&form) };
    match assessments::start(visit.cell(), visit.signed_in()?, &what).await {
        Ok(id) => Ok(see_other(&path(&id))),
        Err(error) => match say::status(&error) {
            Some(status) => html_with(status, &view(&visit, "", form, Some(&error)).await?),
            None => Err(error.into()),
        },
    }
}

fn path(id: &str) -> String {
    format!("/kerja/pbb/penetapan/{id}")
}

/// Back to the page of the run, with what went wrong.
async fn answer(visit: &Visit, id: &str, done: base::Result<()>) -> web::Result<Response> {
    let Err(error) = done else { return Ok(see_other(&path(id))) };
    match say::status_beside(&error, "property-tax/unknown-run") {
        Some(status) => run_page::show_with(visit, id, status, Some(&error)).await,
        None => Err(error.into()),
    }
}

pub(super) async fn again(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    match assessments::again(visit.cell(), visit.signed_in()?, &id, cap(&form)).await {
        Ok(new) => Ok(see_other(&path(&new))),
        Err(error) => answer(&visit, &id, Err(error)).await,
    }
}

pub(super) async fn submit(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let done = assess::submit(visit.cell(), visit.signed_in()?, &id, form.value("catatan")).await;
    answer(&visit, &id, done).await
}

pub(super) async fn approve(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let done = assess::approve(visit.cell(), visit.signed_in()?, &id, form.value("catatan")).await;
    answer(&visit, &id, done).await
}

pub(super) async fn reject(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let done = assess::reject(visit.cell(), visit.signed_in()?, &id, form.value("alasan")).await;
    answer(&visit, &id, done).await
}

pub(super) async fn discard(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    let done = assessments::give_up(visit.cell(), visit.signed_in()?, &id).await;
    answer(&visit, &id, done).await
}
