//! Finding letters by words.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use web::{Access, Entry, Form, Page, Pages, Pagination, Visit, html};

use crate::permissions::READ;
use crate::usecase::Office;
use crate::usecase::search::{self, Found};

const PATH: &str = "/naskah/cari";

/// The entry in the navigation.
pub(super) fn entry() -> Entry {
    Entry { label: "doc-find", path: PATH, needs: READ, waiting: None }
}

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, Access::Needs(READ), find)
}

#[derive(Template)]
#[template(path = "find.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    asked: bool,
    found: Found,
    pages: Pagination,
}

async fn find(
    visit: Visit,
    Extension(office): Extension<Office>,
    mut form: Form,
) -> web::Result<Response> {
    // With its spaces: a space behind the last word means the whole word.
    let text = form.raw("q").to_owned();
    let result = search::search(&office, visit.signed_in()?, &text, form.value("sesudah")).await;
    let found = match result {
        Ok(found) => found,
        Err(error) if error.kind() == base::Kind::Invalid => {
            form.refuse("q", &error);
            Found::default()
        }
        Err(error) => return Err(error.into()),
    };
    let pages = Pagination::by_key(PATH, &[("q", &text)], None, found.next.as_deref());
    let asked = !text.trim().is_empty() && !form.has_errors();
    html(&View { page: visit.work("doc-find"), form, asked, found, pages })
}
