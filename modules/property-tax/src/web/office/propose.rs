//! The forms by which an officer proposes something for one object.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Error, Kind, Nop};
use pbb::Percent;
use web::{Explained, Form, Page, Visit, html, html_with, see_other};

use super::say;
use crate::domain::notice::Notice;
use crate::domain::proposal::Reduction;
use crate::usecase::proposals::{self, Grounds};
use crate::usecase::registry::{self, ObjectFile};
use crate::web::citizen::place;

#[derive(Template)]
#[template(path = "office-propose-cancellation.html", blocks = ["main"])]
struct Cancellation {
    page: Page,
    form: Form,
    file: ObjectFile,
    notice: Notice,
    problem: Option<Explained>,
}

#[derive(Template)]
#[template(path = "office-propose-reduction.html", blocks = ["main"])]
struct ReductionForm {
    page: Page,
    form: Form,
    file: ObjectFile,
    problem: Option<Explained>,
}

impl Cancellation {
    async fn new(
        visit: &Visit,
        (nop, year): (Nop, i64),
        form: Form,
        problem: Option<&Error>,
    ) -> base::Result<Self> {
        let file = registry::object(visit.cell(), visit.signed_in()?, nop).await?;
        let notice = file.notices.iter().find(|notice| notice.tax_year == year).cloned();
        let notice =
            notice.ok_or_else(|| Error::new(Kind::NotFound, "property-tax/unknown-notice"))?;
        let page = visit.work("ptax-propose-cancellation");
        let problem = problem.map(|error| page.error(error));
        Ok(Self { page, form, file, notice, problem })
    }

    fn place(&self) -> String {
        place(&self.file.object.address.line(), self.file.village.as_ref())
    }
}

impl ReductionForm {
    async fn new(
        visit: &Visit,
        nop: Nop,
        form: Form,
        problem: Option<&Error>,
    ) -> base::Result<Self> {
        let file = registry::object(visit.cell(), visit.signed_in()?, nop).await?;
        let page = visit.work("ptax-propose-reduction");
        let problem = problem.map(|error| page.error(error));
        Ok(Self { page, form, file, problem })
    }

    fn place(&self) -> String {
        place(&self.file.object.address.line(), self.file.village.as_ref())
    }
}

fn grounds(form: &mut Form) -> Option<Grounds> {
    let (basis, reason) = (form.required("dasar"), form.required("alasan"));
    Some(Grounds { basis: basis?, reason: reason? })
}

fn path(id: &str) -> String {
    format!("/kerja/pbb/usulan/{id}")
}

pub(super) async fn cancellation_form(
    visit: Visit,
    Path((nop, year)): Path<(String, i64)>,
) -> web::Result<Response> {
    let of = (Nop::parse(&nop)?, year);
    html(&Cancellation::new(&visit, of, Form::new(), None).await?)
}

pub(super) async fn cancellation(
    visit: Visit,
    Path((nop, year)): Path<(String, i64)>,
    mut form: Form,
) -> web::Result<Response> {
    let nop = Nop::parse(&nop)?;
    let Some(grounds) = grounds(&mut form) else {
        let view = Cancellation::new(&visit, (nop, year), form, None).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let (cell, actor) = (visit.cell(), visit.signed_in()?);
    match proposals::propose_cancellation(cell, actor, nop, year, &grounds).await {
        Ok(id) => Ok(see_other(&path(&id))),
        Err(error) => match say::status(&error) {
            Some(status) => {
                let view = Cancellation::new(&visit, (nop, year), form, Some(&error)).await?;
                html_with(status, &view)
            }
            None => Err(error.into()),
        },
    }
}

pub(super) async fn reduction_form(visit: Visit, Path(nop): Path<String>) -> web::Result<Response> {
    let next_year = i64::from(visit.cell().today().year()) + 1;
    let form = Form::new().filled("tahun", next_year);
    html(&ReductionForm::new(&visit, Nop::parse(&nop)?, form, None).await?)
}

pub(super) async fn reduction(
    visit: Visit,
    Path(nop): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let nop = Nop::parse(&nop)?;
    let (wanted, grounds) = (read_reduction(&mut form), grounds(&mut form));
    let (Some(wanted), Some(grounds)) = (wanted, grounds) else {
        let view = ReductionForm::new(&visit, nop, form, None).await?;
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let (cell, actor) = (visit.cell(), visit.signed_in()?);
    match proposals::propose_reduction(cell, actor, nop, &wanted, &grounds).await {
        Ok(id) => Ok(see_other(&path(&id))),
        Err(error) => match say::status(&error) {
            Some(status) => {
                html_with(status, &ReductionForm::new(&visit, nop, form, Some(&error)).await?)
            }
            None => Err(error.into()),
        },
    }
}

fn read_reduction(form: &mut Form) -> Option<Reduction> {
    let percent = form.parse("persen", parse_percent);
    let from = form.parse("tahun", say::parse_year);
    let until = form.optional("sampai-tahun", say::parse_year);
    let decree_number = form.required("nomor");
    let decree_date = form.parse("tanggal-sk", crate::web::dates::parse);
    let (from, until) = (from?, until?);
    Some(Reduction {
        from,
        until: until.unwrap_or(from),
        percent: percent?,
        decree_number: decree_number?,
        decree_date: decree_date?,
    })
}

/// `25`, `12,5`, `12.5 %`.
pub(super) fn parse_percent(text: &str) -> Result<Percent, Error> {
    let plain = text.trim_end_matches('%').trim().replace(',', ".");
    Percent::parse(&plain)
        .ok()
        .filter(|percent| !percent.rate().is_zero())
        .ok_or_else(|| Error::new(Kind::Invalid, "property-tax/percent-malformed"))
}
