//! My signing key: make, its state, another passphrase, end.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Instant};
use web::{Choice, Explained, Form, Page, Visit, html_with, see_other};

use super::OWN;
use super::shown::{phrase, reason, reasons};
use crate::usecase::keys::{self, KeyFile, Keyring, Own};
use crate::web::refusal::placed;

#[derive(Template)]
#[template(path = "keys-own.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    own: Own,
    now: Instant,
    problem: Option<Explained>,
}

impl View {
    fn reasons(&self) -> Vec<Choice> {
        reasons(&self.page)
    }

    fn certified(&self) -> Option<&KeyFile> {
        self.own.certified()
    }

    fn waiting(&self) -> Option<&KeyFile> {
        self.own.waiting()
    }

    /// Whether the form of a new passphrase came back with a mistake.
    fn changes(&self) -> bool {
        self.form
            .errors()
            .iter()
            .any(|error| ["lama", "baru", "ulangbaru"].contains(&&*error.field))
    }

    /// Keys of the past.
    fn earlier(&self) -> Vec<&KeyFile> {
        self.own.keys.iter().filter(|file| !file.key.state.is_kept()).collect()
    }
}

pub(super) async fn show(
    visit: Visit,
    Extension(keyring): Extension<Keyring>,
) -> web::Result<Response> {
    shown(&visit, &keyring, Form::new(), (StatusCode::OK, None)).await
}

async fn shown(
    visit: &Visit,
    keyring: &Keyring,
    form: Form,
    (status, problem): (StatusCode, Option<Error>),
) -> web::Result<Response> {
    let own = keys::own(keyring, visit.signed_in()?).await?;
    let page = visit.work("keys-own");
    let problem = problem.map(|error| page.error(&error));
    html_with(status, &View { now: keyring.cell().now(), page, form, own, problem })
}

async fn after(
    visit: &Visit,
    keyring: &Keyring,
    mut form: Form,
    done: base::Result<()>,
) -> web::Result<Response> {
    let Err(error) = done else { return Ok(see_other(OWN)) };
    let placed = placed(&mut form, error)?;
    shown(visit, keyring, form, placed).await
}

pub(super) async fn make(
    visit: Visit,
    Extension(keyring): Extension<Keyring>,
    mut form: Form,
) -> web::Result<Response> {
    let (new, again) = (phrase(&mut form, "frasa"), phrase(&mut form, "ulang"));
    let made = keys::make(&keyring, visit.signed_in()?, new, &again).await;
    after(&visit, &keyring, form, made.map(drop)).await
}

pub(super) async fn withdraw(
    visit: Visit,
    Extension(keyring): Extension<Keyring>,
    form: Form,
) -> web::Result<Response> {
    let done = keys::withdraw(&keyring, visit.signed_in()?).await;
    after(&visit, &keyring, form, done).await
}

pub(super) async fn change(
    visit: Visit,
    Extension(keyring): Extension<Keyring>,
    mut form: Form,
) -> web::Result<Response> {
    let (present, new) = (phrase(&mut form, "lama"), phrase(&mut form, "baru"));
    let again = phrase(&mut form, "ulangbaru");
    let actor = visit.signed_in()?;
    let done = keys::change_passphrase(&keyring, actor, present, new, &again).await;
    after(&visit, &keyring, form, done).await
}

pub(super) async fn revoke(
    visit: Visit,
    Extension(keyring): Extension<Keyring>,
    form: Form,
) -> web::Result<Response> {
    let done = match reason(&form) {
        Ok(reason) => keys::revoke_own(&keyring, visit.signed_in()?, reason).await,
        Err(error) => Err(error),
    };
    after(&visit, &keyring, form, done).await
}
