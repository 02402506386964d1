//! The list of data: every dataset with something released, found by words.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use base::Language;
use cube::Unit;
use web::{Form, Page, Pages, Visit, html};

use super::{ANYBODY, PATH, say};
use crate::domain::change;
use crate::domain::dataset::Dataset;
use crate::domain::line::Line;
use crate::domain::version::Version;
use crate::usecase::{Bureau, catalogue};

/// Datasets whose newest figure is shown; those after them show their title alone.
const MOST: usize = 60;

pub(super) fn pages() -> Pages {
    Pages::new().get(PATH, ANYBODY, list)
}

#[derive(Template)]
#[template(path = "stat-list.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    cards: Vec<Card>,
}

struct Card {
    dataset: Dataset,
    theme: String,
    released: String,
    /// The newest figure of the regency.
    newest: Option<Newest>,
}

struct Newest {
    figure: String,
    sign: &'static str,
    unit: String,
    period: String,
    /// Icon and words.
    change: Option<(&'static str, String, String)>,
}

impl View {
    fn language(&self) -> Language {
        self.page.language()
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
    let page = visit.page("stat-list");
    // Those of one theme stand together.
    let theme = |it: &Dataset| it.description.theme.as_ref().map(|it| it.id.clone());
    datasets.sort_by_key(|(dataset, _)| (theme(dataset).is_none(), theme(dataset)));
    let mut cards = Vec::with_capacity(datasets.len());
    for (nth, (dataset, version)) in datasets.into_iter().enumerate() {
        let headline = match nth {
            ..MOST => catalogue::headline(&bureau, &dataset).await?,
            _ => None,
        };
        cards.push(card(&page, dataset, &version, headline));
    }
    html(&View { page, form, cards })
}

fn card(page: &Page, dataset: Dataset, version: &Version, newest: Option<(Unit, Line)>) -> Card {
    let theme = dataset.description.theme.as_ref().map(|it| it.said(page.language()));
    let released = version.visible_from.unwrap_or(version.made_at);
    Card {
        theme: theme.unwrap_or_default().to_owned(),
        released: page.date(released.date(page.visit().cell().zone())),
        newest: newest.and_then(|(unit, line)| headline(page, &unit, &line)),
        dataset,
    }
}

fn headline(page: &Page, unit: &Unit, line: &Line) -> Option<Newest> {
    let (period, cell) = line.newest()?;
    let change = change::up_to(line, period, Some(unit));
    Some(Newest {
        figure: say::figure(cell, Some(unit)),
        sign: cell.sign(),
        unit: say::unit(Some(unit), page.language()),
        period: period.to_string(),
        change: change.map(|it| (say::arrow(&it), say::change(page, &it), it.since.to_string())),
    })
}
