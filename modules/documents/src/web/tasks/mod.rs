//! Pages of tasks: lists, figures, one task, giving one.

mod acts;
mod give;
mod list;
mod one;

use base::{Error, Id, Kind};
use web::{Entry, Page, Pages};

use crate::domain::task::{Task, TaskState};
use crate::permissions::READ;
use crate::usecase::tasks;

pub(crate) use give::addressee;

const PATH: &str = "/naskah/tugas";

/// The entry in the navigation, with how many wait.
pub(super) fn entry() -> Entry {
    Entry { label: "doc-tasks", path: PATH, needs: READ, waiting: Some(count as web::Waiting) }
}

fn count<'a>(cell: &'a cell::Cell, actor: &'a identity::Actor) -> web::Count<'a> {
    Box::pin(tasks::count(cell, actor))
}

pub(super) fn pages() -> Pages {
    Pages::new().merge(list::pages()).merge(give::pages()).merge(one::pages()).merge(acts::pages())
}

/// The id in an address.
fn id(text: &str) -> base::Result<Id<Task>> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-task"))
}

/// Where a task's page is.
pub(crate) fn path(id: impl std::borrow::Borrow<Id<Task>>) -> String {
    format!("{PATH}/{}", id.borrow())
}

/// The colour of a state's tag: yellow waits for the office, teal for whoever gave it.
pub(crate) fn state_colour(task: &Task) -> &'static str {
    match task.progress.state {
        TaskState::Open | TaskState::InProgress => "yellow",
        TaskState::Reported => "teal",
        TaskState::Accepted => "green",
        TaskState::Withdrawn => "",
    }
}

/// The key of a state's word.
pub(crate) fn state_key(task: &Task) -> &'static str {
    match task.progress.state {
        TaskState::Open => "doc-task-open",
        TaskState::InProgress => "doc-task-in-progress",
        TaskState::Reported => "doc-task-reported",
        TaskState::Accepted => "doc-task-accepted",
        TaskState::Withdrawn => "doc-task-withdrawn",
    }
}

/// How far the deadline is, in words: `lewat 3 hari`, `hari ini`, `5 hari lagi`; empty once it was
/// reported done.
pub(crate) fn time_left(page: &Page, task: &Task) -> String {
    if !matches!(task.progress.state, TaskState::Open | TaskState::InProgress) {
        return String::new();
    }
    let days = (task.progress.due - page.visit().cell().today()).get_days();
    match days {
        0 => page.t("doc-task-today").to_string(),
        1.. => page.t("doc-task-days-left").with("n", days).to_string(),
        _ => page.t("doc-task-days-late").with("n", -days).to_string(),
    }
}
