//! The register of incoming letters (agenda surat masuk), its counts, and its spreadsheet.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::Id;
use web::{Access, Choice, Form, Page, Pages, Pagination, Visit, download, html};

use crate::domain::book::Book;
use crate::domain::content::{Secrecy, Urgency};
use crate::domain::incoming::lists::Counts;
use crate::domain::incoming::{Listed, State};
use crate::permissions::{READ, RECEIVE};
use crate::print::incoming_sheet::Words;
use crate::usecase::Office;
use crate::usecase::incoming::desk::{self, Filter};
use crate::web::words::word;

const PAGE: i64 = 50;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// What the filter calls letters whose disposition is late.
const LATE: &str = "lewat";

pub(super) fn pages() -> Pages {
    Pages::new().get(super::PATH, Access::Needs(READ), show).get(
        "/naskah/masuk.xlsx",
        Access::Needs(READ),
        file,
    )
}

#[derive(Template)]
#[template(path = "incoming-register.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    lines: Vec<Listed>,
    counts: Counts,
    states: Vec<Choice>,
    /// Offices whose registers may be looked into; empty for somebody who sees only their own.
    offices: Vec<Choice>,
    may_register: bool,
    query: String,
    pages: Pagination,
}

fn filter(form: &Form) -> Filter {
    let wanted = form.value("keadaan");
    let state = State::parse(wanted).map(|state| state.as_str().to_owned());
    Filter {
        agency: form.value("kantor").to_owned(),
        state: state.unwrap_or_default(),
        only_overdue: wanted == LATE,
        before: place(form.value("sesudah")),
    }
}

/// The book and number that a link names.
fn place(text: &str) -> Option<(Id<Book>, i64)> {
    let (book, ordinal) = text.split_once('.')?;
    Some((Id::parse(book)?, ordinal.parse().ok()?))
}

async fn show(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let found = desk::register(&office, actor, &filter(&form), PAGE).await?;
    let page = visit.work("doc-incoming");
    let full = found.lines.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
    let next = found.lines.last().filter(|_| full);
    let next = next.map(|line| format!("{}.{}", line.book, line.ordinal));
    let (state, wanted) = (form.value("keadaan").to_owned(), form.value("kantor").to_owned());
    let kept = [("kantor", wanted.as_str()), ("keadaan", state.as_str())];
    let states = State::ALL.iter().map(|one| one.as_str()).chain([LATE]);
    let offices = match actor.list_scope(READ).everything() {
        true => office.identity().list_agencies().await?,
        false => Vec::new(),
    };
    html(&View {
        states: states.map(|one| Choice::new(one, word(&page, "doc-in-", one))).collect(),
        offices: offices.iter().map(|it| Choice::new(&it.code, &it.name)).collect(),
        may_register: actor.has(RECEIVE),
        query: plain(&format!("kantor={wanted}&keadaan={state}")),
        pages: Pagination::by_key(super::PATH, &kept, None, next.as_deref()),
        form: form.filled("kantor", &found.agency),
        lines: found.lines,
        counts: found.counts,
        page,
    })
}

/// Codes of offices and words of states need no escaping beyond what is not plain.
fn plain(query: &str) -> String {
    query.chars().filter(|c| c.is_ascii_alphanumeric() || "-=&_.".contains(*c)).collect()
}

async fn file(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    let page = visit.work("doc-incoming");
    let head = |key: &str| page.t(key).to_string();
    let pair = |beginning: &str, key: &str| (key.to_owned(), word(&page, beginning, key));
    let mut said: Vec<(String, String)> = Vec::new();
    said.extend(Secrecy::ALL.map(|one| pair("doc-secrecy-", one.as_str())));
    said.extend(State::ALL.iter().map(|one| pair("doc-in-", one.as_str())));
    let urgency = |one: Urgency| {
        (format!("urgency-{}", one.as_str()), word(&page, "doc-urgency-", one.as_str()))
    };
    said.extend(Urgency::ALL.map(urgency));
    let heads = [
        "doc-agenda-number",
        "field-diterima",
        "field-pengirim",
        "field-nomor-surat",
        "field-tanggal-surat",
        "field-hal",
        "field-sifat",
        "field-kecepatan",
        "field-tujuan",
        "doc-state",
        "doc-due",
    ];
    let (title, demo) = (head("doc-incoming"), head("doc-demo-sheet"));
    let words = Words { title, heads: heads.map(head), said, demo };
    let filter = filter(&form);
    let (name, bytes) = desk::export(&office, visit.signed_in()?, &filter, &words).await?;
    Ok(download(&name, XLSX, bytes))
}
