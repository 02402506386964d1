//! One's own passkeys: listed, made, renamed, removed.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Id, Instant, Kind};
use http::{HeaderMap, StatusCode};
use identity::{Actor, NewPasskey, Passkey, PasskeyInfo, SignedIn};
use web::{Explained, Form, Page, Visit, html, html_with, see_other};

use super::{Desk, note, token, told};

pub(super) const PATH: &str = "/akun-saya/kunci-sandi";

#[derive(Template)]
#[template(path = "my-passkeys.html", blocks = ["main"])]
struct MyPasskeys {
    page: Page,
    form: Form,
    news: Option<&'static str>,
    problem: Option<Explained>,
    passkeys: Vec<PasskeyInfo>,
    /// Why browsers offer none at this address; the form is left out then.
    closed: Option<Explained>,
}

#[derive(Template)]
#[template(path = "my-passkey-new.html", blocks = ["main"])]
struct NewPage {
    page: Page,
    name: String,
    options: String,
    expires_at: Instant,
}

#[derive(Template)]
#[template(path = "my-passkey.html", blocks = ["main"])]
struct OnePage {
    page: Page,
    form: Form,
    problem: Option<Explained>,
    passkey: PasskeyInfo,
}

const NEWS: &[&str] = &["adm-passkey-added", "adm-passkey-renamed", "adm-passkey-removed"];

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    form: Form,
) -> web::Result<Response> {
    let news = told(&form, NEWS);
    html(&list(&visit, &desk, Form::new(), news, None).await?)
}

/// The first step: name and password. The answer carries the challenge, and comes once.
pub(super) async fn begin(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    headers: HeaderMap,
    mut form: Form,
) -> web::Result<Response> {
    let (actor, signed_in) = present(&desk, &visit, &headers).await?;
    let (name, password) = (form.value("device").to_owned(), form.take_secret("present"));
    match desk.identity.begin_passkey(&actor, &signed_in, &name, &password).await {
        Ok(begun) => html(&new_page(&visit, begun)),
        Err(error) => {
            let (status, problem) = answered(&visit, &mut form, error)?;
            html_with(status, &list(&visit, &desk, form, None, problem).await?)
        }
    }
}

fn new_page(visit: &Visit, begun: NewPasskey) -> NewPage {
    let NewPasskey { name, options, expires_at } = begun;
    NewPage { page: visit.work("adm-passkey-new"), name, options, expires_at }
}

/// The second step: what the device answered.
pub(super) async fn finish(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    headers: HeaderMap,
    form: Form,
) -> web::Result<Response> {
    let (actor, signed_in) = present(&desk, &visit, &headers).await?;
    match desk.identity.finish_passkey(&actor, &signed_in, form.raw("response")).await {
        Ok(_) => Ok(see_other(&format!("{PATH}?kabar=adm-passkey-added"))),
        Err(error) => {
            let (status, problem) = answered(&visit, &mut Form::new(), error)?;
            html_with(status, &list(&visit, &desk, Form::new(), None, problem).await?)
        }
    }
}

pub(super) async fn show_one(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let passkey = own(&desk, visit.signed_in()?, &id).await?;
    let form = Form::new().filled("device", &passkey.name);
    html(&one_page(&visit, passkey, form, None))
}

pub(super) async fn rename(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let passkey = own(&desk, actor, &id).await?;
    let name = form.value("device").to_owned();
    match desk.identity.rename_passkey(actor, passkey.id, &name).await {
        Ok(()) => Ok(see_other(&format!("{PATH}?kabar=adm-passkey-renamed"))),
        Err(error) => {
            let (status, problem) = answered(&visit, &mut form, error)?;
            html_with(status, &one_page(&visit, passkey, form, problem))
        }
    }
}

pub(super) async fn remove(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    headers: HeaderMap,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let (actor, signed_in) = present(&desk, &visit, &headers).await?;
    let passkey = own(&desk, &actor, &id).await?;
    let password = form.take_secret("present");
    match desk.identity.remove_passkey(&actor, &signed_in, passkey.id, &password).await {
        Ok(()) => Ok(see_other(&format!("{PATH}?kabar=adm-passkey-removed"))),
        Err(error) => {
            let (status, problem) = answered(&visit, &mut form, error)?;
            let form = form.filled("device", &passkey.name);
            html_with(status, &one_page(&visit, passkey, form, problem))
        }
    }
}

fn one_page(
    visit: &Visit,
    passkey: PasskeyInfo,
    form: Form,
    problem: Option<Explained>,
) -> OnePage {
    let page = visit.work("adm-passkeys").called(&passkey.name);
    OnePage { page, form, problem, passkey }
}

/// Whoever is here, with the session the challenge is bound to.
async fn present(
    desk: &Desk,
    visit: &Visit,
    headers: &HeaderMap,
) -> base::Result<(Actor, SignedIn)> {
    let address = visit.address().to_string();
    let found = desk.identity.resume(&token(visit, headers)?, Some(&address)).await?;
    found.ok_or_else(|| Error::new(Kind::Unauthenticated, "web/sign-in"))
}

async fn own(desk: &Desk, actor: &Actor, id: &str) -> base::Result<PasskeyInfo> {
    let id: Option<Id<Passkey>> = Id::parse(id);
    let own = desk.identity.my_passkeys(actor).await?;
    let found = own.into_iter().find(|passkey| Some(passkey.id) == id);
    found.ok_or_else(|| Error::new(Kind::NotFound, "identity/passkey-unknown"))
}

/// A mistake in a field stands at the field, what else a person can act on above the form.
fn answered(
    visit: &Visit,
    form: &mut Form,
    error: Error,
) -> base::Result<(StatusCode, Option<Explained>)> {
    let status = match error.kind() {
        Kind::Invalid | Kind::Precondition => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        _ => return Err(error),
    };
    let explained = visit.app().texts().error(visit.language(), &error);
    let at_a_field = note(form, error).is_ok();
    Ok((status, (!at_a_field).then_some(explained)))
}

async fn list(
    visit: &Visit,
    desk: &Desk,
    form: Form,
    news: Option<&'static str>,
    problem: Option<Explained>,
) -> web::Result<MyPasskeys> {
    let passkeys = desk.identity.my_passkeys(visit.signed_in()?).await?;
    let closed = desk.identity.relying_party().err();
    let closed = closed.map(|error| visit.app().texts().error(visit.language(), &error));
    let page = visit.work("adm-passkeys");
    Ok(MyPasskeys { page, form, news, problem, passkeys, closed })
}
