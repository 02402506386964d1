//! The home page: the one question most citizens come with, and what else they can do.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use module::Service;
use web::{Access, Page, Pages, Visit, for_anybody, html};

#[derive(Template)]
#[template(path = "home.html", blocks = ["main"])]
struct Home {
    page: Page,
    services: Vec<Service>,
}

/// What most people come for in the months before the due date; looking up stands above everything.
const FIRST: &str = "/bayar";

const HOME: Access = Access::Public { why: "the front door" };

/// The home page with the services of all modules, paying first.
pub fn pages(mut services: Vec<Service>) -> Pages {
    services.sort_by_key(|service| service.path != FIRST);
    Pages::new().get("/", HOME, home).with(services)
}

async fn home(visit: Visit, Extension(services): Extension<Vec<Service>>) -> web::Result<Response> {
    Ok(for_anybody(&visit, html(&Home { page: visit.page("home-title"), services })?))
}
