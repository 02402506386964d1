//! Those who watch the drawers: all shifts, payments to take back, cash that fits nothing.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Nop, Rupiah};
use contracts::BillId;
use web::{Explained, Form, Page, Visit, html, html_with, see_other};

use super::{Counter, money, number, status_of};
use crate::domain::counter::cancellation::Cancellation;
use crate::domain::counter::shift::Shift;
use crate::permissions::APPROVE;
use crate::usecase::counter::shifts::{self, Drawer};
use crate::usecase::counter::{cancel, overpaid as over};

#[derive(Template)]
#[template(path = "counter-watch.html", blocks = ["main"])]
struct Watch {
    page: Page,
    shifts: Vec<(Shift, Rupiah)>,
    waiting: Vec<Cancellation>,
    problem: Option<Explained>,
}

#[derive(Template)]
#[template(path = "counter-shift.html", blocks = ["main"])]
struct One {
    page: Page,
    form: Form,
    drawer: Drawer,
    token: String,
    problem: Option<Explained>,
}

impl One {
    fn may_book(&self) -> bool {
        let me = self.page.actor().map(identity::Actor::id);
        let own = me == Some(self.drawer.shift.teller.as_str());
        self.page.may(APPROVE) && self.drawer.shift.is_open() && !own
    }
}

pub(super) async fn list(
    visit: Visit,
    Extension(counter): Extension<Counter>,
) -> web::Result<Response> {
    listed(&visit, &counter, StatusCode::OK, None).await
}

async fn listed(
    visit: &Visit,
    counter: &Counter,
    status: StatusCode,
    problem: Option<&Error>,
) -> web::Result<Response> {
    let (ledger, actor) = (&counter.ledger, visit.signed_in()?);
    let waiting = match actor.has(APPROVE) {
        true => cancel::waiting(ledger, actor).await?,
        false => Vec::new(),
    };
    let shifts = shifts::list(ledger, actor).await?;
    let page = visit.work("counter-watch");
    let problem = problem.map(|error| page.error(error));
    html_with(status, &Watch { page, shifts, waiting, problem })
}

pub(super) async fn show(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(shift): Path<String>,
) -> web::Result<Response> {
    shown(&visit, &counter, &shift, Form::new(), (StatusCode::OK, None)).await
}

async fn shown(
    visit: &Visit,
    counter: &Counter,
    shift: &str,
    form: Form,
    (status, problem): (StatusCode, Option<&Error>),
) -> web::Result<Response> {
    let drawer = shifts::get(&counter.ledger, visit.signed_in()?, shift).await?;
    let page = visit.work("counter-watch");
    let problem = problem.map(|error| page.error(error));
    let token = visit.cell().new_id::<One>().to_string();
    let title = format!("{}, {}", drawer.shift.teller_name, page.date(drawer.shift.day));
    let view = One { page: page.called(title), form, drawer, token, problem };
    if status == StatusCode::OK { html(&view) } else { html_with(status, &view) }
}

pub(super) async fn overpaid(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(shift): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let nop = form.parse("nop", Nop::parse);
    let year = form.parse("tahun", number);
    let amount = form.parse("jumlah", money);
    let reason = form.required("alasan");
    let (Some(nop), Some(tax_year), Some(amount), Some(reason)) = (nop, year, amount, reason)
    else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return shown(&visit, &counter, &shift, form, (status, None)).await;
    };
    let token = form.value("bukti").to_owned();
    let bill = BillId { nop, tax_year };
    let it = over::Overpaid { token: &token, shift: &shift, bill, amount, reason: &reason };
    match over::book(&counter.ledger, visit.signed_in()?, &it).await {
        Ok(_) => Ok(see_other(&format!("/kerja/pengawasan/{shift}"))),
        Err(error) => match status_of(&error) {
            Some(status) => shown(&visit, &counter, &shift, form, (status, Some(&error))).await,
            None => Err(error.into()),
        },
    }
}

pub(super) async fn decide(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let confirm = form.value("putusan") == "ya";
    match cancel::decide(&counter.ledger, visit.signed_in()?, &id, confirm).await {
        Ok(()) => Ok(see_other("/kerja/pengawasan")),
        Err(error) => match status_of(&error) {
            Some(status) => listed(&visit, &counter, status, Some(&error)).await,
            None => Err(error.into()),
        },
    }
}
