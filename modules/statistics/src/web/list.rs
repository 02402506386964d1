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
    let words = Dataset::words(form.value("q"));
    let mut datasets = catalogue::list(&bureau).await?;
    datasets.retain(|(dataset, _)| dataset.speaks_of(&words));
    html(&View { page: visit.page("stat-list"), form, datasets })
}
