//! The page of a letter: where it is, what it says, what can be done.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id};
use web::{Access, Choice, Explained, Form, Markup, Page, Pages, Visit, html, html_with};

use crate::domain::chain::{Step, StepRole, StepState};
use crate::domain::delivery::Means;
use crate::domain::letter::{Letter, State};
use crate::domain::party::{Party, Scope};
use crate::permissions::READ;
use crate::usecase::show::Shown;
use crate::usecase::{Office, show};
use crate::web::words::word;
use crate::web::{archive, markup};

pub(super) const SEES: Access = Access::Needs(READ);

pub(super) fn pages() -> Pages {
    Pages::new().get("/naskah/{id}", SEES, page)
}

#[derive(Template)]
#[template(path = "letter.html", blocks = ["main"])]
pub(super) struct View {
    page: Page,
    path: String,
    shown: Shown,
    kind_name: String,
    /// What was typed into a form that was refused.
    form: Form,
    problem: Option<Explained>,
    body: Markup,
    /// Fields of the type: label and text.
    fields: Vec<(String, String)>,
    government: Vec<Choice>,
    outside: Vec<Choice>,
}

impl View {
    fn step_key(&self, step: &Step) -> &'static str {
        match (step.role, step.state) {
            (_, StepState::Waiting) => "doc-step-waiting",
            (StepRole::Paraf, StepState::Open) => "doc-step-open-paraf",
            (StepRole::Sign, StepState::Open) => "doc-step-open-sign",
            (StepRole::Paraf, StepState::Done) => "doc-step-paraf",
            (StepRole::Sign, StepState::Done) => "doc-step-signed",
            (_, StepState::Returned) => "doc-step-returned",
            (_, StepState::Dropped) => "doc-step-dropped",
        }
    }

    fn step_colour(&self, step: &Step) -> &'static str {
        match step.state {
            StepState::Open => "yellow",
            StepState::Done => "green",
            StepState::Returned => "red",
            StepState::Waiting | StepState::Dropped => "",
        }
    }

    /// Word of a key whose end is a stored word.
    fn word(&self, beginning: &str, end: &str) -> String {
        word(&self.page, beginning, end)
    }

    fn has(&self, scope: &str) -> bool {
        let content = &self.shown.loaded.content;
        let of = |party: &Party| party.scope.as_str() == scope;
        content.to.iter().chain(&content.cc).any(of)
    }

    /// It has left the desks of its office, and this person takes letters out.
    fn may_export(&self) -> bool {
        let record = &self.shown.loaded.record;
        let leaves = record.number.is_some() || record.state.is_over();
        leaves && archive::may(self.page.visit(), &record.agency)
    }

    fn is_fixed(&self) -> bool {
        use State::{Cancelled, Dispatched, Fixed, Signed, Signing};
        match self.shown.loaded.record.state {
            Fixed | Signing | Signed | Dispatched => true,
            // What was cancelled was fixed before, unless it is from before there were PDFs of it.
            Cancelled => !self.shown.revisions.is_empty(),
            _ => false,
        }
    }

    /// Kilobytes of a file.
    fn kilobytes(&self, bytes: &u64) -> String {
        self.page.number((bytes / 1_024).max(1))
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
    id: Id<Letter>,
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
    id: Id<Letter>,
    form: Form,
    problem: Option<&Error>,
) -> base::Result<View> {
    let shown = show::show(office, visit.signed_in()?, id).await?;
    let kind = office.types().get(&shown.loaded.record.kind)?.clone();
    let page = visit.work("doc-letter").called(&shown.loaded.record.subject);
    let content = &shown.loaded.content;
    let field = |spec: &crate::domain::kind::FieldSpec| {
        let text = content.fields.get(&spec.id).filter(|text| !text.is_empty())?;
        Some((word(&page, "field-isian-", &spec.id), text.clone()))
    };
    let means = |scope| {
        let all = Means::for_scope(scope).iter();
        all.map(|one| Choice::new(one.as_str(), word(&page, "doc-means-", one.as_str()))).collect()
    };
    Ok(View {
        path: super::path(id),
        kind_name: word(&page, "doc-type-", &kind.id),
        problem: problem.map(|error| page.error(error)),
        body: markup::body(content.body.typed()),
        fields: kind.fields.iter().filter_map(field).collect(),
        government: means(Scope::Government),
        outside: means(Scope::Outside),
        form,
        shown,
        page,
    })
}
