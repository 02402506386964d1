//! The page a phone shows where there is neither a signal nor a copy of what was asked for.

use askama::Template;
use axum::response::Response;

use crate::failure::Result;
use crate::headers::for_anybody;
use crate::page::{Page, html};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "offline.html")]
struct Offline {
    page: Page,
}

/// The service worker keeps it and shows it in the place of any page.
pub(crate) async fn show(visit: Visit) -> Result<Response> {
    let view = Offline { page: visit.page("offline-title") };
    Ok(for_anybody(&visit, html(&view)?))
}
