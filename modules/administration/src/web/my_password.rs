//! A new password of one's own; the first page of somebody whose password ran out.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::{Error, Kind};
use http::{HeaderMap, StatusCode};
use web::{Explained, Form, Page, Visit, html, html_with, see_other};

use super::{Desk, link, note, rules, token};

pub(super) const PATH: &str = "/akun-saya/sandi";

#[derive(Template)]
#[template(path = "my-password.html", blocks = ["main"])]
struct MyPassword {
    page: Page,
    form: Form,
    problem: Option<Explained>,
    rules: Vec<String>,
    rules_source: String,
    /// It ran out: nothing else can be done before.
    must: bool,
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    headers: HeaderMap,
) -> web::Result<Response> {
    html(&view(&visit, &desk, &headers, Form::new(), None).await?)
}

pub(super) async fn change(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    headers: HeaderMap,
    mut form: Form,
) -> web::Result<Response> {
    let mut problem = None;
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let present = form.take_secret("present");
    if present.is_empty() {
        form.refuse("present", &Error::new(Kind::Invalid, "web/required"));
    }
    let new = link::repeated(&mut form);
    if let Some(new) = new.filter(|_| !present.is_empty()) {
        match send(&desk, &visit, &headers, &present, &new).await {
            Ok(()) => return Ok(see_other("/akun-saya?kabar=adm-password-changed")),
            Err(error) if error.kind() == Kind::TooMany => {
                status = StatusCode::TOO_MANY_REQUESTS;
                problem = Some(visit.app().texts().error(visit.language(), &error));
            }
            Err(error) => note(&mut form, error)?,
        }
    }
    html_with(status, &view(&visit, &desk, &headers, form, problem).await?)
}

async fn send(
    desk: &Desk,
    visit: &Visit,
    headers: &HeaderMap,
    present: &str,
    new: &str,
) -> base::Result<()> {
    let token = token(visit, headers)?;
    let address = visit.address().to_string();
    let found = desk.identity.resume(&token, Some(&address)).await?;
    let (actor, signed_in) = found.ok_or_else(over)?;
    desk.identity.change_password(&actor, &signed_in, &token, present, new).await
}

async fn view(
    visit: &Visit,
    desk: &Desk,
    headers: &HeaderMap,
    form: Form,
    problem: Option<Explained>,
) -> web::Result<MyPassword> {
    let page = visit.work("adm-password-change");
    let found = desk.identity.resume(&token(visit, headers)?, None).await?;
    let must = found.is_some_and(|(_, signed_in)| signed_in.must_change_password);
    let profile = desk.identity.settings().profile;
    let (rules, rules_source) = (rules::sentences(&page, profile), rules::source(&page, profile));
    Ok(MyPassword { page, form, problem, rules, rules_source, must })
}

fn over() -> Error {
    Error::new(Kind::Unauthenticated, "web/sign-in")
}
