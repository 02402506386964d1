//! Papers of a village: chosen, looked at, downloaded.

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::Response;
use base::{Error, Kind};
use jobs::{Entry as JobEntry, JobId, State};
use web::{Choice, Explained, Form, Page, Visit, download, html, html_with, see_other, shown};

use super::super::Desk;
use super::say;
use crate::usecase::search::list_villages;
use crate::usecase::village_papers::{self, AT_ONCE, Booklet, Outlook};

const PDF: &str = "application/pdf";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Template)]
#[template(path = "office-papers.html", blocks = ["main"])]
struct Choose {
    page: Page,
    form: Form,
    villages: Vec<Choice>,
    papers: Vec<Choice>,
    chosen: Option<(Booklet, Outlook)>,
    problem: Option<Explained>,
}

impl Choose {
    /// The address of a paper of the chosen village.
    fn path(&self, of: &Booklet, file: &str) -> String {
        let paper = if of.f4 { "?kertas=f4" } else { "" };
        format!("/kerja/pbb/dokumen/{}/{}/{file}{paper}", of.village, of.tax_year)
    }

    /// Too many notices to wait for.
    fn is_large(&self, outlook: &Outlook) -> bool {
        outlook.notices > AT_ONCE
    }
}

pub(super) async fn choose(visit: Visit, mut form: Form) -> web::Result<Response> {
    let (cell, actor) = (visit.cell(), visit.signed_in()?);
    let page = visit.work("ptax-office-papers");
    let villages = say::village_choices(&list_villages(cell, actor).await?);
    let papers = vec![Choice::new("a4", "A4"), Choice::new("f4", "F4")];
    let asked = !form.value("desa").is_empty();
    if form.value("kertas").is_empty() {
        form = form.filled("kertas", "a4");
    }
    if !asked {
        let form = form.filled("tahun", cell.today().year());
        return html(&Choose { page, form, villages, papers, chosen: None, problem: None });
    }
    let Some(tax_year) = form.parse("tahun", say::parse_year) else {
        let view = Choose { page, form, villages, papers, chosen: None, problem: None };
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let f4 = form.value("kertas") == "f4";
    let of = Booklet { village: form.value("desa").to_owned(), tax_year, f4 };
    match village_papers::outlook(cell, actor, &of).await {
        Ok(outlook) => {
            let chosen = Some((of, outlook));
            html(&Choose { page, form, villages, papers, chosen, problem: None })
        }
        Err(error) => match say::status(&error) {
            Some(status) => {
                let problem = Some(page.error(&error));
                html_with(status, &Choose { page, form, villages, papers, chosen: None, problem })
            }
            None => Err(error.into()),
        },
    }
}

pub(super) async fn file(
    visit: Visit,
    Extension(desk): Extension<Desk>,
    Path((village, year, file)): Path<(String, String, String)>,
    form: Form,
) -> web::Result<Response> {
    let (cell, actor, fonts) = (visit.cell(), visit.signed_in()?, desk.fonts());
    let f4 = form.value("kertas") == "f4";
    let of = Booklet { village, tax_year: say::parse_year(&year)?, f4 };
    let name = format!("{}-{}", of.village()?.digits(), of.tax_year);
    let answer = match file.as_str() {
        "dhkp.pdf" => {
            let bytes = village_papers::roll_pdf(cell, actor, fonts, &of).await?;
            shown(&format!("DHKP-{name}.pdf"), PDF, bytes)
        }
        "dhkp.xlsx" => {
            let bytes = village_papers::roll_xlsx(cell, actor, &of).await?;
            download(&format!("DHKP-{name}.xlsx"), XLSX, bytes)
        }
        "tanda-terima.pdf" => {
            let bytes = village_papers::delivery(cell, actor, fonts, &of).await?;
            shown(&format!("Tanda-terima-SPPT-{name}.pdf"), PDF, bytes)
        }
        "sppt.pdf" => {
            let drawing = (&**fonts, desk.seals().map(|seals| &**seals));
            let bytes = village_papers::notices_pdf(cell, actor, drawing, &of).await?;
            shown(&format!("SPPT-{name}.pdf"), PDF, bytes)
        }
        _ => return Err(Error::new(Kind::NotFound, "property-tax/unknown-papers").into()),
    };
    Ok(answer)
}

pub(super) async fn ask(visit: Visit, form: Form) -> web::Result<Response> {
    let tax_year = say::parse_year(form.value("tahun"))?;
    let f4 = form.value("kertas") == "f4";
    let of = Booklet { village: form.value("desa").to_owned(), tax_year, f4 };
    let id = village_papers::ask_for_booklet(visit.cell(), visit.signed_in()?, &of).await?;
    Ok(see_other(&format!("/kerja/pbb/dokumen/buku/{id}")))
}

#[derive(Template)]
#[template(path = "office-booklet.html", blocks = ["main"])]
struct Making {
    page: Page,
    job: JobEntry,
}

impl Making {
    fn is_done(&self) -> bool {
        self.job.state == State::Done
    }

    fn is_on_its_way(&self) -> bool {
        !self.job.state.is_over()
    }
}

fn job_id(text: &str) -> base::Result<JobId> {
    JobId::parse(text).ok_or_else(|| Error::new(Kind::NotFound, "property-tax/unknown-papers"))
}

pub(super) async fn booklet(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    let id = job_id(&id)?;
    let job = village_papers::find_booklet(visit.cell(), visit.signed_in()?, id).await?;
    html(&Making { page: visit.work("ptax-papers-all"), job })
}

pub(super) async fn booklet_file(visit: Visit, Path(id): Path<String>) -> web::Result<Response> {
    let id = job_id(&id)?;
    let file = village_papers::booklet_file(visit.cell(), visit.signed_in()?, id).await?;
    let mut response = shown("SPPT.pdf", PDF, Body::from_stream(file.content));
    response.headers_mut().insert(header::CONTENT_LENGTH, file.bytes.into());
    Ok(response)
}
