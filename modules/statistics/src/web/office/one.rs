//! One obligation: what is owed, what was brought, what can be done now, and its story.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind, Language};
use contracts::{LetterStanding, Progress, Words};
use identity::Actor;
use web::{Choice, Explained, Form, Page, Pages, Visit, html, html_with};

use super::{SEES, colour, word};
use crate::domain::obligation::{Act, Obligation};
use crate::permissions::EXAMINE;
use crate::usecase::process::acts;
use crate::usecase::process::lists::{self, Shown};
use crate::usecase::process::minutes::{self, Reports};
use crate::usecase::process::offered;
use crate::usecase::protecting::LeftOut;
use crate::usecase::{Bureau, metadata};

pub(super) fn pages() -> Pages {
    Pages::new().get("/kerja/statistik/{id}", SEES, page)
}

#[derive(Template)]
#[template(path = "stat-obligation.html", blocks = ["main"])]
struct View {
    page: Page,
    path: String,
    shown: Shown,
    /// What a release would leave out: names, and why.
    left_out: Vec<LeftOut>,
    reports: Reports,
    /// What another module counts for this.
    offered: Option<Words>,
    /// How many fields of its metadata are missing before a release.
    gaps: usize,
    /// What a file is brought by.
    form: Form,
    problem: Option<Explained>,
}

impl View {
    fn language(&self) -> Language {
        self.page.language()
    }

    fn word(&self, beginning: &str, end: &str) -> String {
        word(&self.page, beginning, end)
    }

    fn colour(&self) -> &'static str {
        colour(self.shown.obligation.state)
    }

    fn may(&self, act: &str) -> bool {
        Act::from_code(act).is_some_and(|act| self.shown.may.contains(&act))
    }

    /// The title of what another module offers for this.
    fn offered(&self) -> Option<&'static str> {
        let words = self.offered?;
        Some(match self.language() {
            Language::Id => words.id,
            Language::En => words.en,
        })
    }

    fn is_overdue(&self) -> bool {
        self.shown.obligation.is_overdue(self.page.visit().cell().today())
    }

    fn title(&self) -> String {
        let known = self.shown.dataset.as_ref().map(|it| it.title(self.language()).to_owned());
        known.unwrap_or_else(|| self.shown.obligation.dataset.clone())
    }

    fn signers(&self) -> Vec<Choice> {
        let all = self.reports.signers.iter();
        all.map(|it| Choice::new(&it.position, &it.title)).collect()
    }

    /// Whether somebody who examines is told what they need for the berita acara.
    fn lacks_signers(&self) -> bool {
        let examines = |it: &Actor| it.scope(EXAMINE).is_some();
        self.reports.wanted.is_some()
            && self.reports.signers.is_empty()
            && self.page.visit().signed_in().is_ok_and(examines)
    }

    /// How far a letter is: its number and day once it has them.
    fn standing(&self, it: &LetterStanding) -> String {
        let end = match it.progress {
            Progress::Open => "open",
            Progress::Signed => "signed",
            Progress::GivenUp => "given-up",
        };
        let word = self.word("stat-minutes-", end);
        let number = it.number.clone().unwrap_or_default();
        let day = it.day.map(|day| self.page.date(day)).unwrap_or_default();
        let parts = [word, number, day].into_iter().filter(|it| !it.is_empty());
        parts.collect::<Vec<_>>().join(" · ")
    }

    /// The promised hour as the field of a form has it.
    fn promised(&self) -> String {
        let zone = self.page.visit().cell().zone();
        let at = self.shown.obligation.planned_release;
        at.map_or_else(String::new, |at| at.civil(zone).strftime("%Y-%m-%dT%H:%M").to_string())
    }
}

async fn page(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    html(&view(&visit, &bureau, super::id(&id)?, None).await?)
}

/// The page again, with what went wrong.
pub(super) async fn with_problem(
    visit: &Visit,
    bureau: &Bureau,
    id: Id<Obligation>,
    error: &Error,
) -> web::Result<Response> {
    let status = match error.kind() {
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    html_with(status, &view(visit, bureau, id, Some(error)).await?)
}

async fn view(
    visit: &Visit,
    bureau: &Bureau,
    id: Id<Obligation>,
    problem: Option<&Error>,
) -> base::Result<View> {
    let shown = lists::show(bureau, visit.signed_in()?, id).await?;
    let page = visit.work("stat-obligations");
    let (left_out, refused) = match acts::left_out(bureau, visit.signed_in()?, id).await {
        Ok(left_out) => (left_out, None),
        Err(error) if error.kind() == Kind::Conflict => (Vec::new(), Some(error)),
        Err(error) => return Err(error),
    };
    let gaps = match &shown.dataset {
        Some(dataset) => metadata::show(bureau, visit.signed_in()?, &dataset.id).await?.gaps.len(),
        None => 0,
    };
    let reports = minutes::reports(bureau, visit.signed_in()?, id).await?;
    let problem = problem.or(refused.as_ref());
    let problem = problem.map(|error| page.error(error));
    let (path, form) = (super::path(id), Form::new());
    let offered = offered::of(bureau, &shown.obligation).map(|it| it.title);
    Ok(View { path, shown, left_out, reports, offered, gaps, form, problem, page })
}
