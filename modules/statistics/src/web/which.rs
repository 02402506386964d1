//! Which figure? The same concept by several sources and definitions side by side, and which of them
//! is the official one.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::Language;
use web::{Choice, Form, Page, Pages, Visit, html};

use super::{ANYBODY, PATH, say};
use crate::domain::line::Line;
use crate::domain::period::Period;
use crate::usecase::concepts::{Concept, Reading};
use crate::usecase::{Bureau, concepts};

pub(super) fn pages() -> Pages {
    Pages::new().get("/statistik/angka-mana", ANYBODY, show)
}

#[derive(Template)]
#[template(path = "stat-which.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    concepts: Vec<Choice>,
    regions: Vec<Choice>,
    years: Vec<Choice>,
    region: String,
    rows: Vec<Row>,
}

struct Row {
    path: String,
    title: String,
    about: String,
    dataset: String,
    source: String,
    figure: String,
    sign: &'static str,
    unit: String,
    period: String,
    /// Why it is the official one; empty for the others.
    official: String,
}

async fn show(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    form: Form,
) -> web::Result<Response> {
    let language = visit.language();
    let all = concepts::all(&bureau).await?;
    let concept = all.iter().find(|it| it.id == form.value("konsep")).or(all.first());
    let own = bureau.cell().settings().code.as_str().to_owned();
    let region = Some(form.value("wilayah")).filter(|it| !it.is_empty()).unwrap_or(&own).to_owned();
    let (mut readings, mut regions) = (Vec::new(), Vec::new());
    if let Some(concept) = concept {
        readings = concepts::readings(&bureau, concept, &region).await?;
        regions = concepts::regions(&bureau, concept).await?;
    }
    let name =
        regions.iter().find(|it| it.id == region).map(|it| it.title.said(language).to_owned());
    let mut years: Vec<u16> =
        readings.iter().flat_map(|it| it.line.cells.keys().map(|period| period.year())).collect();
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    let year = form.value("tahun").parse().ok();
    let rows = readings.iter().filter_map(|it| row(it, year, language)).collect();
    let form = form.clone().filled("wilayah", &region);
    let form = form.filled("konsep", concept.map(|it| it.id.clone()).unwrap_or_default());
    html(&View {
        page: visit.page("stat-which"),
        form,
        concepts: all.iter().map(|it| Choice::new(&it.id, title(it, language))).collect(),
        regions: regions.iter().map(|it| Choice::new(&it.id, it.title.said(language))).collect(),
        years: years.iter().map(|it| Choice::new(it.to_string(), it.to_string())).collect(),
        region: name.unwrap_or(region),
        rows,
    })
}

/// The title of the first dataset that measures it.
fn title(concept: &Concept, language: Language) -> String {
    let first = concept.datasets.first();
    first.map_or_else(|| concept.id.clone(), |it| it.title(language).to_owned())
}

/// The newest figure, or that of a year.
fn row(it: &Reading, year: Option<u16>, language: Language) -> Option<Row> {
    let (period, cell) = newest(&it.line, year)?;
    let unit = it.measure.counted_in();
    let description = &it.dataset.description;
    let source =
        it.line.breakdowns.iter().map(|code| code.title.said(language).replacen(" — ", ", ", 1));
    let source = source.collect::<Vec<_>>().join(" · ");
    let said = |text: &Option<cube::Text>| {
        text.as_ref().map(|it| it.said(language).to_owned()).unwrap_or_default()
    };
    Some(Row {
        path: format!("{PATH}/{}?UKURAN={}", it.dataset.id, it.measure.id),
        title: it.measure.title.said(language).to_owned(),
        about: said(&it.measure.about),
        dataset: description.title.said(language).to_owned(),
        source: if source.is_empty() {
            description.source.said(language).to_owned()
        } else {
            source
        },
        figure: say::figure(cell, Some(&unit)),
        sign: if cell.value().is_some() { cell.sign() } else { "" },
        unit: say::unit(Some(&unit), language),
        period: period.to_string(),
        official: said(&it.measure.official),
    })
}

fn newest(line: &Line, year: Option<u16>) -> Option<(Period, cube::Cell)> {
    let fits = |it: &Period| year.is_none_or(|year| it.year() == year);
    line.cells.iter().rev().find(|(it, _)| fits(it)).map(|(period, cell)| (*period, *cell))
}
