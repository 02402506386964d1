//! Writing the minutes, and correcting them after the meeting was closed.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Date, Error, Id, Kind};
use identity::{Agency, Position, Rank};
use web::{Form, Page, Pages, Visit, html, html_with, see_other};

use super::SEES;
use super::plan::refuse;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::minutes::{Decision, Minutes};
use crate::usecase::Office;
use crate::usecase::choices::choices;
use crate::usecase::meetings::{self, Wanted};
use crate::web::tasks::addressee;

/// Empty rows for further decisions.
const SPARE: usize = 4;

pub(super) fn pages() -> Pages {
    // Its office, or whoever holds the inviting position: the use-case knows.
    Pages::new().get("/naskah/rapat/{id}/notula", SEES, ask).post(
        "/naskah/rapat/{id}/notula",
        SEES,
        save,
    )
}

#[derive(Template)]
#[template(path = "meeting-minutes.html", blocks = ["main"])]
struct View {
    page: Page,
    path: String,
    form: Form,
    meeting: Meeting,
    /// Decisions that are tasks and stay as they are.
    settled: Vec<Decision>,
    rows: usize,
    version: u32,
    offices: Vec<Agency>,
    positions: Vec<Position>,
}

impl View {
    fn is_closed(&self) -> bool {
        self.meeting.state == MeetingState::Closed
    }

    fn name(&self, beginning: &str, row: &usize) -> String {
        format!("{beginning}-{row}")
    }

    fn is_chosen(&self, row: &usize, value: &str) -> bool {
        self.form.value(&format!("penanggung-jawab-{row}")) == value
    }

    fn position_value(&self, position: &Position) -> String {
        format!("{}/{}", position.agency, position.id)
    }
}

async fn view(
    visit: &Visit,
    office: &Office,
    id: Id<Meeting>,
    form: Option<Form>,
) -> base::Result<View> {
    let actor = visit.signed_in()?;
    let shown = meetings::show(office, actor, id).await?;
    if !shown.may.minutes && !shown.may.correct {
        return Err(Error::new(Kind::Forbidden, "documents/meeting-not-yours"));
    }
    let (version, minutes) = shown.minutes.clone().unwrap_or_default();
    let closed = shown.meeting.state == MeetingState::Closed;
    let (settled, open) = match closed {
        true => (minutes.decisions.clone(), Vec::new()),
        false => (Vec::new(), minutes.decisions.clone()),
    };
    let typed = form.as_ref().map_or(0, rows_typed);
    let rows = typed.max(open.len()) + SPARE;
    // What somebody else saved meanwhile must be looked at: a refused form keeps the version it saw.
    let seen = form.as_ref().and_then(|form| form.value("versi").parse().ok());
    let version = seen.unwrap_or(version);
    let form = form.unwrap_or_else(|| filled(&minutes, &open, version));
    let choices = choices(office, actor).await?;
    let positions = choices.positions.into_iter().filter(|one| one.rank != Rank::Adjutant);
    let page = visit.work(if closed { "doc-minutes-correct" } else { "doc-minutes" });
    let (offices, positions) = (choices.offices, positions.collect());
    let (path, meeting) = (super::path(id), shown.meeting);
    Ok(View { page, path, form, meeting, settled, rows, version, offices, positions })
}

fn filled(minutes: &Minutes, open: &[Decision], version: u32) -> Form {
    let mut form = Form::new().filled("pembahasan", &minutes.points).filled("versi", version);
    for (row, one) in (1..).zip(open) {
        let to = match &one.position {
            Some(position) => format!("{}/{position}", one.agency),
            None => one.agency.clone(),
        };
        form = form
            .filled(&format!("keputusan-{row}"), &one.text)
            .filled(&format!("penanggung-jawab-{row}"), to)
            .filled(&format!("tenggat-{row}"), one.due);
    }
    form
}

/// The last row in which something was typed.
fn rows_typed(form: &Form) -> usize {
    let typed = |row: &usize| {
        let parts = ["keputusan", "penanggung-jawab", "tenggat"];
        parts.iter().any(|part| !form.value(&format!("{part}-{row}")).is_empty())
    };
    (1..=crate::domain::minutes::MOST_DECISIONS).rev().find(typed).unwrap_or(0)
}

/// The rows of the form; rows in which nothing was typed are left out.
fn wanted(form: &mut Form) -> Option<Vec<Wanted>> {
    let unread = |_| Error::new(Kind::Invalid, "documents/day");
    let (mut all, mut whole) = (Vec::new(), true);
    for row in 1..=rows_typed(form) {
        let [text, to, due] =
            ["keputusan", "penanggung-jawab", "tenggat"].map(|part| format!("{part}-{row}"));
        if [&text, &to, &due].iter().all(|name| form.value(name).is_empty()) {
            continue;
        }
        let text = form.required(&text);
        let to = form.parse(&to, addressee);
        let due = form.parse(&due, |text| text.parse::<Date>().map_err(unread));
        match (text, to, due) {
            (Some(text), Some(to), Some(due)) => {
                all.push(Wanted { text: text.replace('\r', ""), to, due })
            }
            _ => whole = false,
        }
    }
    whole.then_some(all)
}

async fn ask(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    html(&view(&visit, &office, super::id(&id)?, None).await?)
}

async fn save(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let (id, actor) = (super::id(&id)?, visit.signed_in()?);
    let shown = meetings::show(&office, actor, id).await?;
    let points = form.value("pembahasan").replace('\r', "");
    let seen = form.value("versi").parse().unwrap_or(0);
    if let Some(decisions) = wanted(&mut form) {
        let result = match shown.meeting.state {
            MeetingState::Closed => {
                let why = (seen, form.value("keterangan"));
                meetings::correct(&office, actor, id, why, (&points, &decisions)).await
            }
            _ => meetings::save(&office, actor, id, seen, (&points, &decisions)).await,
        };
        match result {
            Ok(_) => return Ok(see_other(&super::path(id))),
            Err(error) if error.kind() == Kind::Conflict => form.refuse("pembahasan", &error),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let view = view(&visit, &office, id, Some(form)).await?;
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}
