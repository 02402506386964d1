//! Which datasets are described how far, and the sections of one.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use layout::lint::Wrong;
use web::{Page, Pages, Visit, html};

use super::super::SEES;
use super::{PATH, label, path};
use crate::domain::dataset::Dataset;
use crate::domain::metadata::Section;
use crate::usecase::Bureau;
use crate::usecase::metadata::{self, About, Advice, Forms};
use crate::web::metadata::title;

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, SEES, list).get("/kerja/statistik/metadata/{dataset}", SEES, show)
}

#[derive(Template)]
#[template(path = "stat-metadata-list.html", blocks = ["main"])]
struct List {
    page: Page,
    /// Dataset, office, and how many fields are missing.
    rows: Vec<(Dataset, String, usize)>,
}

impl List {
    fn title<'a>(&self, it: &'a Dataset) -> &'a str {
        it.title(self.page.language())
    }
}

async fn list(visit: Visit, Extension(bureau): Extension<Bureau>) -> web::Result<Response> {
    let rows = metadata::list(&bureau, visit.signed_in()?).await?;
    html(&List { page: visit.work("stat-md-list"), rows })
}

#[derive(Template)]
#[template(path = "stat-metadata.html", blocks = ["main"])]
struct View {
    page: Page,
    forms: Forms,
    rows: Vec<Row>,
    advice: Vec<String>,
    /// Where the first gap is filled in.
    next: Option<String>,
    is_released: bool,
}

/// A section in the list.
struct Row {
    title: String,
    path: String,
    /// What is missing, by its labels.
    missing: Vec<String>,
    /// Whether anything has to be told here.
    is_asked: bool,
}

async fn show(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(dataset): Path<String>,
) -> web::Result<Response> {
    let forms = metadata::show(&bureau, visit.signed_in()?, &dataset).await?;
    let page = visit.work("stat-md-list").called(forms.dataset.title(visit.language()));
    let rows = Section::all(&forms.dataset).iter().map(|it| row(&page, &forms, it)).collect();
    let advice = forms.advice.iter().map(|it| said(&page, it)).collect();
    let next = forms.next(None).filter(|_| forms.may_change);
    let next = next.map(|it| format!("{}/{}", path(&dataset), it.code()));
    let is_released = metadata::of_released(&bureau, &dataset).await.is_ok();
    html(&View { page, forms, rows, advice, next, is_released })
}

fn row(page: &Page, forms: &Forms, section: &Section) -> Row {
    let written = forms.written();
    let missing = forms.gaps.iter().filter(|it| it.section == *section);
    let field = |wire: &str| section.fields().iter().find(|it| it.wire == wire);
    let asked = |field| crate::domain::metadata::is_asked(&written, section, field);
    Row {
        title: title(page, &forms.dataset, section),
        path: format!("{}/{}", path(&forms.dataset.id), section.code()),
        missing: missing.filter_map(|it| field(it.wire)).map(|it| label(page, it)).collect(),
        is_asked: section.fields().iter().any(asked),
    }
}

/// What should be otherwise with a name, as a sentence.
pub(super) fn said(page: &Page, it: &Advice) -> String {
    let (end, word) = match &it.about {
        About::Twice(dataset) => ("twice", dataset),
        About::Name(Wrong::Small(word)) => ("small", word),
        About::Name(Wrong::Abbreviation(word)) => ("abbreviation", word),
        About::Name(Wrong::Measure(word)) => ("measure", word),
        About::Name(Wrong::Period(word)) => ("period", word),
        About::Name(Wrong::Region(word)) => ("region", word),
    };
    page.t(&format!("stat-lint-{end}")).with("word", word.as_str()).to_string()
}
