//! `/_design`: every component in every state, light and dark, in demo cells only.

use askama::Template;
use axum::response::Response;
use base::{Error, Kind, Rupiah};

use crate::access::Access;
use crate::failure::Result;
use crate::form::{Choice, Form};
use crate::page::{Page, html};
use crate::pages::Pages;
use crate::pagination::Pagination;
use crate::visit::Visit;

const WHY: Access = Access::Public { why: "components with invented words, in demo cells only" };

pub(crate) fn pages() -> Pages {
    Pages::new().get("/_design", WHY, citizen).get("/_design/kerja", WHY, work).get(
        "/_design/gangguan",
        WHY,
        trouble,
    )
}

#[derive(Template)]
#[template(path = "design.html")]
struct Design {
    page: Page,
    form: Form,
    districts: Vec<Choice>,
    ways: Vec<Choice>,
    caps: Vec<Choice>,
    due: Rupiah,
    pagination: Pagination,
}

async fn citizen(visit: Visit) -> Result<Response> {
    let page = visit.page("design-title");
    html(&sample(page))
}

async fn work(visit: Visit) -> Result<Response> {
    let page = visit.work("design-title");
    html(&sample(page))
}

/// Shows the page of an incident.
async fn trouble() -> Result<Response> {
    Err(Error::new(Kind::Unavailable, "web/too-slow").into())
}

fn sample(page: Page) -> Design {
    let mut form = Form::new()
        .filled("nop", "64.08.040.003.012-0147.0")
        .filled("wrong", "64.08.040.003.012-0147")
        .filled("way", "qris")
        .filled("cap", "10")
        .filled("note", "Batas tanah bergeser setelah jalan dilebarkan.");
    form.refuse("wrong", &Error::new(Kind::Invalid, "base/nop-length").with("digits", 17));
    Design {
        page,
        form,
        districts: vec![Choice::new("040", "Sangatta Utara"), Choice::new("050", "Bengalon")],
        ways: vec![Choice::new("qris", "QRIS"), Choice::new("bank", "Bank atau loket")],
        caps: vec![
            Choice::new("0", "Tanpa batas"),
            Choice::new("10", "10 %"),
            Choice::new("5", "5 %"),
        ],
        due: Rupiah(209_360),
        pagination: Pagination::by_key("/_design", &[], Some("a"), Some("b")),
    }
}
