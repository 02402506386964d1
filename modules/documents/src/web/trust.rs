//! The list of trusted authorities: whom the public verification believes, and since when.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind};
use web::{Access, Choice, Entry, Explained, Form, Limits, Page, Pages, Upload, Visit};
use web::{html_with, see_other};

use super::refusal::placed;
use crate::domain::anchor::{Anchor, Pin, Standing, State, in_pairs};
use crate::permissions::{TRUST, TRUST_CHANGE};
use crate::usecase::signing::SigningServices;
use crate::usecase::trust_list::{self, Answer, Ending, Listed, Proposal};

const PATH: &str = "/naskah/kepercayaan";
/// A certificate of an authority is some kilobytes.
const LARGEST: usize = 64 << 10;

/// The entry in the navigation.
pub(super) fn entry() -> Entry {
    let waiting: web::Waiting = |cell, actor| Box::pin(trust_list::waiting_count(cell, actor));
    Entry { label: "trust-title", path: PATH, needs: TRUST, waiting: Some(waiting) }
}

pub(super) fn pages(services: &SigningServices) -> Pages {
    let (see, change) = (Access::Needs(TRUST), Access::Needs(TRUST_CHANGE));
    let upload = Limits::upload(LARGEST + (16 << 10));
    Pages::new()
        .get(PATH, see, list)
        .post_within(upload, "/naskah/kepercayaan/usulkan", change, propose)
        .get("/naskah/kepercayaan/{id}", see, show)
        .post("/naskah/kepercayaan/{id}/setujui", see, approve)
        .post("/naskah/kepercayaan/{id}/tolak", see, refuse)
        .post("/naskah/kepercayaan/{id}/akhiri", change, end)
        .with(services.clone())
}

#[derive(Template)]
#[template(path = "trust.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    listed: Listed,
    problem: Option<Explained>,
}

impl View {
    fn standings(&self) -> Vec<Choice> {
        let choice = |standing: Standing| {
            Choice::new(standing.as_str(), standing_words(&self.page, &standing))
        };
        Standing::ALL.map(choice).into()
    }

    fn own(&self) -> Vec<(String, String)> {
        self.listed.own.iter().map(named).collect()
    }

    fn serving(&self) -> Vec<(String, String)> {
        let roots = self.listed.serving.iter().flat_map(|(_, roots)| roots);
        roots.map(named).collect()
    }
}

#[derive(Template)]
#[template(path = "trust-anchor.html", blocks = ["main"])]
struct One {
    page: Page,
    form: Form,
    anchor: Anchor,
    problem: Option<Explained>,
}

impl One {
    fn is_own(&self) -> bool {
        self.page.actor().is_some_and(|actor| actor.id() == self.anchor.proposed.by)
    }

    fn kept_until(&self) -> Option<String> {
        self.anchor.kept_until.map(|until| self.page.moment(until))
    }

    fn waits(&self) -> bool {
        self.anchor.state == State::Waiting
    }

    fn may_end(&self) -> bool {
        self.anchor.state == State::Trusted && self.page.may(TRUST_CHANGE)
    }

    fn endings(&self) -> Vec<Choice> {
        let choice = |value: &str, key: &str| Choice::new(value, self.page.t(key).to_string());
        vec![choice("sejak-kini", "trust-end-from-now"), choice("seluruhnya", "trust-end-entirely")]
    }
}

/// Name and fingerprint.
fn named(it: &pki::Certificate) -> (String, String) {
    (it.shown_name(), in_pairs(&it.fingerprint_hex()))
}

/// What the signatures below an anchor are called.
pub(crate) fn standing_words(page: &Page, standing: &Standing) -> String {
    page.t(&format!("trust-standing-{}", standing.as_str())).to_string()
}

/// Colour and word of the tag of a state.
pub(crate) fn state_words(page: &Page, state: &State) -> (&'static str, String) {
    let colour = match state {
        State::Waiting => "yellow",
        State::Trusted => "green",
        State::Refused => "red",
        State::Ended => "",
    };
    (colour, page.t(&format!("trust-state-{}", state.as_str())).to_string())
}

async fn list(
    visit: Visit,
    Extension(services): Extension<SigningServices>,
) -> web::Result<Response> {
    let form = Form::new().filled("macam", Standing::Certified.as_str());
    listed(&visit, &services, form, (StatusCode::OK, None)).await
}

async fn listed(
    visit: &Visit,
    services: &SigningServices,
    form: Form,
    (status, problem): (StatusCode, Option<Error>),
) -> web::Result<Response> {
    let listed = trust_list::list(visit.cell(), services, visit.signed_in()?).await?;
    let page = visit.work("trust-title");
    let problem = problem.map(|error| page.error(&error));
    html_with(status, &View { page, form, listed, problem })
}

async fn propose(
    visit: Visit,
    Extension(services): Extension<SigningServices>,
    upload: Upload,
) -> web::Result<Response> {
    let (file, mut form) = read(upload).await?;
    let missing = || Error::new(Kind::Invalid, "web/required").with("field", "macam");
    let done = match Standing::parse(form.value("macam")) {
        Some(standing) => {
            let it = Proposal { file: &file, name: form.value("nama"), standing };
            trust_list::propose(visit.cell(), visit.signed_in()?, it).await
        }
        None => Err(missing()),
    };
    match done {
        Ok(id) => Ok(see_other(&format!("{PATH}/{id}"))),
        Err(error) => {
            let placed = placed(&mut form, error)?;
            listed(&visit, &services, form, placed).await
        }
    }
}

async fn read(mut upload: Upload) -> base::Result<(Vec<u8>, Form)> {
    let (mut file, mut form) = (Vec::new(), Form::new());
    while let Some(part) = upload.next().await? {
        let name = part.name().to_owned();
        if part.file_name().is_none() {
            form = form.filled(&name, part.text().await?);
            continue;
        }
        file = part.bytes(LARGEST, Error::new(Kind::TooLarge, "web/too-large")).await?;
    }
    Ok((file, form))
}

fn parsed(id: &str) -> base::Result<Id<Pin>> {
    Id::parse(id).ok_or_else(|| Error::new(Kind::NotFound, "documents/anchor-unknown"))
}

async fn show(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    let form = Form::new().filled("cara", "sejak-kini");
    shown(&visit, parsed(&id)?, (form, StatusCode::OK, None)).await
}

async fn shown(
    visit: &Visit,
    id: Id<Pin>,
    (form, status, problem): (Form, StatusCode, Option<Error>),
) -> web::Result<Response> {
    let anchor = trust_list::get(visit.cell(), visit.signed_in()?, id).await?;
    let page = visit.work("trust-title").called(anchor.name.clone());
    let problem = problem.map(|error| page.error(&error));
    html_with(status, &One { page, form, anchor, problem })
}

async fn after(
    visit: &Visit,
    id: Id<Pin>,
    mut form: Form,
    done: base::Result<()>,
) -> web::Result<Response> {
    let Err(error) = done else { return Ok(see_other(&format!("{PATH}/{id}"))) };
    let (status, problem) = placed(&mut form, error)?;
    shown(visit, id, (form, status, problem)).await
}

async fn approve(visit: Visit, Path(id): Path<String>, form: Form) -> web::Result<Response> {
    let id = parsed(&id)?;
    let answer = Answer::Approve { fingerprint: form.value("sidik-jari") };
    let done = trust_list::decide(visit.cell(), visit.signed_in()?, id, answer).await;
    after(&visit, id, form, done).await
}

async fn refuse(visit: Visit, Path(id): Path<String>, form: Form) -> web::Result<Response> {
    let id = parsed(&id)?;
    let answer = Answer::Refuse { reason: form.value("alasan") };
    let done = trust_list::decide(visit.cell(), visit.signed_in()?, id, answer).await;
    after(&visit, id, form, done).await
}

async fn end(visit: Visit, Path(id): Path<String>, form: Form) -> web::Result<Response> {
    let id = parsed(&id)?;
    let how = match form.value("cara") {
        "seluruhnya" => Ending::Entirely,
        _ => Ending::FromNow,
    };
    let done =
        trust_list::end(visit.cell(), visit.signed_in()?, id, how, form.value("alasan")).await;
    after(&visit, id, form, done).await
}
