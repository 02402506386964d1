//! Slips: the list, one of them, its paper, and what whoever counts the cash says.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Rupiah};
use web::{Explained, Form, Page, Visit, html, html_with, see_other, shown};

use super::paper::print;
use super::{Counter, money, status_of};
use crate::domain::collecting::deposit::Outcome;
use crate::domain::counter::slip::{Slip, SlipState};
use crate::permissions::RECONCILE;
use crate::usecase::collecting::transit::{self, Transit};
use crate::usecase::counter::receive::{self as receiving, Counted};
use crate::usecase::counter::slips::{self, OnSlip, SlipFile};

#[derive(Template)]
#[template(path = "counter-slips.html", blocks = ["main"])]
struct List {
    page: Page,
    waiting: Vec<Slip>,
    latest: Vec<Slip>,
    transit: Transit,
}

#[derive(Template)]
#[template(path = "counter-slip.html", blocks = ["main"])]
struct One {
    page: Page,
    form: Form,
    file: SlipFile,
    base: String,
    problem: Option<Explained>,
}

/// Colour of the tag of a state.
pub(crate) fn colour(state: &SlipState) -> &'static str {
    match state {
        SlipState::Made => "yellow",
        SlipState::Received => "green",
        SlipState::Returned => "red",
    }
}

/// The word on the tag.
pub(crate) fn state(page: &Page, state: &SlipState) -> String {
    page.t(&format!("counter-slip-state-{}", state.as_str())).to_string()
}

impl One {
    fn is_mine(&self) -> bool {
        self.page.actor().map(identity::Actor::id) == Some(self.file.slip.made_by.as_str())
    }

    fn may_receive(&self) -> bool {
        let treasurer = self.page.may(RECONCILE) && self.base == "/kerja/setoran";
        let teller = self.file.is_of_collector() && self.base == "/kerja/loket/sts";
        self.file.waits() && !self.is_mine() && (treasurer || teller)
    }

    fn may_return(&self) -> bool {
        self.may_receive() && self.base == "/kerja/setoran"
    }

    /// What the cash must add up to when nothing more is brought along.
    fn expected(&self) -> Rupiah {
        match self.file.is_of_collector() {
            true => self.file.without_short(),
            false => self.file.slip.amount,
        }
    }

    fn with_missing(&self) -> Rupiah {
        Rupiah(self.file.slip.amount.0.saturating_add(self.file.missing().0))
    }

    /// What becomes of a temporary receipt, as the key of a sentence.
    fn fate(&self, on: &OnSlip) -> &'static str {
        match (&on.outcome, on.is_final()) {
            (_, true) => "counter-fate-final",
            (Outcome::Unowed, _) => "counter-fate-unowed",
            (Outcome::Short { .. }, _) => "counter-fate-short",
            (Outcome::Settles { over, .. }, _) if *over > Rupiah::ZERO => "counter-fate-over",
            (Outcome::Settles { .. }, _) => "counter-fate-settles",
        }
    }
}

pub(super) async fn list(
    visit: Visit,
    Extension(counter): Extension<Counter>,
) -> web::Result<Response> {
    let (ledger, actor) = (&counter.ledger, visit.signed_in()?);
    let (waiting, latest) = slips::list(ledger, actor).await?;
    let transit = transit::report(ledger, actor).await?;
    html(&List { page: visit.work("counter-slips"), waiting, latest, transit })
}

/// A teller types the number that a collector shows.
pub(super) async fn go(form: Form) -> web::Result<Response> {
    let number = form.value("nomor").to_ascii_uppercase();
    let sane = !number.is_empty() && number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    Ok(see_other(&match sane {
        true => format!("/kerja/loket/sts/{number}"),
        false => "/kerja/loket".to_owned(),
    }))
}

/// The part of the path before the number: it says on whose side of the counter the visitor is.
pub(crate) fn side(visit: &Visit) -> String {
    let path = visit.path();
    let sides = ["/kerja/loket/sts", "/kerja/kolektor/sts"];
    let side = sides.into_iter().find(|side| path.starts_with(side));
    side.unwrap_or("/kerja/setoran").to_owned()
}

pub(crate) async fn show(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(number): Path<String>,
) -> web::Result<Response> {
    answer(&visit, &counter, &number, Form::new(), (StatusCode::OK, None)).await
}

async fn answer(
    visit: &Visit,
    counter: &Counter,
    number: &str,
    form: Form,
    (status, problem): (StatusCode, Option<&Error>),
) -> web::Result<Response> {
    let file = slips::get(&counter.ledger, visit.signed_in()?, number).await?;
    let page = visit.work("counter-slips").called(file.slip.number.clone());
    let problem = problem.map(|error| page.error(error));
    let view = One { page, form, file, base: side(visit), problem };
    if status == StatusCode::OK { html(&view) } else { html_with(status, &view) }
}

pub(crate) async fn pdf(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(number): Path<String>,
) -> web::Result<Response> {
    let file = slips::get(&counter.ledger, visit.signed_in()?, &number).await?;
    let bytes = print(&counter.fonts, visit.cell(), &file)?;
    Ok(shown(&format!("{number}.pdf"), "application/pdf", bytes))
}

pub(super) async fn receive(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(number): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let Some(amount) = form.parse("jumlah", money) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return answer(&visit, &counter, &number, form, (status, None)).await;
    };
    let bank_slip = form.value("bank").to_owned();
    let topped_up = form.ticked("kekurangan");
    let counted = Counted { amount, bank_slip: &bank_slip, topped_up };
    let done = receiving::receive(&counter.ledger, visit.signed_in()?, &number, &counted).await;
    after(&visit, &counter, &number, form, done).await
}

pub(super) async fn send_back(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(number): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let reason = form.value("alasan").to_owned();
    let done = receiving::send_back(&counter.ledger, visit.signed_in()?, &number, &reason).await;
    after(&visit, &counter, &number, form, done).await
}

async fn after(
    visit: &Visit,
    counter: &Counter,
    number: &str,
    form: Form,
    done: base::Result<()>,
) -> web::Result<Response> {
    let Err(error) = done else { return Ok(see_other(&format!("{}/{number}", side(visit)))) };
    match status_of(&error) {
        Some(status) => answer(visit, counter, number, form, (status, Some(&error))).await,
        None => Err(error.into()),
    }
}
