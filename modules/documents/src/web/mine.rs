//! What somebody wrote: my letters.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::Id;
use web::{Access, Entry, Form, Page, Pages, Pagination, Visit, html};

use crate::permissions::DRAFT;
use crate::store::letters::Listed;
use crate::usecase::{Office, lists};

const NEEDS: Access = Access::Needs(DRAFT);
const PATH: &str = "/naskah";
const PAGE: i64 = 50;

/// The entry in the navigation.
pub(super) fn entry() -> Entry {
    Entry { label: "doc-mine", path: PATH, needs: DRAFT, waiting: None }
}

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, NEEDS, list)
}

#[derive(Template)]
#[template(path = "letters-mine.html", blocks = ["main"])]
struct Mine {
    page: Page,
    letters: Vec<Listed>,
    pages: Pagination,
}

async fn list(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    let after = Id::parse(form.value("sesudah"));
    let letters = lists::mine(&office, visit.signed_in()?, after, PAGE).await?;
    let full = letters.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
    let next = letters.last().filter(|_| full).map(|letter| letter.id.to_string());
    let pages = Pagination::by_key(PATH, &[], None, next.as_deref());
    html(&Mine { page: visit.work("doc-mine"), letters, pages })
}
