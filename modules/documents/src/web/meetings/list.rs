//! Lists of meetings: those to come, those that are over.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::Instant;
use web::{Form, Page, Pages, Pagination, Visit, html};

use super::{PATH, SEES};
use crate::permissions::MEET;
use crate::usecase::Office;
use crate::usecase::meetings::{self, Listed, Past};

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, SEES, list)
}

#[derive(Template)]
#[template(path = "meetings.html", blocks = ["main"])]
struct View {
    page: Page,
    listed: Listed,
    over: bool,
    pages: Pagination,
    may_arrange: bool,
}

async fn list(
    visit: Visit,
    Extension(office): Extension<Office>,
    form: Form,
) -> web::Result<Response> {
    let over = form.value("daftar") == "selesai";
    let past = if over { Past::Over } else { Past::Coming };
    let after = form.value("sesudah").split_once('_').and_then(|(at, id)| {
        let at = at.parse::<i64>().ok().map(Instant::from_millis)?;
        Some((at, id.to_owned()))
    });
    let actor = visit.signed_in()?;
    let listed = meetings::page(&office, actor, past, after).await?;
    let next = listed.next.as_ref().map(|(at, id)| format!("{}_{id}", at.millis()));
    let kept = [("daftar", if over { "selesai" } else { "" })];
    let pages = Pagination::by_key(PATH, &kept, None, next.as_deref());
    let may_arrange = actor.has(MEET);
    html(&View { page: visit.work("doc-meetings"), listed, over, pages, may_arrange })
}
