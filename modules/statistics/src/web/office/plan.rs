//! The form by which something is proposed for the yearly list.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Date, Error, Instant, Kind};
use web::{Access, Choice, Form, Page, Pages, Visit, html, html_with, see_other};

use super::path;
use crate::domain::period::Period;
use crate::permissions::PLAN;
use crate::usecase::Bureau;
use crate::usecase::process::plan::{self, Proposal};

const NEW: &str = "/kerja/statistik/baru";

pub(super) fn pages() -> Pages {
    Pages::new().get(NEW, Access::Needs(PLAN), ask).post(NEW, Access::Needs(PLAN), propose)
}

#[derive(Template)]
#[template(path = "stat-plan.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    datasets: Vec<Choice>,
}

async fn view(visit: &Visit, bureau: &Bureau, form: Form) -> base::Result<View> {
    let all = plan::datasets(bureau, visit.signed_in()?).await?;
    let language = visit.language();
    let choice = |it: &crate::domain::dataset::Dataset| Choice::new(&it.id, it.title(language));
    let datasets = all.iter().map(choice).collect();
    Ok(View { page: visit.work("stat-plan"), form, datasets })
}

async fn ask(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    form: Form,
) -> web::Result<Response> {
    html(&view(&visit, &bureau, form).await?)
}

async fn propose(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    mut form: Form,
) -> web::Result<Response> {
    let actor = visit.signed_in()?;
    if let Some(proposal) = read(&visit, &mut form) {
        match plan::propose(&bureau, actor, &proposal).await {
            Ok(it) => return Ok(see_other(&path(it.id))),
            Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict) => {
                let field = if error.code() == "statistics/release-before-due" {
                    "terbit"
                } else {
                    "periode"
                };
                form.refuse(field, &error);
            }
            Err(error) => return Err(error.into()),
        }
    }
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &view(&visit, &bureau, form).await?)
}

fn read(visit: &Visit, form: &mut Form) -> Option<Proposal> {
    let dataset = form.required("data");
    let period = form.parse("periode", |text| {
        Period::parse(text).map_err(|_| Error::new(Kind::Invalid, "statistics/period"))
    });
    let due = form.parse("tenggat", |text| {
        text.parse::<Date>().map_err(|_| Error::new(Kind::Invalid, "statistics/day"))
    });
    let planned = form.optional("terbit", |text| moment(visit, text));
    let priority = form.ticked("prioritas");
    Some(Proposal {
        dataset: dataset?,
        period: period?,
        due: due?,
        priority,
        planned_release: planned?,
    })
}

/// An hour of the cell: `2026-12-01T09:00`.
pub(super) fn moment(visit: &Visit, text: &str) -> base::Result<Instant> {
    let wrong = |_| Error::new(Kind::Invalid, "statistics/day");
    let civil: jiff::civil::DateTime = text.parse().map_err(wrong)?;
    Ok(visit.cell().zone().instant_of(civil))
}
