//! The page of a task: what is asked, how far it is, what can be done.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind};
use web::{Access, Explained, Form, Page, Pages, Visit, download, html, html_with};

use crate::domain::file::FileRef;
use crate::domain::task::{SourceKind, Task, TaskEvent};
use crate::permissions::READ;
use crate::usecase::Office;
use crate::usecase::tasks::{self, Shown};
use crate::web::words::word;

pub(super) const SEES: Access = Access::Needs(READ);

pub(super) fn pages() -> Pages {
    Pages::new().get("/naskah/tugas/{id}", SEES, page).get(
        "/naskah/tugas/{id}/berkas/{sha256}",
        SEES,
        file,
    )
}

#[derive(Template)]
#[template(path = "task.html", blocks = ["main"])]
struct View {
    page: Page,
    path: String,
    shown: Shown,
    form: Form,
    problem: Option<Explained>,
}

impl View {
    /// Word of a key whose end is a stored word.
    fn word(&self, beginning: &str, end: &str) -> String {
        word(&self.page, beginning, end)
    }

    fn is_overdue(&self) -> bool {
        self.shown.task.is_overdue(self.page.visit().cell().today())
    }

    /// The page of what the task comes from; empty where there is none.
    fn source_path(&self) -> String {
        let source = &self.shown.task.source;
        match source.kind {
            SourceKind::Letter => format!("/naskah/{}", source.id),
            SourceKind::Meeting => format!("/naskah/rapat/{}", source.id),
            SourceKind::Disposition | SourceKind::Instruction => String::new(),
        }
    }

    fn files_of(&self, event: &TaskEvent) -> Vec<&FileRef> {
        let with = self.shown.files.iter().filter(|(number, _)| *number == event.number);
        with.map(|(_, file)| file).collect()
    }

    fn was_moved(&self) -> bool {
        self.shown.task.first_due != self.shown.task.progress.due
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
    id: Id<Task>,
    form: Form,
    error: &Error,
) -> web::Result<Response> {
    let status = match error.kind() {
        Kind::Conflict => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    html_with(status, &view(visit, office, id, form, Some(error)).await?)
}

async fn view(
    visit: &Visit,
    office: &Office,
    id: Id<Task>,
    form: Form,
    problem: Option<&Error>,
) -> base::Result<View> {
    let shown = tasks::show(office, visit.signed_in()?, id).await?;
    let page = visit.work("doc-task");
    let problem = problem.map(|error| page.error(error));
    Ok(View { path: super::path(id), problem, form, shown, page })
}

/// Always saved, never shown: what somebody attached is opened by the person's own program.
async fn file(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path((id, sha256)): Path<(String, String)>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let (file, content) = tasks::open_file(&office, visit.signed_in()?, id, &sha256).await?;
    Ok(download(&file.name, file.kind.media_type(), content))
}
