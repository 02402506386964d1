//! The page of a meeting: what it is, who is invited, who came, what was decided.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind};
use web::{Choice, Explained, Form, Markup, Page, Pages, Visit, download, html, html_with};

use super::SEES;
use crate::domain::meeting::{Meeting, Presence};
use crate::domain::minutes::Minutes;
use crate::usecase::Office;
use crate::usecase::choices::choices;
use crate::usecase::meetings::{self, Shown};
use crate::web::markup;
use crate::web::words::word;

pub(super) fn pages() -> Pages {
    Pages::new()
        .get("/naskah/rapat/{id}", SEES, page)
        .get("/naskah/rapat/{id}/daftar-hadir.pdf", SEES, sheet)
        .get("/naskah/rapat/{id}/notula/{version}", SEES, version)
}

#[derive(Template)]
#[template(path = "meeting.html", blocks = ["main"])]
struct View {
    page: Page,
    path: String,
    shown: Shown,
    form: Form,
    problem: Option<Explained>,
    points: Markup,
    presences: Vec<Choice>,
    /// Positions that may sign the letter of the minutes.
    signers: Vec<Choice>,
    letters: Vec<Choice>,
}

impl View {
    fn minutes(&self) -> Option<&Minutes> {
        self.shown.minutes.as_ref().map(|(_, minutes)| minutes)
    }

    fn minutes_version(&self) -> u32 {
        self.shown.minutes.as_ref().map_or(0, |(version, _)| *version)
    }

    /// The day once, and from when until when.
    fn when(&self) -> String {
        let (plan, zone) = (&self.shown.meeting.plan, self.page.visit().cell().zone());
        format!("{} {}", self.page.date(plan.starts_at.date(zone)), plan.hours(zone))
    }

    fn is_overdue(&self, task: &crate::domain::task::Task) -> bool {
        task.is_overdue(self.page.visit().cell().today())
    }

    fn there(&self) -> usize {
        self.shown.attended().filter(|line| line.presence != Presence::Excused).count()
    }
}

async fn page(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    html(&view(&visit, &office, super::id(&id)?, Form::new(), None).await?)
}

/// The page again, with what went wrong.
pub(super) async fn with_problem(
    visit: &Visit,
    office: &Office,
    id: Id<Meeting>,
    form: Form,
    error: &Error,
) -> web::Result<Response> {
    let status = match error.kind() {
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    html_with(status, &view(visit, office, id, form, Some(error)).await?)
}

async fn view(
    visit: &Visit,
    office: &Office,
    id: Id<Meeting>,
    form: Form,
    problem: Option<&Error>,
) -> base::Result<View> {
    let actor = visit.signed_in()?;
    let shown = meetings::show(office, actor, id).await?;
    let page = visit.work("doc-meeting").called(&shown.meeting.plan.title);
    let points = shown.minutes.as_ref().map_or("", |(_, minutes)| &minutes.points);
    let notula = office.types().get("notula")?;
    let signers = match shown.may.letter {
        true => choices(office, actor).await?.signers(notula).map(signer).collect(),
        false => Vec::new(),
    };
    let presence =
        |one: &Presence| Choice::new(one.as_str(), word(&page, "doc-presence-", one.as_str()));
    let letter = |one| Choice::new(one, word(&page, "doc-type-", one));
    Ok(View {
        path: super::path(id),
        points: markup::body(points),
        presences: Presence::ALL.iter().map(presence).collect(),
        letters: ["notula", "berita-acara"].map(letter).into(),
        problem: problem.map(|error| page.error(error)),
        signers,
        form,
        shown,
        page,
    })
}

fn signer(position: &identity::Position) -> Choice {
    Choice::new(position.id.to_string(), &position.title)
}

async fn sheet(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let pdf = meetings::attendance_list(&office, visit.signed_in()?, id).await?;
    Ok(download(&meetings::file_name(id), "application/pdf", pdf))
}

/// One version of the minutes.
#[derive(Template)]
#[template(path = "meeting-version.html", blocks = ["main"])]
struct Version {
    page: Page,
    path: String,
    meeting: Meeting,
    number: u32,
    points: Markup,
    minutes: Minutes,
}

async fn version(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path((id, number)): Path<(String, String)>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let missing = || Error::new(Kind::NotFound, "documents/unknown-version");
    let number = number.parse().map_err(|_| missing())?;
    let (meeting, minutes) = meetings::version(&office, visit.signed_in()?, id, number).await?;
    let page = visit.work("doc-minutes");
    let points = markup::body(&minutes.points);
    html(&Version { page, path: super::path(id), meeting, number, points, minutes })
}
