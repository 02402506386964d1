//! How the certification authority knows me.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::Error;
use web::{Access, Explained, Form, Page, Pages, Visit, html_with, see_other};

use crate::permissions::ACT;
use crate::usecase::signing::{OwnSubject, SigningHouse, link, own_subject, unlink};
use crate::web::refusal::placed;

pub(super) const PATH: &str = "/tanda-tangan/psre";

pub(super) fn pages() -> Pages {
    let acts = Access::Needs(ACT);
    Pages::new().get(PATH, acts, show).post(PATH, acts, write).post(
        "/tanda-tangan/psre/lepas",
        acts,
        remove,
    )
}

#[derive(Template)]
#[template(path = "sign-subject.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    own: Option<OwnSubject>,
    /// What the authority is called; empty when none is set up.
    authority: String,
    problem: Option<Explained>,
}

impl View {
    /// The words for what the authority says, and their colour.
    fn state(&self, own: &OwnSubject) -> (&'static str, String) {
        let Some(state) = own.state else {
            return ("", self.page.t("sign-state-silent").to_string());
        };
        let colour = if state.can_sign() { "green" } else { "red" };
        let word = state.as_str().to_lowercase().replace('_', "-");
        (colour, crate::web::words::word(&self.page, "sign-state-", &word))
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
    let own = own_subject(house, visit.signed_in()?).await?;
    let page = visit.work("sign-subject");
    let authority = house.services().certified.as_ref().map(|it| it.name.clone());
    let authority = authority.unwrap_or_default();
    let problem = problem.map(|error| page.error(&error));
    html_with(status, &View { page, form, own, authority, problem })
}

async fn write(
    visit: Visit,
    Extension(house): Extension<SigningHouse>,
    mut form: Form,
) -> web::Result<Response> {
    match link(&house, visit.signed_in()?, form.value("nama-psre")).await {
        Ok(()) => Ok(see_other(PATH)),
        Err(error) => {
            let placed = placed(&mut form, error)?;
            shown(&visit, &house, form, placed).await
        }
    }
}

async fn remove(
    visit: Visit,
    Extension(house): Extension<SigningHouse>,
    _: Form,
) -> web::Result<Response> {
    unlink(&house, visit.signed_in()?).await?;
    Ok(see_other(PATH))
}
