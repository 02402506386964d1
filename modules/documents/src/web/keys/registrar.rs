//! The registrar's desk: who asks, what to check, the decision.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Instant, Kind};
use web::{Choice, Explained, Form, Page, Pagination, Visit, html, html_with, see_other};

use super::shown::{phrase, reason, reasons};
use super::{PAGE, REGISTRAR};
use crate::domain::keys::{Key, Passphrase, Purpose, Seen, State};
use crate::usecase::keys::{self, Approve, KeyFile, Keyring};
use crate::web::refusal::placed;

#[derive(Template)]
#[template(path = "keys-waiting.html", blocks = ["main"])]
struct List {
    page: Page,
    files: Vec<KeyFile>,
    pages: Pagination,
}

#[derive(Template)]
#[template(path = "keys-meeting.html", blocks = ["main"])]
struct Meeting {
    page: Page,
    form: Form,
    file: KeyFile,
    now: Instant,
    problem: Option<Explained>,
}

impl Meeting {
    fn cards(&self) -> Vec<Choice> {
        let choice = |seen: Seen| {
            let key = format!("keys-seen-{}", seen.as_str());
            Choice::new(seen.as_str(), self.page.t(&key).to_string())
        };
        Seen::CARDS.map(choice).into()
    }

    fn purposes(&self) -> Vec<Choice> {
        let choice = |purpose: Purpose| {
            let key = format!("keys-purpose-{}", purpose.as_str());
            Choice::new(purpose.as_str(), self.page.t(&key).to_string())
        };
        Purpose::ALL.map(choice).into()
    }

    fn reasons(&self) -> Vec<Choice> {
        reasons(&self.page)
    }

    fn waits(&self) -> bool {
        self.file.key.state == State::Waiting
    }

    fn is_own(&self) -> bool {
        self.page.actor().is_some_and(|actor| actor.id() == self.file.key.account)
    }
}

pub(super) async fn list(
    visit: Visit,
    Extension(keyring): Extension<Keyring>,
    form: Form,
) -> web::Result<Response> {
    let after = form.value("sesudah");
    let (files, next) = keys::waiting(&keyring, visit.signed_in()?, after, PAGE).await?;
    let pages = Pagination::by_key(REGISTRAR, &[], None, next.as_deref());
    html(&List { page: visit.work("keys-registrar"), files, pages })
}

pub(super) async fn show(
    visit: Visit,
    Extension(keyring): Extension<Keyring>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let form = Form::new().filled("guna", Purpose::Signer.as_str());
    shown(&visit, &keyring, parsed(&id)?, (form, StatusCode::OK, None)).await
}

fn parsed(id: &str) -> base::Result<Id<Key>> {
    Id::parse(id).ok_or_else(|| Error::new(Kind::NotFound, "documents/key-unknown"))
}

async fn shown(
    visit: &Visit,
    keyring: &Keyring,
    id: Id<Key>,
    (form, status, problem): (Form, StatusCode, Option<Error>),
) -> web::Result<Response> {
    let file = keys::for_registrar(keyring, visit.signed_in()?, id).await?;
    let page = visit.work("keys-registrar").called(file.key.name.clone());
    let problem = problem.map(|error| page.error(&error));
    html_with(status, &Meeting { now: keyring.cell().now(), page, form, file, problem })
}

async fn after(
    visit: &Visit,
    keyring: &Keyring,
    id: Id<Key>,
    mut form: Form,
    done: base::Result<()>,
) -> web::Result<Response> {
    let Err(error) = done else { return Ok(see_other(&format!("{REGISTRAR}/{id}"))) };
    let (status, problem) = placed(&mut form, error)?;
    shown(visit, keyring, id, (form, status, problem)).await
}

pub(super) async fn approve(
    visit: Visit,
    Extension(keyring): Extension<Keyring>,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let id = parsed(&id)?;
    let passphrase = phrase(&mut form, "frasa");
    let done = match read(&form, passphrase) {
        Ok(it) => keys::approve(&keyring, visit.signed_in()?, id, it).await.map(drop),
        Err(error) => Err(error),
    };
    after(&visit, &keyring, id, form, done).await
}

fn read(form: &Form, passphrase: Passphrase) -> base::Result<Approve> {
    let missing = |field| Error::new(Kind::Invalid, "web/required").with("field", field);
    let seen = Seen::parse(form.value("bukti")).filter(|seen| Seen::CARDS.contains(seen));
    Ok(Approve {
        code: form.value("kode").to_owned(),
        seen: seen.ok_or_else(|| missing("bukti"))?,
        purpose: Purpose::parse(form.value("guna")).ok_or_else(|| missing("guna"))?,
        passphrase,
    })
}

pub(super) async fn refuse(
    visit: Visit,
    Extension(keyring): Extension<Keyring>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let id = parsed(&id)?;
    let done = keys::refuse(&keyring, visit.signed_in()?, id, form.value("alasan")).await;
    after(&visit, &keyring, id, form, done).await
}

pub(super) async fn revoke(
    visit: Visit,
    Extension(keyring): Extension<Keyring>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let (id, actor) = (parsed(&id)?, visit.signed_in()?);
    let file = keys::for_registrar(&keyring, actor, id).await?;
    let unknown = || Error::new(Kind::NotFound, "documents/certificate-unknown");
    let serial = file.certificate.map(|it| it.serial).ok_or_else(unknown)?;
    let done = match reason(&form) {
        Ok(reason) => keys::revoke_by_registrar(&keyring, actor, &serial, reason).await,
        Err(error) => Err(error),
    };
    after(&visit, &keyring, id, form, done).await
}
