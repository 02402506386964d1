//! The page of an incoming letter: what came, what is asked of whom, what can be done.

use std::borrow::Borrow;

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id};
use web::{Access, Choice, Explained, Form, Page, Pages, Visit, html, html_with};

use crate::domain::file::FileKind;
use crate::domain::incoming::words::INSTRUCTIONS;
use crate::domain::incoming::{Asked, Event, Incoming, Kept, Receiver};
use crate::permissions::READ;
use crate::usecase::Office;
use crate::usecase::incoming::open::open;
use crate::usecase::incoming::show::Shown;
use crate::web::words::word;

pub(super) const SEES: Access = Access::Needs(READ);

pub(super) fn pages() -> Pages {
    Pages::new().get("/naskah/masuk/{id}", SEES, page)
}

#[derive(Template)]
#[template(path = "incoming.html", blocks = ["main"])]
pub(super) struct View {
    page: Page,
    path: String,
    shown: Shown,
    instructions: Vec<Choice>,
    /// What was typed into a form that was refused.
    form: Form,
    problem: Option<Explained>,
}

impl View {
    /// Word of a key whose end is a stored word.
    fn word(&self, beginning: &str, end: &str) -> String {
        word(&self.page, beginning, end)
    }

    /// Where a form is sent, and how a field of it is called on the page.
    fn at(&self, end: &str) -> String {
        format!("{}/{end}", self.path)
    }

    fn at_node(&self, ordinal: &u32, end: &str) -> String {
        format!("{}/{ordinal}/{end}", self.path)
    }

    fn id(&self, beginning: &str, ordinal: &u32) -> String {
        format!("{beginning}{ordinal}")
    }

    fn is_picture(&self, kept: &Kept) -> bool {
        matches!(kept.file.kind, FileKind::Png | FileKind::Jpg)
    }

    fn is_pdf(&self, kept: &Kept) -> bool {
        kept.file.kind == FileKind::Pdf
    }

    fn may_export(&self) -> bool {
        crate::web::archive::may(self.page.visit(), &self.shown.record.agency)
    }

    /// Kilobytes of a file.
    fn kilobytes(&self, bytes: &u64) -> String {
        self.page.number((bytes / 1_024).max(1))
    }

    /// Files of the letter itself, or of one follow-up.
    fn files(&self, disposition: impl Borrow<u32>) -> Vec<&Kept> {
        let wanted = *disposition.borrow();
        self.shown.files.iter().filter(|kept| kept.disposition == wanted).collect()
    }

    /// How the form names a receiver.
    fn receiver(&self, asked: &Asked) -> String {
        match &asked.receiver {
            Receiver::Position(id) => id.to_string(),
            Receiver::Person(account) => account.clone(),
        }
    }

    /// Whether it was ticked on a form that was refused.
    fn is_ticked(&self, list: &str, value: impl AsRef<str>) -> bool {
        self.form.list(list).iter().any(|one| one == value.as_ref())
    }

    /// What the adjutant noted, to be changed.
    fn is_marked(&self) -> bool {
        self.shown.sorted.as_ref().is_some_and(|note| note.is_urgent)
    }

    fn sort_place(&self) -> String {
        let place = self.shown.sorted.as_ref().map_or(0, |note| note.place);
        if place == 0 { String::new() } else { place.to_string() }
    }

    fn sort_summary(&self) -> &str {
        self.shown.sorted.as_ref().map_or("", |note| &note.summary)
    }

    fn says(&self, event: &Event) -> bool {
        !event.detail.is_empty()
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
    id: Id<Incoming>,
    form: Form,
    error: &Error,
) -> web::Result<Response> {
    let status = match error.kind() {
        base::Kind::Conflict => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    html_with(status, &view(visit, office, id, form, Some(error)).await?)
}

async fn view(
    visit: &Visit,
    office: &Office,
    id: Id<Incoming>,
    form: Form,
    problem: Option<&Error>,
) -> base::Result<View> {
    let shown = open(office, visit.signed_in()?, id).await?;
    let page = visit.work("doc-incoming-letter").called(&shown.record.entry.subject);
    let instruction =
        |(one, _): (&str, &str)| Choice::new(one, word(&page, "doc-instruction-", one));
    Ok(View {
        path: super::path(id),
        instructions: INSTRUCTIONS.map(instruction).into(),
        problem: problem.map(|error| page.error(error)),
        form,
        shown,
        page,
    })
}
