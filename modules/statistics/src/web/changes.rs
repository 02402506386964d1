//! What each release changed of what had been published, and why.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::format;
use cube::{Cell, Dimension};
use web::{Page, Pages, Visit, html};

use super::{ANYBODY, PATH, say};
use crate::domain::dataset::Dataset;
use crate::domain::figure::Series;
use crate::domain::version::AsOf;
use crate::usecase::revisions::Revision;
use crate::usecase::{Bureau, catalogue, outlines, revisions};

pub(super) fn pages() -> Pages {
    Pages::new().get("/statistik/{id}/perubahan", ANYBODY, show)
}

#[derive(Template)]
#[template(path = "stat-changes.html", blocks = ["main"])]
struct View {
    page: Page,
    dataset: Dataset,
    releases: Vec<Release>,
}

struct Release {
    number: i64,
    when: String,
    reason: String,
    /// Figures that it holds which nobody had published before.
    new: i64,
    rows: Vec<Row>,
    more: bool,
}

struct Row {
    name: String,
    period: String,
    before: String,
    after: String,
}

async fn show(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let (dataset, _) = catalogue::one(&bureau, &id).await?;
    let all = revisions::of(&bureau, &id).await?;
    let outline = outlines::whole(&bureau, &id, AsOf::Now).await?;
    let whole = outline.dimensions.as_slice();
    let page = visit.page("stat-changes");
    let release = |it: Revision| release(&page, &dataset, whole, it);
    let releases = all.into_iter().map(release).collect();
    html(&View { page, dataset, releases })
}

fn release(page: &Page, dataset: &Dataset, whole: &[Dimension], it: Revision) -> Release {
    let rows: Vec<Row> = it
        .replaced
        .iter()
        .map(|(figure, before)| Row {
            name: names(page, dataset, whole, &figure.series),
            period: figure.period.to_string(),
            before: written(*before),
            after: written(figure.cell),
        })
        .collect();
    let replaced = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    Release {
        number: it.version.number,
        when: page.moment(it.version.visible_from.unwrap_or(it.version.made_at)),
        reason: it.version.reason,
        new: it.version.figures.unwrap_or_default().saturating_sub(replaced),
        rows,
        more: it.more,
    }
}

/// A figure with its sign: `5r`, `9*`, `x`.
fn written(cell: Cell) -> String {
    format!("{}{}", cell.value().map(format::figure).unwrap_or_default(), cell.sign())
}

/// What a series is about, the region first.
fn names(page: &Page, dataset: &Dataset, whole: &[Dimension], series: &Series) -> String {
    let order = dataset.series_order();
    let pairs = order.iter().zip(series.codes()).rev();
    let names: Vec<&str> = pairs
        .filter_map(|(id, code)| {
            let dimension = whole.iter().find(|it| it.id == *id)?;
            let several = dimension.codes.len() > 1 || order.first() == Some(id);
            let found = dimension.codes.iter().find(|it| it.id == *code);
            several
                .then(|| found.map_or(code.as_str(), |it| say::short(&it.title, page.language())))
        })
        .collect();
    names.join(" · ")
}
