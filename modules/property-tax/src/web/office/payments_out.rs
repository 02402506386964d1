//! Payments that were taken here, for SISMIOP: choosing a period, and the files.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Date, Error, Kind};
use web::{Explained, Form, Page, Visit, download, html, html_with};

use super::say;
use crate::usecase::payments_out::{PaymentsOut, look, payments_out};
use crate::web::dates;

const CSV: &str = "text/csv; charset=utf-8";

#[derive(Template)]
#[template(path = "office-payments-out.html", blocks = ["main"])]
struct Choose {
    page: Page,
    form: Form,
    /// The period that was asked for.
    out: Option<PaymentsOut>,
    problem: Option<Explained>,
}

impl Choose {
    /// The period as it stands in the address of a file.
    fn query(&self) -> String {
        let period = self
            .out
            .as_ref()
            .map(|out| format!("?dari-tanggal={}&sampai-tanggal={}", out.from, out.until));
        period.unwrap_or_default()
    }
}

pub(super) async fn choose(visit: Visit, mut form: Form) -> web::Result<Response> {
    let page = visit.work("ptax-payments-out");
    if form.value("dari-tanggal").is_empty() && form.value("sampai-tanggal").is_empty() {
        return html(&Choose { page, form, out: None, problem: None });
    }
    let Some((from, until)) = period(&mut form) else {
        let view = Choose { page, form, out: None, problem: None };
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    match look(visit.cell(), visit.signed_in()?, from, until).await {
        Ok(out) => html(&Choose { page, form, out: Some(out), problem: None }),
        Err(error) => match say::status(&error) {
            Some(status) => {
                let problem = Some(page.error(&error));
                html_with(status, &Choose { page, form, out: None, problem })
            }
            None => Err(error.into()),
        },
    }
}

fn period(form: &mut Form) -> Option<(Date, Date)> {
    let from = form.parse("dari-tanggal", dates::parse);
    let until = form.parse("sampai-tanggal", dates::parse);
    from.zip(until)
}

pub(super) async fn file(
    visit: Visit,
    Path(name): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let unknown = || Error::new(Kind::NotFound, "property-tax/unknown-papers");
    let malformed = || Error::new(Kind::Invalid, "property-tax/period-malformed");
    let (from, until) = period(&mut form).ok_or_else(malformed)?;
    let out = payments_out(visit.cell(), visit.signed_in()?, from, until).await?;
    let (file, called) = match name.as_str() {
        "terbayar.csv" => (out.paid, "PEMBAYARAN_SPPT"),
        "dibatalkan.csv" => (out.taken_back, "PEMBAYARAN_SPPT-dibatalkan"),
        _ => return Err(unknown().into()),
    };
    Ok(download(&format!("{called}-{from}-{until}.csv"), CSV, file.csv.into_bytes()))
}
