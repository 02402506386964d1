//! The register of outgoing letters (buku agenda).

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::Id;
use identity::Agency;
use web::{Access, Choice, Entry, Form, Page, Pages, Pagination, Visit, download, html};

use crate::domain::book::{Book, Line};
use crate::domain::number::NumberStatus;
use crate::permissions::READ;
use crate::print::register_sheet::Words;
use crate::usecase::Office;
use crate::usecase::register::{self, Filter};
use crate::web::words::word;

const PATH: &str = "/naskah/agenda";
const PAGE: i64 = 50;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The entry in the navigation.
pub(super) fn entry() -> Entry {
    Entry { label: "doc-register", path: PATH, needs: READ, waiting: None }
}

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, Access::Needs(READ), show).get(
        "/naskah/agenda.xlsx",
        Access::Needs(READ),
        file,
    )
}

#[derive(Template)]
#[template(path = "register.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    book: Option<Book>,
    books: Vec<Choice>,
    types: Vec<Choice>,
    statuses: Vec<Choice>,
    lines: Vec<Line>,
    query: String,
    pages: Pagination,
}

impl View {
    fn kind(&self, line: &Line) -> String {
        match &line.kind {
            Some(kind) => word(&self.page, "doc-type-", kind),
            None => self.page.t("doc-on-paper").to_string(),
        }
    }

    fn status(&self, line: &Line) -> String {
        word(&self.page, "doc-number-", line.number.status.as_str())
    }
}

fn filter(form: &Form) -> Filter {
    Filter {
        book: Id::parse(form.value("buku")),
        kind: form.value("jenis").to_owned(),
        status: form.value("status").to_owned(),
        before: form.value("sesudah").parse().ok(),
    }
}

/// How a book is called: series, year, office.
fn called(page: &Page, book: &Book, offices: &[Agency]) -> String {
    let series = word(page, "doc-series-", &book.series);
    let office = offices.iter().find(|office| office.code == book.agency);
    format!("{series} {} – {}", book.year, office.map_or(&book.agency, |office| &office.name))
}

async fn show(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    let filter = filter(&form);
    let found = register::page(&office, visit.signed_in()?, &filter, PAGE).await?;
    let offices = office.identity().list_agencies().await?;
    let page = visit.work("doc-register");
    let full = found.lines.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
    let next = found.lines.last().filter(|_| full).map(|line| line.number.ordinal.to_string());
    let id = found.book.as_ref().map(|book| book.id.to_string()).unwrap_or_default();
    let kept = [("buku", id.as_str()), ("jenis", &filter.kind), ("status", &filter.status)];
    let query = format!("buku={id}&jenis={}&status={}", filter.kind, filter.status);
    let kinds = office.types().iter();
    let status =
        |one: NumberStatus| Choice::new(one.as_str(), word(&page, "doc-number-", one.as_str()));
    html(&View {
        books: found
            .books
            .iter()
            .map(|book| Choice::new(book.id.to_string(), called(&page, book, &offices)))
            .collect(),
        types: kinds
            .map(|kind| Choice::new(&kind.id, word(&page, "doc-type-", &kind.id)))
            .collect(),
        statuses: NumberStatus::ALL.map(status).into(),
        pages: Pagination::by_key(PATH, &kept, None, next.as_deref()),
        form: form.filled("buku", &id),
        lines: found.lines,
        book: found.book,
        query: encoded(&query),
        page,
    })
}

/// A query of plain words needs no escaping beyond what is not plain.
fn encoded(query: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-=&_".contains(c);
    query.chars().filter(|c| plain(*c)).collect()
}

async fn file(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    let page = visit.work("doc-register");
    let head = |key: &str| page.t(key).to_string();
    let pair = |beginning: &str, key: &str| (key.to_owned(), word(&page, beginning, key));
    let words = Words {
        title: head("doc-register"),
        heads: [
            head("doc-ordinal"),
            head("doc-number"),
            head("doc-day"),
            head("doc-kind"),
            head("doc-subject"),
            head("doc-status"),
            head("doc-reason"),
        ],
        types: office.types().iter().map(|kind| pair("doc-type-", &kind.id)).collect(),
        statuses: NumberStatus::ALL.map(|one| pair("doc-number-", one.as_str())).into(),
        demo: head("doc-demo-sheet"),
        secret: head("doc-register-secret"),
    };
    let filter = filter(&form);
    let (name, bytes) = register::export(&office, visit.signed_in()?, &filter, &words).await?;
    Ok(download(&name, XLSX, bytes))
}
