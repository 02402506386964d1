//! The keys of one's office: whoever sits beside a person sees a request they did not make.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::Instant;
use web::{Form, Page, Pagination, Visit, html};

use super::{OFFICE, PAGE};
use crate::usecase::keys::{self, KeyFile, Keyring};

#[derive(Template)]
#[template(path = "keys-office.html", blocks = ["main"])]
struct View {
    page: Page,
    files: Vec<KeyFile>,
    now: Instant,
    pages: Pagination,
}

pub(super) async fn list(
    visit: Visit,
    Extension(keyring): Extension<Keyring>,
    form: Form,
) -> web::Result<Response> {
    let after = Some(form.value("sesudah")).filter(|after| !after.is_empty());
    let (files, next) = keys::of_office(&keyring, visit.signed_in()?, after, PAGE).await?;
    let pages = Pagination::by_key(OFFICE, &[], None, next.as_deref());
    let now = keyring.cell().now();
    html(&View { page: visit.work("keys-office"), files, now, pages })
}
