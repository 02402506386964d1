//! The list of data: every dataset with something released, found by words.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::Language;
use web::{Form, Page, Pages, Visit, html};

use super::{ANYBODY, PATH};
use crate::domain::dataset::Dataset;
use crate::domain::version::Version;
use crate::usecase::{Bureau, catalogue};

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, ANYBODY, list)
}

#[derive(Template)]
#[template(path = "stat-list.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    datasets: Vec<(Dataset, Version)>,
}

impl View {
    fn language(&self) -> Language {
        self.page.language()
    }

    fn released(&self, version: &Version) -> String {
        self.page.moment(version.visible_from.unwrap_or(version.made_at))
    }
}

async fn list(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    form: Form,
) -> web::Result<Response> {
    let words: Vec<String> = form.value("q").split_whitespace().map(str::to_lowercase).collect();
    let mut datasets = catalogue::list(&bureau).await?;
    datasets.retain(|(dataset, _)| speaks_of(dataset, &words));
    html(&View { page: visit.page("stat-list"), form, datasets })
}

/// Whether every word stands in what is told about a dataset, in either language.
fn speaks_of(dataset: &Dataset, words: &[String]) -> bool {
    let description = &dataset.description;
    let titles = description.measures.iter().map(|it| &it.title);
    let told = titles.chain([&description.title, &description.about, &description.source]);
    let mut text = dataset.id.to_lowercase();
    for it in told {
        text.push_str(&format!(" {} {}", it.id, it.en).to_lowercase());
    }
    words.iter().all(|word| text.contains(word.as_str()))
}
