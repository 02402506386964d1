//! The newest figure of a dataset and its line, for other sites to show inside their pages.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use web::{Form, Markup, Page, Pages, Visit, html, inside_others};

use super::card::Card;
use super::dataset::{read, with_measure};
use super::{ANYBODY, PATH, asked, lines};
use crate::domain::line;
use crate::domain::version::AsOf;
use crate::usecase::{Bureau, catalogue, outlines};

pub(super) fn pages() -> Pages {
    Pages::new().get("/statistik/{id}/sematan", ANYBODY, show)
}

#[derive(Template)]
#[template(path = "stat-embed.html", blocks = ["main"])]
struct View {
    page: Page,
    /// Where the whole dataset is.
    path: String,
    measure: String,
    card: Option<Card>,
    line: Option<Markup>,
}

async fn show(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let (dataset, _) = catalogue::one(&bureau, &id).await?;
    let outline = outlines::whole(&bureau, &id, AsOf::Now).await?;
    let whole = outline.dimensions.as_slice();
    let form = with_measure(form, whole);
    let read = read(&bureau, &dataset, AsOf::Now, &form).await?;
    let own = bureau.cell().settings().code.as_str();
    let region = dataset.region().map(|it| form.value(&it.id)).unwrap_or_default();
    let here = if region.is_empty() { own } else { region };
    let language = visit.language();
    let page = visit.page("stat-list").called(dataset.title(language));
    let unit = read.measure.as_ref().and_then(|it| it.unit.as_ref());
    let main = line::main(&read.lines, here);
    let card = main.and_then(|it| Card::of(&page, &dataset, (it, &read.lines), whole, unit));
    let line = main.and_then(|it| lines::drawing(&page, it, unit));
    let query = asked::query(&dataset, &form, &["dalam", "periode", "per", "versi"]);
    let said = |it: &cube::Code| it.title.said(language).to_owned();
    let view = View {
        path: format!("{PATH}/{}?{query}", dataset.id),
        measure: read.measure.as_ref().map(said).unwrap_or_default(),
        card,
        line,
        page,
    };
    Ok(inside_others(html(&view)?))
}
