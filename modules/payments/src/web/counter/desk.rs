//! The teller's desk: open a shift, find bills, take cash, take a payment back.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Id, Kind, Nop, Rupiah};
use contracts::BillId;
use web::{Explained, Form, Page, Visit, html, html_with, see_other};

use super::{Counter, money, status_of};
use crate::domain::counter::cancellation::Cancellation;
use crate::domain::counter::shift::Shift;
use crate::domain::entry::Entry;
use crate::usecase::counter::shifts::{Drawer, Move};
use crate::usecase::counter::take::{AtCounter, Found, Taking};
use crate::usecase::counter::{cancel, shifts, take as taking};

#[derive(Template)]
#[template(path = "counter-desk.html", blocks = ["main"])]
struct Desk {
    page: Page,
    form: Form,
    drawer: Option<Drawer>,
    found: Option<Found>,
    token: String,
    problem: Option<Explained>,
    waiting: Vec<Cancellation>,
    earlier: Vec<Shift>,
}

#[derive(Template)]
#[template(path = "counter-taken.html", blocks = ["main"])]
struct Taken {
    page: Page,
    it: Move,
    given: Rupiah,
}

impl Desk {
    async fn new(
        visit: &Visit,
        counter: &Counter,
        form: Form,
        problem: Option<&Error>,
    ) -> base::Result<Self> {
        let (ledger, actor) = (&counter.ledger, visit.signed_in()?);
        let drawer = shifts::own(ledger, actor).await?;
        let query = form.value("cari");
        let (found, failed) = match drawer.is_some() && !query.is_empty() {
            false => (None, None),
            true => match taking::find(ledger, actor, query).await {
                Ok(found) => (Some(found), None),
                Err(error) if error.kind() == Kind::NotFound => (None, Some(error)),
                Err(error) if status_of(&error).is_some() => (None, Some(error)),
                Err(error) => return Err(error),
            },
        };
        let mut waiting = cancel::waiting(ledger, actor).await?;
        waiting.retain(|wish| wish.asked_by != actor.id());
        let mut earlier = shifts::list_own(ledger, actor).await?;
        earlier.retain(|shift| !shift.is_open());
        earlier.truncate(5);
        let page = visit.work("counter-desk");
        let problem = problem.or(failed.as_ref()).map(|error| page.error(error));
        let token = visit.cell().new_id::<Self>().to_string();
        Ok(Self { page, form, drawer, found, token, problem, waiting, earlier })
    }

    /// The bills that are chosen: those that were ticked; without a tick those that stand alone, unless a
    /// collector holds their cash.
    fn chosen(&self) -> Vec<&AtCounter> {
        let Some(found) = &self.found else { return Vec::new() };
        let open: Vec<&AtCounter> = found.bills.iter().filter(|at| at.is_open()).collect();
        let ticked = self.form.list("tagihan[]");
        match (ticked.is_empty(), found.code.is_some() || open.len() == 1) {
            (true, true) if found.code.is_some() => open,
            (true, true) => open.into_iter().filter(|at| at.collected.is_none()).collect(),
            (true, false) => Vec::new(),
            (false, _) => open.into_iter().filter(|at| ticked.contains(&key(at))).collect(),
        }
    }

    fn total(&self) -> Rupiah {
        let sum = |sum: i64, at: &&AtCounter| sum.saturating_add(at.bill.total().0);
        Rupiah(self.chosen().iter().fold(0, sum))
    }

    fn is_chosen(&self, at: &AtCounter) -> bool {
        let chosen = self.chosen();
        match chosen.is_empty() {
            true => at.collected.is_none(),
            false => chosen.iter().any(|one| one.bill.id == at.bill.id),
        }
    }

    fn may_choose(&self) -> bool {
        let open = |found: &Found| found.bills.iter().filter(|at| at.is_open()).count();
        match self.found.as_ref().map_or(0, open) {
            0 => false,
            1 => self.chosen().is_empty(),
            _ => true,
        }
    }

    /// Whether the teller types a number next: nothing chosen waits for its cash, no mistake to be read.
    fn looks_for_bills(&self) -> bool {
        self.chosen().is_empty() && !self.form.has_errors()
    }

    fn has_open(&self) -> bool {
        self.found.as_ref().is_some_and(|f| f.bills.iter().any(AtCounter::is_open))
    }

    fn first_payer(&self) -> Option<&AtCounter> {
        self.found.as_ref().and_then(|found| found.bills.first())
    }
}

impl Taken {
    fn change(&self) -> Rupiah {
        Rupiah(self.given.0.saturating_sub(self.it.amount.0).max(0))
    }
}

/// How a form names a bill.
fn key(at: &AtCounter) -> String {
    at.bill.id.to_string()
}

fn parse_bill(text: &str) -> Result<BillId, Error> {
    let malformed = || Error::new(Kind::Invalid, "payments/bill");
    let (nop, year) = text.split_once('-').ok_or_else(malformed)?;
    Ok(BillId { nop: Nop::parse(nop)?, tax_year: year.parse().map_err(|_| malformed())? })
}

fn parse_entry(text: &str) -> Result<Id<Entry>, Error> {
    Id::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "payments/unknown-payment"))
}

pub(super) async fn show(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    form: Form,
) -> web::Result<Response> {
    html(&Desk::new(&visit, &counter, form, None).await?)
}

async fn again(
    visit: &Visit,
    counter: &Counter,
    form: Form,
    error: Error,
) -> web::Result<Response> {
    match status_of(&error) {
        Some(status) => html_with(status, &Desk::new(visit, counter, form, Some(&error)).await?),
        None => Err(error.into()),
    }
}

pub(super) async fn open(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    mut form: Form,
) -> web::Result<Response> {
    let Some(float) = form.parse("modal", money) else {
        let view = Desk::new(&visit, &counter, form, None).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    match shifts::open(&counter.ledger, visit.signed_in()?, float).await {
        Ok(_) => Ok(see_other("/kerja/loket")),
        Err(error) => again(&visit, &counter, form, error).await,
    }
}

pub(super) async fn take(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    mut form: Form,
) -> web::Result<Response> {
    let given = form.parse("uang", money);
    let owed = money(form.value("jumlah")).unwrap_or_default();
    let bills: Result<Vec<BillId>, Error> =
        form.list("tagihan[]").iter().map(|text| parse_bill(text)).collect();
    let bills = bills?;
    let Some(given) = given else {
        let view = Desk::new(&visit, &counter, form, None).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    // The token came with the form; a made-up one is at worst one's own payment.
    let token = form.value("bukti").to_owned();
    if Id::<Desk>::parse(&token).is_none() {
        return Err(Error::new(Kind::Invalid, "payments/bill").into());
    }
    let code = crate::domain::code::Code::parse(form.value("kode")).ok();
    let taking = Taking { token: &token, code: code.as_ref(), bills: &bills, owed, given };
    match taking::take(&counter.ledger, visit.signed_in()?, &taking).await {
        Ok(posted) => {
            let (entry, given) = (posted.entry.id, given.0);
            Ok(see_other(&format!("/kerja/loket/lunas/{entry}?uang={given}")))
        }
        Err(error) if error.code() == "payments/given-short" => {
            form.refuse("uang", &error);
            let view = Desk::new(&visit, &counter, form, None).await?;
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => again(&visit, &counter, form, error).await,
    }
}

/// What was taken, the change, and the receipts.
pub(super) async fn taken(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(entry): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let entry = parse_entry(&entry)?;
    let drawer = shifts::own(&counter.ledger, visit.signed_in()?).await?;
    let found = drawer.and_then(|d| d.moves.into_iter().find(|it| it.entry.id == entry));
    let it = found.ok_or_else(|| Error::new(Kind::NotFound, "payments/unknown-payment"))?;
    let given = money(form.value("uang")).unwrap_or_default();
    html(&Taken { page: visit.work("counter-taken"), it, given })
}

pub(super) async fn ask_back(
    visit: Visit,
    Extension(counter): Extension<Counter>,
    Path(entry): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let entry = parse_entry(&entry)?;
    let reason = form.value("alasan").to_owned();
    match cancel::ask(&counter.ledger, visit.signed_in()?, entry, &reason).await {
        Ok(()) => Ok(see_other("/kerja/loket#gerak")),
        Err(error) => again(&visit, &counter, form, error).await,
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
        Ok(()) => Ok(see_other("/kerja/loket")),
        Err(error) => again(&visit, &counter, form, error).await,
    }
}
