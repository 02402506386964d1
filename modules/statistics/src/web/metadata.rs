//! How released figures are made: the forms of BPS as everybody reads them.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use base::Date;
use web::{Page, Pages, Visit, html};

use super::{ANYBODY, PATH};
use crate::domain::dataset::Dataset;
use crate::domain::metadata::{BETWEEN, Field, FieldKind, Kept, Section};
use crate::usecase::{Bureau, metadata};
use crate::wires::answer;

pub(super) fn pages() -> Pages {
    Pages::new().get("/statistik/{id}/metadata", ANYBODY, show).get(
        "/statistik/{id}/metadata.json",
        ANYBODY,
        json,
    )
}

#[derive(Template)]
#[template(path = "stat-metadata-public.html", blocks = ["main"])]
struct View {
    page: Page,
    path: String,
    parts: Vec<Part>,
    saved: String,
}

/// A section with what was written in it.
struct Part {
    title: String,
    /// Labels and what stands there, line by line.
    rows: Vec<(String, Vec<String>)>,
}

async fn show(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let (dataset, kept) = metadata::of_released(&bureau, &id).await?;
    let page = visit.page("stat-md").called(dataset.title(visit.language()));
    let parts = kept.as_ref().map(|it| parts(&page, &dataset, it)).unwrap_or_default();
    let saved = kept.as_ref().map(|it| page.moment(it.saved_at)).unwrap_or_default();
    html(&View { path: format!("{PATH}/{}", dataset.id), page, parts, saved })
}

async fn json(
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> web::Result<Response> {
    let forms = metadata::json_of_released(&bureau, &id).await?;
    Ok(answer::kept(&headers, "application/json", forms.to_string()))
}

fn parts(page: &Page, dataset: &Dataset, kept: &Kept) -> Vec<Part> {
    let part = |section: Section| {
        let row = |field: &Field| {
            let text = kept.metadata.value(&section, field.wire);
            (!text.is_empty()).then(|| (label(page, field), said(page, field, text)))
        };
        let rows: Vec<(String, Vec<String>)> = section.fields().iter().filter_map(row).collect();
        (!rows.is_empty()).then(|| Part { title: title(page, dataset, &section), rows })
    };
    Section::all(dataset).into_iter().filter_map(part).collect()
}

/// What a section is called.
pub(super) fn title(page: &Page, dataset: &Dataset, section: &Section) -> String {
    let language = page.language();
    match section {
        Section::Activity(block) => page.t(&format!("stat-md-block-{}", block.code())).to_string(),
        Section::Indicator(id) => {
            let name = dataset.measure(id).map_or(id.as_str(), |it| it.title.said(language));
            page.t("stat-md-indicator").with("name", name).to_string()
        }
        Section::Variable(id) => {
            let measure = dataset.measure(id).map(|it| it.title.said(language));
            let name = measure.or_else(|| dataset.axis(id).map(|it| it.title.said(language)));
            page.t("stat-md-variable").with("name", name.unwrap_or(id)).to_string()
        }
    }
}

/// What a field is called.
pub(super) fn label(page: &Page, field: &Field) -> String {
    page.t(&format!("stat-field-{}", field.wire)).to_string()
}

/// A choice in the language of the reader; the forms themselves are kept in Indonesian.
pub(super) fn choice(page: &Page, text: &str) -> String {
    page.t(&format!("stat-choice-{}", text.to_lowercase().replace(' ', "-"))).to_string()
}

fn said(page: &Page, field: &Field, text: &str) -> Vec<String> {
    match field.kind {
        FieldKind::Choice(_) | FieldKind::Several(_) => {
            let all: Vec<String> = text.split(BETWEEN).map(|it| choice(page, it)).collect();
            vec![all.join(", ")]
        }
        FieldKind::Day => {
            vec![text.parse::<Date>().map_or_else(|_| text.to_owned(), |it| page.date(it))]
        }
        FieldKind::Line | FieldKind::Text | FieldKind::Number => {
            text.lines().map(str::to_owned).collect()
        }
    }
}
