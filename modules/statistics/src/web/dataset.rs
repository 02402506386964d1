//! A dataset: what it is, its figures as a table, its releases, and the files to take along.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::{Error, Instant, Kind, Language};
use cube::{Cube, json_stat, table};
use web::{Choice, Form, Page, Pages, Visit, download, for_anybody, html};

use super::pivot::Pivot;
use super::{ANYBODY, PATH};
use crate::domain::dataset::{Dataset, MEASURE, TIME};
use crate::domain::selection::Selection;
use crate::domain::version::{AsOf, Version};
use crate::usecase::{Bureau, catalogue, cubes};

/// Rows of one page.
const ROWS: usize = 200;

pub(super) fn pages() -> Pages {
    Pages::new()
        .get("/statistik/{id}", ANYBODY, show)
        .get("/statistik/{id}/tabel.csv", ANYBODY, csv)
        .get("/statistik/{id}/tabel.json", ANYBODY, json)
}

#[derive(Template)]
#[template(path = "stat-dataset.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    dataset: Dataset,
    versions: Vec<Version>,
    /// Dimensions of which one code, or all, can be chosen.
    choosers: Vec<Chooser>,
    /// Dimensions of which there is one code only, with its name.
    fixed: Vec<(String, String)>,
    pivot: Pivot,
    /// Rows that did not fit.
    more: usize,
    unit: String,
    /// What was chosen, as a query.
    query: String,
}

struct Chooser {
    name: String,
    title: String,
    choices: Vec<Choice>,
    /// Whether the figures of all codes may stand in one table: not those of several measures.
    all: bool,
}

impl View {
    fn language(&self) -> Language {
        self.page.language()
    }

    fn released(&self, version: &Version) -> String {
        self.page.moment(version.visible_from.unwrap_or(version.made_at))
    }

    fn path(&self) -> String {
        format!("{PATH}/{}", self.dataset.id)
    }
}

async fn show(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    mut form: Form,
) -> web::Result<Response> {
    let (dataset, versions) = catalogue::one(&bureau, &id).await?;
    if form.value(MEASURE).is_empty() {
        let first = dataset.description.measures.first().map(|it| it.id.clone());
        form = form.filled(MEASURE, first.unwrap_or_default());
    }
    let at = as_of(&form)?;
    // What there is to choose from, and what was chosen.
    let whole = cubes::dimensions_of(&bureau, &id, at).await?;
    let cube = cubes::cube(&bureau, &id, at, &selection(&dataset, &form)).await?;
    let language = visit.language();
    let mut pivot = Pivot::of(&cube, language);
    let more = pivot.rows.len().saturating_sub(ROWS);
    pivot.rows.truncate(ROWS);
    let choosers = whole
        .iter()
        .filter(|it| it.id != TIME && it.codes.len() > 1)
        .map(|it| Chooser {
            name: it.id.clone(),
            title: it.title.said(language).to_owned(),
            choices: it
                .codes
                .iter()
                .map(|code| Choice::new(&code.id, code.title.said(language)))
                .collect(),
            all: it.id != MEASURE,
        })
        .collect();
    let alone = cube.dimensions().iter().filter(|it| it.id != TIME && it.codes.len() == 1);
    let said = |text: &cube::Text| text.said(language).to_owned();
    let fixed = alone.map(|it| (said(&it.title), said(&it.codes[0].title))).collect();
    let unit = unit(&cube, language);
    let query = query(&dataset, &form);
    let page = visit.page("stat-list").called(dataset.title(language));
    html(&View { page, form, dataset, versions, choosers, fixed, pivot, more, unit, query })
}

async fn csv(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let cube = asked(&bureau, &id, &form).await?;
    let text = table::csv(&cube, visit.language());
    Ok(for_anybody(&visit, download(&format!("{id}.csv"), "text/csv; charset=utf-8", text)))
}

async fn json(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let cube = asked(&bureau, &id, &form).await?;
    let text = json_stat::dataset(&cube, visit.language());
    Ok(for_anybody(&visit, download(&format!("{id}.json"), "application/json", text)))
}

async fn asked(bureau: &Bureau, id: &str, form: &Form) -> base::Result<Cube> {
    let (dataset, _) = catalogue::one(bureau, id).await?;
    cubes::cube(bureau, id, as_of(form)?, &selection(&dataset, form)).await
}

/// The version that is asked for by number (`versi`), by day (`per`), or the one in force.
fn as_of(form: &Form) -> base::Result<AsOf> {
    let wrong = || Error::new(Kind::Invalid, "web/unreadable");
    match (form.value("versi"), form.value("per")) {
        ("", "") => Ok(AsOf::Now),
        ("", day) => {
            let end = format!("{day}T23:59:59.999Z");
            Instant::parse(&end).map(AsOf::Known).map_err(|_| wrong())
        }
        (number, _) => number.parse().map(AsOf::Version).map_err(|_| wrong()),
    }
}

fn dimensions(dataset: &Dataset) -> impl Iterator<Item = &str> {
    let axes = dataset.description.axes.iter().map(|it| it.id.as_str());
    axes.chain([TIME, MEASURE])
}

/// One code per dimension that is named; all of the others.
fn selection(dataset: &Dataset, form: &Form) -> Selection {
    dimensions(dataset).fold(Selection::all(), |all, id| match form.value(id) {
        "" => all,
        code => all.only(id, [code]),
    })
}

fn query(dataset: &Dataset, form: &Form) -> String {
    let names = dimensions(dataset).chain(["versi", "per"]);
    let pairs = names.map(|name| (name, form.value(name))).filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

/// The unit of a table of one measure.
fn unit(cube: &Cube, language: Language) -> String {
    let measures = cube.of_role(cube::Role::Measure).map(|(_, it)| it.codes.as_slice());
    match measures {
        Some([one]) => one.unit.as_ref().map(|unit| unit.title.said(language).to_owned()),
        _ => None,
    }
    .unwrap_or_default()
}
