//! What is agreed to, with passkey or code and passphrase; then what became of it.

use std::time::Duration;

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use base::{Error, Id};
use ports::signing::Secret;
use ports::signing::Standing;
use web::{Access, Explained, Form, Page, Pages, Visit, html_with, see_other};

use super::{PATH, consent_id};
use crate::domain::signing::{Attempt, AttemptState, Consent};
use crate::permissions::ACT;
use crate::usecase::signing::{Factor, Sheet, SigningHouse, again, ask, give, sheet};
use crate::web::refusal::placed;

/// How long the answer waits for the signatures; after it the page asks by itself.
const PATIENCE: Duration = Duration::from_secs(8);

pub(super) fn pages() -> Pages {
    let acts = Access::Needs(ACT);
    Pages::new().get("/tanda-tangan/{id}", acts, show).post("/tanda-tangan/{id}", acts, agree).post(
        "/tanda-tangan/{id}/ulang",
        acts,
        once_more,
    )
}

#[derive(Template)]
#[template(path = "sign-consent.html", blocks = ["head", "main"])]
struct Asking {
    page: Page,
    form: Form,
    sheet: Sheet,
    /// For the browser; `None` for whoever has no passkey.
    options: Option<String>,
    /// What the certification authority is called.
    authority: String,
    problem: Option<Explained>,
}

impl Asking {
    fn is_certified(&self) -> bool {
        self.sheet.letters.iter().any(|(attempt, _)| attempt.standing == Standing::Certified)
    }

    fn word(&self, beginning: &str, end: &str) -> String {
        crate::web::words::word(&self.page, beginning, end)
    }

    /// Enough of the hash to compare with another screen.
    fn fingerprint(&self, attempt: &Attempt) -> String {
        attempt.base.chars().take(16).collect()
    }
}

#[derive(Template)]
#[template(path = "sign-result.html", blocks = ["head", "main"])]
struct Told {
    page: Page,
    sheet: Sheet,
}

impl Told {
    fn word(&self, beginning: &str, end: &str) -> String {
        crate::web::words::word(&self.page, beginning, end)
    }

    fn count(&self, state: AttemptState) -> usize {
        self.sheet.letters.iter().filter(|(attempt, _)| attempt.state == state).count()
    }

    fn succeeded(&self) -> usize {
        self.count(AttemptState::Succeeded)
    }

    fn failed(&self) -> usize {
        self.count(AttemptState::Failed)
    }

    fn unknown(&self) -> usize {
        self.count(AttemptState::Unknown)
    }
}

async fn show(
    visit: Visit,
    Extension(house): Extension<SigningHouse>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    shown(&visit, &house, consent_id(&id)?, Form::new(), (StatusCode::OK, None)).await
}

async fn shown(
    visit: &Visit,
    house: &SigningHouse,
    id: Id<Consent>,
    form: Form,
    (status, problem): (StatusCode, Option<Error>),
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    let sheet = sheet(house, actor, id).await?;
    if sheet.consent.given.is_some() {
        return html_with(status, &Told { page: visit.work("sign-result"), sheet });
    }
    let options = ask(house, actor, &sheet.consent).await?;
    let page = visit.work("sign-consent");
    let problem = problem.map(|error| page.error(&error));
    let authority = house.services().certified.as_ref().map(|it| it.name.clone());
    let authority = authority.unwrap_or_default();
    html_with(status, &Asking { page, form, sheet, options, authority, problem })
}

async fn agree(
    visit: Visit,
    Extension(house): Extension<SigningHouse>,
    Path(id): Path<String>,
    headers: HeaderMap,
    mut form: Form,
) -> web::Result<Response> {
    let id = consent_id(&id)?;
    let (secret, code) = (Secret::passphrase(form.take_secret("frasa")), form.take_secret("code"));
    let factor = match form.value("response") {
        "" => Factor::Totp { code, shown: form.value("niat").to_owned() },
        answer => Factor::Passkey(answer.to_owned()),
    };
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let said = (secret, agent.unwrap_or_default());
    match give(&house, visit.signed_in()?, id, factor, said).await {
        Ok(running) => {
            // Most are done by now; the others are looked after by the page.
            let _late = tokio::time::timeout(PATIENCE, running).await;
            Ok(see_other(&format!("{PATH}/{id}")))
        }
        Err(error) => {
            let placed = placed(&mut form, error)?;
            shown(&visit, &house, id, form, placed).await
        }
    }
}

async fn once_more(
    visit: Visit,
    Extension(house): Extension<SigningHouse>,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let id = consent_id(&id)?;
    match again(&house, visit.signed_in()?, id).await {
        Ok(next) => Ok(see_other(&format!("{PATH}/{next}"))),
        Err(error) => {
            let placed = placed(&mut form, error)?;
            shown(&visit, &house, id, form, placed).await
        }
    }
}
