//! The collector's own desk, for when there is a signal: what is in hand, and the slip.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::Error;
use web::{Explained, Page, Visit, html_with, see_other};

use crate::domain::collecting::appointment::AppointmentState;
use crate::domain::collecting::tts::{Flag, Tts};
use crate::usecase::collecting::own::{self, OwnDesk};
use crate::web::counter::{Counter, status_of};

#[derive(Template)]
#[template(path = "collector-own.html", blocks = ["main"])]
struct Own {
    page: Page,
    desk: Option<OwnDesk>,
    problem: Option<Explained>,
}

impl Own {
    fn in_force(&self) -> bool {
        let today = self.page.visit().cell().today();
        self.desk.as_ref().is_some_and(|desk| desk.it.covers_day(today))
    }

    fn is_revoked(&self) -> bool {
        self.desk.as_ref().is_some_and(|desk| desk.it.state == AppointmentState::Revoked)
    }
}

/// How a temporary receipt stands: colour and key of its tag.
pub(crate) fn mark(tts: &Tts) -> (&'static str, &'static str) {
    match (tts.final_at.is_some(), tts.slip.is_some()) {
        (true, _) => ("green", "counter-tts-final"),
        (_, true) => ("teal", "counter-tts-on-slip"),
        _ => ("yellow", "counter-tts-in-hand"),
    }
}

/// The sentence of a flag.
pub(crate) fn flag(page: &Page, flag: &Flag) -> String {
    page.t(&format!("counter-flag-{}", flag.as_str())).to_string()
}

pub(super) async fn show(
    visit: Visit,
    Extension(counter): Extension<Counter>,
) -> web::Result<Response> {
    answer(&visit, &counter, (StatusCode::OK, None)).await
}

async fn answer(
    visit: &Visit,
    counter: &Counter,
    (status, problem): (StatusCode, Option<&Error>),
) -> web::Result<Response> {
    let desk = own::desk(&counter.ledger, visit.signed_in()?).await?;
    let page = visit.work("counter-collector-own");
    let problem = problem.map(|error| page.error(error));
    html_with(status, &Own { page, desk, problem })
}

pub(super) async fn make_slip(
    visit: Visit,
    Extension(counter): Extension<Counter>,
) -> web::Result<Response> {
    match own::make_slip(&counter.ledger, visit.signed_in()?).await {
        Ok(number) => Ok(see_other(&format!("/kerja/kolektor/sts/{number}"))),
        Err(error) => match status_of(&error) {
            Some(status) => answer(&visit, &counter, (status, Some(&error))).await,
            None => Err(error.into()),
        },
    }
}
