//! The proof: one of three, chosen by the person.

use askama::Template;
use audit::Who;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind, Nik, Nop, Rupiah};
use web::{Form, Page, Visit, give_pass, html, html_with, see_other};

use super::Desk;
use crate::domain::access_code::AccessCode;
use crate::domain::proof::Proof;
use crate::usecase::prove;

#[derive(Template)]
#[template(path = "proof.html", blocks = ["main"])]
struct Ask {
    page: Page,
    form: Form,
    nop: Nop,
    tax_year: i64,
    /// What was wrong with the proof as a whole, not with one field.
    problem: Option<web::Explained>,
}

pub(super) async fn ask(visit: Visit, mut form: Form) -> web::Result<Response> {
    let Some((nop, tax_year)) = target(&mut form) else { return Ok(see_other("/")) };
    let kind = if form.value("cara").is_empty() { "kode" } else { form.value("cara") };
    let form = Form::new().filled("cara", kind);
    html(&Ask { page: visit.page("ptax-proof-title"), form, nop, tax_year, problem: None })
}

fn target(form: &mut Form) -> Option<(Nop, i64)> {
    let nop = form.parse("nop", Nop::parse)?;
    let year: i64 = form.value("tahun").parse().ok()?;
    Some((nop, year))
}

pub(super) async fn answer(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    mut form: Form,
) -> web::Result<Response> {
    let Some((nop, tax_year)) = target(&mut form) else { return Ok(see_other("/")) };
    let page = visit.page("ptax-proof-title");
    let Some(proof) = read(&mut form) else {
        let view = Ask { page, form, nop, tax_year, problem: None };
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    desk.proof(&visit)?;
    let who = Who::public().from_address(visit.address().to_string());
    match prove::prove(visit.cell(), &who, nop, &proof).await {
        Ok(pass) => {
            let to = see_other(&format!("/pbb/sppt/{}/{tax_year}", nop.digits()));
            Ok(give_pass(&visit, &pass.seal(visit.cell()), to))
        }
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::TooMany) => {
            let problem = Some(page.error(&error));
            let status = match error.kind() {
                Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            html_with(status, &Ask { page, form, nop, tax_year, problem })
        }
        Err(error) => Err(error.into()),
    }
}

/// The proof of the chosen kind; mistakes are noted at their fields.
fn read(form: &mut Form) -> Option<Proof> {
    match form.value("cara").to_owned().as_str() {
        "bayar" => {
            let paid_on = form.parse("tanggal", super::dates::parse);
            let amount = form.parse("jumlah", Rupiah::parse);
            Some(Proof::Payment { paid_on: paid_on?, amount: amount? })
        }
        "nik" => form.parse("nik", Nik::parse).map(Proof::Nik),
        _ => form.parse("kode", code).map(Proof::AccessCode),
    }
}

fn code(text: &str) -> Result<AccessCode, Error> {
    AccessCode::parse(text).ok_or_else(|| Error::new(Kind::Invalid, "property-tax/code-malformed"))
}
