//! What waits for one's signature, on a phone: read, choose, go on.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind};
use web::{Access, Explained, Form, Page, Pages, Visit, html_with, see_other};

use super::PATH;
use crate::permissions::ACT;
use crate::usecase::signing::{SigningHouse, Waiting, Wish, prepare, waiting};
use crate::web::refusal::placed;

pub(super) fn pages() -> Pages {
    let acts = Access::Needs(ACT);
    Pages::new().get(PATH, acts, show).post(PATH, acts, choose)
}

#[derive(Template)]
#[template(path = "sign-list.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    waiting: Vec<Waiting>,
    problem: Option<Explained>,
}

impl View {
    fn word(&self, beginning: &str, end: &str) -> String {
        crate::web::words::word(&self.page, beginning, end)
    }

    /// Chosen before; all of them on the first sight of one letter alone.
    fn is_chosen(&self, letter: &Waiting) -> bool {
        let chosen = self.form.list("naskah[]");
        chosen.contains(&letter.record.id.to_string()) || self.waiting.len() == 1
    }

    fn has_unopened(&self) -> bool {
        self.waiting.iter().any(|letter| !letter.opened)
    }
}

async fn show(visit: Visit, Extension(house): Extension<SigningHouse>) -> web::Result<Response> {
    shown(&visit, &house, Form::new(), (StatusCode::OK, None)).await
}

async fn shown(
    visit: &Visit,
    house: &SigningHouse,
    form: Form,
    (status, problem): (StatusCode, Option<Error>),
) -> web::Result<Response> {
    let waiting = waiting(house, visit.signed_in()?).await?;
    let page = visit.work("sign-list");
    let problem = problem.map(|error| page.error(&error));
    html_with(status, &View { page, form, waiting, problem })
}

async fn choose(
    visit: Visit,
    Extension(house): Extension<SigningHouse>,
    mut form: Form,
) -> web::Result<Response> {
    let prepared = match wishes(&form) {
        Ok(wishes) => prepare(&house, visit.signed_in()?, &wishes).await,
        Err(error) => Err(error),
    };
    match prepared {
        Ok(id) => Ok(see_other(&format!("{PATH}/{id}"))),
        Err(error) => {
            let placed = placed(&mut form, error)?;
            shown(&visit, &house, form, placed).await
        }
    }
}

fn wishes(form: &Form) -> base::Result<Vec<Wish>> {
    let unknown = || Error::new(Kind::NotFound, "documents/unknown-letter");
    let unopened = form.ticked("tanpa-buka");
    let letters = form.list("naskah[]").iter();
    letters.map(|id| Ok(Wish { letter: Id::parse(id).ok_or_else(unknown)?, unopened })).collect()
}
