//! Lists of tasks, and the figures of offices.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use web::{Access, Choice, Form, Page, Pages, Pagination, Visit, html};

use super::PATH;
use crate::domain::incoming::words::Duty;
use crate::domain::task::{Figures, Task};
use crate::permissions::{INSTRUCT, READ};
use crate::usecase::Office;
use crate::usecase::incoming::desk;
use crate::usecase::tasks::{self, Filter, Tasks, Which};
use crate::web::words::word;

const SUMMARY: &str = "/naskah/tugas/ringkasan";
const WHATS: [&str; 4] = ["open", "overdue", "reported", "done"];

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, Access::Needs(READ), list).get(SUMMARY, Access::Needs(READ), summary)
}

/// A tab over the list.
struct Tab {
    label: &'static str,
    path: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "tasks.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    tabs: Vec<Tab>,
    which: &'static str,
    whats: Vec<Choice>,
    offices: Vec<Choice>,
    found: Tasks,
    pages: Pagination,
    may_give: bool,
    /// What the office owes because of dispositions.
    duties: Vec<Duty>,
    /// Where somebody asks to be reminded.
    reminder: Option<String>,
}

impl View {
    fn office<'a>(&'a self, task: &'a Task) -> &'a str {
        let found = self.offices.iter().find(|one| one.value == task.owner);
        found.map_or(&task.owner, |one| &one.label)
    }

    /// The usual instructions of a disposition, then what was written.
    fn instruction(&self, duty: &Duty) -> String {
        let usual = duty.instructions.iter().map(|one| word(&self.page, "doc-instruction-", one));
        let written = Some(duty.note.clone()).filter(|note| !note.is_empty());
        usual.chain(written).collect::<Vec<_>>().join("; ")
    }

    fn is_late(&self, duty: &Duty) -> bool {
        duty.is_overdue(self.page.visit().cell().today())
    }

    fn is_overdue(&self, task: &Task) -> bool {
        task.is_overdue(self.page.visit().cell().today())
    }
}

fn which(form: &Form) -> (Which, &'static str) {
    match form.value("daftar") {
        "saya" => (Which::Given, "saya"),
        "semua" => (Which::All, "semua"),
        _ => (Which::Office, "kantor"),
    }
}

fn filter(form: &Form, sees_all: bool) -> (Filter, &'static str) {
    let (which, word) = match which(form) {
        // Whoever sees all and belongs to no list of their own begins with all.
        (Which::Office, _) if sees_all && form.value("daftar").is_empty() => (Which::All, "semua"),
        other => other,
    };
    let what = WHATS.iter().find(|one| **one == form.value("keadaan")).unwrap_or(&WHATS[0]);
    let after = form.value("sesudah").split_once('_');
    let after = after.map(|(due, id)| (due.to_owned(), id.to_owned()));
    let agency = form.value("kantor").to_owned();
    (Filter { which, what: (*what).to_owned(), agency, after }, word)
}

async fn list(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let sees_all = actor.list_scope(READ).everything();
    let (filter, word_of) = filter(&form, sees_all);
    let found = tasks::page(&office, actor, &filter).await?;
    let page = visit.work("doc-tasks");
    let next = found.next.as_ref().map(|(due, id)| format!("{due}_{id}"));
    let kept = [("daftar", word_of), ("keadaan", &*filter.what), ("kantor", &*filter.agency)];
    let agencies = office.identity().list_agencies().await?;
    let offices = agencies.into_iter().map(|agency| Choice::new(agency.code, agency.name));
    let duties = duties(&visit, &office, &filter).await?;
    html(&View {
        duties,
        pages: Pagination::by_key(PATH, &kept, None, next.as_deref()),
        tabs: tabs(&found, filter.which),
        which: word_of,
        whats: WHATS.map(|one| Choice::new(one, word(&page, "doc-tasks-", one))).into(),
        offices: offices.collect(),
        may_give: actor.has(INSTRUCT),
        reminder: tasks::reminder_link(&office, actor),
        form: form.filled("keadaan", &filter.what),
        found,
        page,
    })
}

/// Dispositions stand beside the tasks of one's own office, where open work is looked at.
async fn duties(visit: &Visit, office: &Office, filter: &Filter) -> base::Result<Vec<Duty>> {
    let actor = visit.signed_in()?;
    let Some(home) = actor.agency().filter(|_| filter.which == Which::Office) else {
        return Ok(Vec::new());
    };
    let today = visit.cell().today();
    let mut duties = match filter.what.as_str() {
        "open" | "overdue" => desk::duties(office, actor, home).await?,
        _ => Vec::new(),
    };
    duties.retain(|duty| filter.what == "open" || duty.is_overdue(today));
    Ok(duties)
}

fn tabs(found: &Tasks, which: Which) -> Vec<Tab> {
    let tab = |label, word: &str, here| Tab { label, path: format!("{PATH}?daftar={word}"), here };
    let mut tabs = vec![tab("doc-tasks-of-office", "kantor", which == Which::Office)];
    if found.gives {
        tabs.push(tab("doc-tasks-given", "saya", which == Which::Given));
    }
    if found.sees_all {
        tabs.push(tab("doc-tasks-all", "semua", which == Which::All));
    }
    let path = SUMMARY.to_owned();
    tabs.push(Tab { label: "doc-tasks-summary", path, here: false });
    tabs
}

#[derive(Template)]
#[template(path = "tasks-summary.html", blocks = ["main"])]
struct Summary {
    page: Page,
    offices: Vec<Figures>,
    sees_all: bool,
}

impl Summary {
    /// Sums of all offices: open, late, to be accepted, accepted, of these late.
    fn sums(&self) -> [i64; 5] {
        let sum = |of: fn(&Figures) -> i64| self.offices.iter().map(of).sum();
        [
            sum(|f| f.open),
            sum(|f| f.overdue),
            sum(|f| f.reported),
            sum(|f| f.accepted),
            sum(|f| f.accepted_late),
        ]
    }
}

async fn summary(visit: Visit, Extension(office): Extension<Office>) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let offices = tasks::summary(&office, actor).await?;
    let sees_all = actor.list_scope(READ).everything();
    html(&Summary { page: visit.work("doc-tasks-summary"), offices, sees_all })
}
