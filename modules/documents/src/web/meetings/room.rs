//! What is shown on the wall of the room: a code that changes, as QR and as digits.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use web::{Markup, Page, Pages, Visit, html};

use super::{ARRANGES, attend, qr};
use crate::domain::meeting::STEP_SECONDS;
use crate::usecase::Office;
use crate::usecase::meetings::{self, Room};

pub(super) fn pages() -> Pages {
    Pages::new().get("/naskah/rapat/{id}/kode", ARRANGES, show)
}

#[derive(Template)]
#[template(path = "meeting-room.html", blocks = ["head", "main"])]
struct View {
    page: Page,
    path: String,
    room: Room,
    /// The address without the code, to be typed.
    address: String,
    drawing: Markup,
    /// Seconds after which the page is asked for again.
    refresh: i64,
}

impl View {
    /// `1234 5678`
    fn digits(&self) -> String {
        let (a, b) = self.room.code.split_at_checked(4).unwrap_or((&self.room.code, ""));
        format!("{a} {b}")
    }
}

async fn show(
    visit: Visit,
    Extension(office): Extension<Office>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let id = super::id(&id)?;
    let room = meetings::room(&office, visit.signed_in()?, id).await?;
    let page = visit.work("doc-room").called(&room.meeting.plan.title);
    let origin = visit.cell().settings().public_url.clone();
    let address = format!("{}{}", origin.trim_end_matches('/'), attend::PATH);
    let label = page.t("doc-room-qr").to_string();
    let drawing = qr::drawing(&format!("{address}?kode-ruang={}", room.code), &label)?;
    let (path, refresh) = (super::path(id), STEP_SECONDS / 4);
    html(&View { page, path, room, address, drawing, refresh })
}
