//! What can be paid, and the wish to pay some of it.

use askama::Template;
use axum::Extension;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind, Nop, Rupiah};
use contracts::{Bill, BillId};
use web::{Explained, Form, Page, Visit, html_with, see_other};

use super::PayDesk;
use crate::usecase::paying::{Payable, payable};

#[derive(Template)]
#[template(path = "pay-choose.html", blocks = ["main"])]
struct Choose {
    page: Page,
    /// For the NOP, while nothing was found.
    form: Form,
    found: Option<Payable>,
    /// Years that are ticked; all of them when empty.
    ticked: Vec<i64>,
    problem: Option<Explained>,
    /// A number that nobody knows: the look-up lists those near it.
    missing: Option<Nop>,
}

impl Choose {
    fn is_ticked(&self, bill: &Bill) -> bool {
        self.ticked.is_empty() || self.ticked.contains(&bill.id.tax_year)
    }

    fn ticked_total(&self, found: &Payable) -> Rupiah {
        let ticked = found.open.iter().filter(|bill| self.is_ticked(bill));
        Rupiah(ticked.fold(0, |sum, bill| sum.saturating_add(bill.total().0)))
    }
}

/// `nop=…&tahun=2024&tahun=2025`: a link may name several years.
struct Wish {
    form: Form,
    years: Vec<i64>,
}

impl Wish {
    fn read(query: &str) -> Self {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).take(50).collect();
        let nop = pairs.iter().find(|(name, _)| name == "nop").map(|(_, value)| value.as_ref());
        let years = pairs.iter().filter(|(name, _)| name == "tahun");
        Self {
            years: years.filter_map(|(_, value)| value.parse().ok()).collect(),
            form: Form::new().filled("nop", nop.unwrap_or_default()),
        }
    }
}

pub(super) async fn show(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    RawQuery(query): RawQuery,
) -> web::Result<Response> {
    let mut wish = Wish::read(query.as_deref().unwrap_or_default());
    let page = visit.page("pay-title");
    let empty = wish.form.value("nop").is_empty();
    let nop = if empty { None } else { wish.form.parse("nop", Nop::parse) };
    let Some(nop) = nop else {
        let status = if empty { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let (form, ticked) = (wish.form, wish.years);
        let view = Choose { page, form, found: None, ticked, problem: None, missing: None };
        return html_with(status, &view);
    };
    PayDesk::count(&desk.look_ups, &visit)?;
    answer(&desk, page, nop, wish, None).await
}

async fn answer(
    desk: &PayDesk,
    page: Page,
    nop: Nop,
    wish: Wish,
    problem: Option<Error>,
) -> web::Result<Response> {
    let found = payable(&desk.ledger, nop).await?;
    let status = match (&found, &problem) {
        (None, _) => StatusCode::NOT_FOUND,
        (_, Some(error)) if error.kind() == Kind::Conflict => StatusCode::CONFLICT,
        (_, Some(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let missing = found.is_none().then_some(nop);
    let unknown =
        missing.map(|nop| Error::new(Kind::NotFound, "payments/unknown-nop").with("nop", nop));
    let problem = unknown.or(problem).map(|error| page.error(&error));
    let Wish { form, years: ticked } = wish;
    html_with(status, &Choose { page, form, found, ticked, problem, missing })
}

pub(super) async fn make(
    visit: Visit,
    Extension(desk): Extension<PayDesk>,
    mut form: Form,
) -> web::Result<Response> {
    let page = visit.page("pay-title");
    let Some(nop) = form.parse("nop", Nop::parse) else {
        let (ticked, problem) = (Vec::new(), None);
        let view = Choose { page, form, found: None, ticked, problem, missing: None };
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let years: Vec<i64> = form.list("tahun[]").iter().filter_map(|y| y.parse().ok()).collect();
    let bills: Vec<BillId> = years.iter().map(|&tax_year| BillId { nop, tax_year }).collect();
    if bills.is_empty() {
        let error = Error::new(Kind::Invalid, "payments/choose-one");
        return answer(&desk, page, nop, Wish { form, years }, Some(error)).await;
    }
    PayDesk::count(&desk.codes, &visit)?;
    match desk.ledger.make_code(&bills).await.map_err(Error::from) {
        Ok(made) => Ok(see_other(&format!("/bayar/kode/{}", made.token))),
        Err(error) if matches!(error.kind(), Kind::Conflict | Kind::NotFound) => {
            answer(&desk, page, nop, Wish { form, years }, Some(error)).await
        }
        Err(error) => Err(error.into()),
    }
}
