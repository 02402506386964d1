//! The list of long work, which looks again by itself while something moves.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Kind};
use jobs::{JobId, State};
use web::{Choice, Form, Page, Pagination, Visit, html, see_other};

use super::{Desk, names, told, trail};
use crate::permissions::MANAGE_JOBS;
use crate::usecase;

const ROWS: u32 = 50;
const PATH: &str = "/kerja/pekerjaan";
const NEWS: &[&str] = &["adm-job-cancelled", "adm-job-retried"];

#[derive(Template)]
#[template(path = "jobs.html", blocks = ["main", "rows"])]
struct JobList {
    page: Page,
    form: Form,
    news: Option<&'static str>,
    states: Vec<Choice>,
    jobs: Vec<JobRow>,
    pages: Pagination,
    /// This page, without news.
    here: String,
    may_manage: bool,
}

/// A job in a list.
pub(super) struct JobRow {
    pub id: String,
    pub title: String,
    pub who: String,
    pub when: String,
    pub state: String,
    pub colour: &'static str,
    /// What it does at the moment; empty when it does not say.
    pub step: String,
    pub done: i64,
    /// 0 when nobody knows.
    pub total: i64,
    pub shows_progress: bool,
    pub attempt: u32,
    pub error: Option<String>,
    pub stopping: bool,
    pub can_cancel: bool,
    pub can_retry: bool,
}

impl JobRow {
    pub fn new(page: &Page, job: jobs::Entry) -> Self {
        let state = page.t(state_key(job.state)).to_string();
        let step = if job.step.is_empty() { String::new() } else { page.t(&job.step).to_string() };
        let over = job.state.is_over();
        let when = job.ended_at.or(job.started_at).unwrap_or(job.created_at);
        Self {
            id: job.id.to_string(),
            title: names::job(page, &job.kind),
            who: trail::actor(page, &job.actor, &job.actor_name),
            when: page.moment(when),
            state,
            colour: colour(job.state),
            step: if over { String::new() } else { step },
            done: job.done,
            total: job.total,
            shows_progress: job.state == State::Running && job.total > 0,
            attempt: job.attempt,
            error: job.error.map(|code| error(page, &code)),
            stopping: job.cancel_requested && !over,
            can_cancel: !over && !job.cancel_requested,
            can_retry: matches!(job.state, State::Dead | State::Cancelled),
        }
    }
}

impl JobList {
    /// Whether something may change by itself.
    fn moves(&self) -> bool {
        self.jobs.iter().any(|job| job.can_cancel || job.stopping)
    }
}

fn state_key(state: State) -> &'static str {
    match state {
        State::Waiting => "adm-job-waiting",
        State::Running => "adm-job-running",
        State::Done => "adm-job-done",
        State::Dead => "adm-job-dead",
        State::Cancelled => "adm-job-cancelled-state",
    }
}

/// Teal moves, red wants a person, green is done, grey waits or was given up.
fn colour(state: State) -> &'static str {
    match state {
        State::Waiting | State::Cancelled => "",
        State::Running => "teal",
        State::Done => "green",
        State::Dead => "red",
    }
}

/// The sentence of a stored code; its values are not stored with it, so the advice is left out.
fn error(page: &Page, code: &str) -> String {
    let key = format!("error-{}", code.replace('/', "-"));
    let known = page.visit().app().texts().has(page.language(), &key);
    if known { page.t(&key).to_string() } else { code.to_owned() }
}

pub(super) async fn list(
    visit: Visit,
    Extension(_): Extension<Desk>,
    form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let state = State::ALL.into_iter().find(|state| state.as_str() == form.value("keadaan"));
    let before = JobId::parse(form.value("sesudah"));
    let found = usecase::jobs::list(visit.cell(), actor, state, before, ROWS).await?;
    let page = visit.work("adm-jobs-title");
    let asked = state.map_or("", State::as_str);
    let next = found.next.map(|id| id.to_string());
    let view = JobList {
        news: told(&form, NEWS),
        states: State::ALL
            .map(|s| Choice::new(s.as_str(), page.t(state_key(s)).to_string()))
            .to_vec(),
        jobs: found.rows.into_iter().map(|job| JobRow::new(&page, job)).collect(),
        pages: Pagination::by_key(PATH, &[("keadaan", asked)], None, next.as_deref()),
        here: here(asked, form.value("sesudah")),
        may_manage: actor.has(MANAGE_JOBS),
        page,
        form,
    };
    if visit.fragment() { html(&view.as_rows()) } else { html(&view) }
}

/// The address of the same part of the list.
fn here(state: &str, after: &str) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    let asked = [("keadaan", state), ("sesudah", after)];
    pairs.extend_pairs(asked.iter().filter(|(_, value)| !value.is_empty()));
    format!("{PATH}?{}", pairs.finish())
}

pub(super) async fn cancel(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    usecase::jobs::cancel(visit.cell(), visit.signed_in()?, parsed(&id)?).await?;
    Ok(see_other("/kerja/pekerjaan?kabar=adm-job-cancelled"))
}

pub(super) async fn retry(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    usecase::jobs::retry(visit.cell(), visit.signed_in()?, parsed(&id)?).await?;
    Ok(see_other("/kerja/pekerjaan?kabar=adm-job-retried"))
}

fn parsed(id: &str) -> Result<JobId, Error> {
    JobId::parse(id).ok_or_else(|| Error::new(Kind::NotFound, "jobs/not-found"))
}
