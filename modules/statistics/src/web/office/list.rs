//! Who owes which dataset by when.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use base::{Kind, Language};
use identity::{Resource, authorise};
use web::{Access, Choice, Form, Page, Pages, Visit, html, html_with, see_other};

use super::{PATH, SEES, colour, word};
use crate::domain::obligation::{Obligation, State};
use crate::permissions::{AGREE, COLLECT, PLAN, RELEASE};
use crate::usecase::Bureau;
use crate::usecase::process::lists::{self, YearList};
use crate::usecase::process::{self, plan};

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, SEES, list).post("/kerja/statistik/setujui", Access::Needs(AGREE), agree)
}

#[derive(Template)]
#[template(path = "stat-obligations.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    found: YearList,
    year: u16,
    years: Vec<Choice>,
    may_plan: bool,
    may_publish: bool,
    /// Where one asks to be reminded, for whoever collects.
    reminder: Option<String>,
    /// How many rows the Forum may agree to now.
    to_agree: usize,
}

impl View {
    fn language(&self) -> Language {
        self.page.language()
    }

    fn state(&self, it: &Obligation) -> String {
        word(&self.page, "stat-state-", it.state.code())
    }

    fn colour(&self, it: &Obligation) -> &'static str {
        colour(it.state)
    }

    fn is_overdue(&self, it: &Obligation) -> bool {
        it.is_overdue(self.page.visit().cell().today())
    }

    fn office<'a>(&'a self, it: &'a Obligation) -> &'a str {
        self.found.producers.get(&it.producer).map_or(&it.producer, String::as_str)
    }
}

async fn list(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    form: Form,
) -> web::Result<Response> {
    html(&view(&visit, &bureau, form).await?)
}

async fn view(visit: &Visit, bureau: &Bureau, form: Form) -> base::Result<View> {
    let actor = visit.signed_in()?;
    let (year, found) = chosen(visit, bureau, &form).await?;
    let planned = found.rows.iter().filter(|(it, _)| it.state == State::Planned).count();
    let agrees = authorise(actor, AGREE, Resource::Cell).is_ok();
    let mut years: Vec<i64> = found.years.clone();
    if !years.contains(&i64::from(year)) {
        years.insert(0, i64::from(year));
    }
    Ok(View {
        page: visit.work("stat-obligations"),
        form: form.filled("tahun", year),
        year,
        years: years.iter().map(|it| Choice::new(it.to_string(), it.to_string())).collect(),
        may_plan: actor.scope(PLAN).is_some(),
        may_publish: actor.scope(RELEASE).is_some(),
        reminder: actor.scope(COLLECT).and_then(|_| process::reminder_link(bureau, actor)),
        to_agree: if agrees { planned } else { 0 },
        found,
    })
}

/// The list of the year that was asked for. Without one this year's, or the latest that there is: data
/// of a year are often asked for in the next.
async fn chosen(visit: &Visit, bureau: &Bureau, form: &Form) -> base::Result<(u16, YearList)> {
    let actor = visit.signed_in()?;
    let year = year(visit, form);
    let found = lists::of_year(bureau, actor, year).await?;
    let latest = found.years.first().and_then(|it| u16::try_from(*it).ok());
    match latest {
        Some(latest) if found.rows.is_empty() && form.value("tahun").is_empty() => {
            Ok((latest, lists::of_year(bureau, actor, latest).await?))
        }
        _ => Ok((year, found)),
    }
}

/// The year that was chosen, otherwise this one.
fn year(visit: &Visit, form: &Form) -> u16 {
    let now = u16::try_from(visit.cell().today().year()).unwrap_or_default();
    form.value("tahun").parse().ok().filter(|it| (1900..=2200).contains(it)).unwrap_or(now)
}

async fn agree(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    mut form: Form,
) -> web::Result<Response> {
    let (actor, year) = (visit.signed_in()?, year(&visit, &form));
    match plan::agree(&bureau, actor, year, form.value("risalah")).await {
        Ok(_) => Ok(see_other(&format!("{PATH}?tahun={year}"))),
        Err(error) if matches!(error.kind(), Kind::Invalid | Kind::Conflict) => {
            form.refuse("risalah", &error);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &view(&visit, &bureau, form).await?)
        }
        Err(error) => Err(error.into()),
    }
}
