//! A dataset: its newest figure, its line over the years, its regions, all figures as a table, and how
//! to take them along.

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use base::Language;
use cube::{Dimension, Role, Unit};
use web::{Form, Markup, Page, Pages, Visit, html};

use super::asked::{self, Chooser};
use super::card::Card;
use super::regions::{Regions, Slice};
use super::table::Table;
use super::{ANYBODY, PATH, lines};
use crate::domain::dataset::{Dataset, MEASURE};
use crate::domain::line::{self, Line};
use crate::domain::period::Period;
use crate::domain::selection::Selection;
use crate::domain::version::{AsOf, Version};
use crate::usecase::{Bureau, catalogue, cubes, metadata, outlines, places};

/// Releases that are listed; all of them stand on the page of revisions.
const VERSIONS: usize = 5;

pub(super) fn pages() -> Pages {
    Pages::new().get("/statistik/{id}", ANYBODY, show)
}

#[derive(Template)]
#[template(path = "stat-dataset.html", blocks = ["main"])]
struct View {
    page: Page,
    form: Form,
    dataset: Dataset,
    versions: Vec<Version>,
    choosers: Vec<Chooser>,
    measure: String,
    card: Option<Card>,
    line: Option<Markup>,
    regions: Option<Regions>,
    /// Periods and regions to choose from: what is written, the address, and whether it is shown.
    periods: Vec<Link>,
    parents: Vec<Link>,
    table: Table,
    unit: String,
    /// What was chosen, as a query of the files.
    files: String,
    /// Whether somebody wrote how the figures are made.
    is_described: bool,
    /// Of which day or version the figures are, when it is not today's.
    is_old: bool,
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

    /// What was chosen of the newest figures, as a query.
    fn chosen(&self) -> String {
        asked::query(&self.dataset, &self.form, &["dalam", "periode", "per", "versi"])
    }

    /// What other sites write to show the figure and its line.
    fn part(&self) -> String {
        let root = self.page.visit().cell().settings().public_url.trim_end_matches('/');
        let (path, query, title) = (self.path(), self.chosen(), self.page.title());
        format!(
            "<iframe src=\"{root}{path}/sematan?{query}\" title=\"{title}\" width=\"100%\" \
             height=\"460\" loading=\"lazy\"></iframe>"
        )
    }
}

async fn show(
    visit: Visit,
    Extension(bureau): Extension<Bureau>,
    Path(id): Path<String>,
    form: Form,
) -> web::Result<Response> {
    let (dataset, mut versions) = catalogue::one(&bureau, &id).await?;
    versions.truncate(VERSIONS);
    let at = asked::as_of(&form, bureau.cell().zone())?;
    let outline = outlines::whole(&bureau, &id, at).await?;
    let whole = outline.dimensions.as_slice();
    let form = with_measure(form, whole);
    let read = read(&bureau, &dataset, at, &form).await?;
    let own = bureau.cell().settings().code.as_str().to_owned();
    let language = visit.language();
    let choosers = asked::choosers(&dataset, whole, language);
    let page = visit.page("stat-list").called(dataset.title(language));

    let region = dataset.region().map(|it| form.value(&it.id)).unwrap_or_default();
    let here = if region.is_empty() { own.as_str() } else { region };
    let unit = read.measure.as_ref().and_then(|it| it.unit.as_ref());
    let main = line::main(&read.lines, here);
    let card = main.and_then(|it| Card::of(&page, &dataset, (it, &read.lines), whole, unit));
    let line = main.and_then(|it| lines::drawing(&page, it, unit));
    let Compared { regions, periods, parents } =
        compared(&bureau, &page, (&dataset, &form), (&read, here)).await?;
    let mut shown: Vec<&Line> =
        read.lines.iter().filter(|it| region.is_empty() || it.is_of(region)).collect();
    // The regency itself stands first; all others stay in the order of the list.
    shown.sort_by_key(|it| !it.is_of(&own));
    let table = Table::of(&page, &shown, &own, unit);
    let files = asked::of_files(&dataset, &form, language);
    let unit = unit.map(|it: &Unit| it.title.said(language).to_owned()).unwrap_or_default();
    let measure = read.measure.as_ref().map(|it| it.title.said(language).to_owned());
    let measure = measure.unwrap_or_default();
    let is_old = at != AsOf::Now;
    let is_described = metadata::of_released(&bureau, &id).await?.1.is_some();
    html(&View {
        page,
        form,
        dataset,
        versions,
        choosers,
        measure,
        card,
        line,
        regions,
        periods,
        parents,
        table,
        unit,
        files,
        is_described,
        is_old,
    })
}

/// What an address leads to: its words, itself, and whether it is shown.
type Link = (String, String, bool);

/// One period across regions, with the periods and regions to choose from.
#[derive(Default)]
struct Compared {
    regions: Option<Regions>,
    periods: Vec<Link>,
    parents: Vec<Link>,
}

/// The parts of the region that was asked for, or of another one of which more is known.
async fn compared(
    bureau: &Bureau,
    page: &Page,
    (dataset, form): (&Dataset, &Form),
    (read, here): (&Read, &str),
) -> base::Result<Compared> {
    let wanted = Some(form.value("dalam")).filter(|it| !it.is_empty()).unwrap_or(here);
    let slice = Slice::choose(&read.lines, wanted, Period::parse(form.value("periode")).ok());
    let Some((slice, axis)) = slice.zip(dataset.region()) else { return Ok(Compared::default()) };
    let own = bureau.cell().settings().code.as_str();
    let unit = read.measure.as_ref().and_then(|it| it.unit.as_ref());
    let query = asked::query(dataset, form, &["dalam", "periode"]);
    let mut shown = Compared { periods: years(dataset, form, &slice), ..Compared::default() };
    for (parent, count) in &slice.parents {
        let places = places::within(bureau, &axis.list, parent).await?;
        let name = places.title.as_ref().map_or(parent.as_str(), |it| it.said(page.language()));
        let address = format!("{PATH}/{}?{query}&dalam={parent}#wilayah", dataset.id);
        shown.parents.push((format!("{name} ({count})"), address, *parent == slice.parent));
        if *parent == slice.parent {
            shown.regions = Some(slice.shown(page, &places, own, unit));
        }
    }
    Ok(shown)
}

/// The figures of one measure, and the measure.
pub(super) struct Read {
    pub lines: Vec<Line>,
    pub measure: Option<cube::Code>,
}

/// All regions of the choice, since one is shown among the others; where these would be too many at
/// once, the chosen region alone.
pub(super) async fn read(
    bureau: &Bureau,
    dataset: &Dataset,
    at: AsOf,
    form: &Form,
) -> base::Result<Read> {
    let chosen = asked::selection(dataset, form);
    let region = dataset.region().map(|it| it.id.as_str());
    let others = chosen.dimensions().filter(|it| Some(*it) != region);
    let wide = others.fold(Selection::all(), |all, id| {
        all.only(id, chosen.of(id).unwrap_or_default().iter().cloned())
    });
    let cube = match cubes::cube(bureau, &dataset.id, at, &wide).await {
        Err(error) if error.code() == "statistics/too-many-cells" => {
            cubes::cube(bureau, &dataset.id, at, &chosen).await?
        }
        cube => cube?,
    };
    // A region that is none of the dataset's is refused as in every interface.
    if let Some((_, dimension)) = cube.of_role(Role::Region) {
        let known = |code: &&String| dimension.place(code).is_none();
        let unknown = region.and_then(|id| chosen.of(id)?.iter().find(known));
        if let Some(code) = unknown {
            return Err(crate::domain::refusal::no_code(&dimension.id, code));
        }
    }
    let measure = cube.of_role(Role::Measure).and_then(|(_, it)| it.codes.first().cloned());
    Ok(Read { lines: line::of(&cube), measure })
}

/// With the first measure where none was chosen.
pub(super) fn with_measure(form: Form, whole: &[Dimension]) -> Form {
    if !form.value(MEASURE).is_empty() {
        return form;
    }
    let first = whole.iter().find(|it| it.id == MEASURE).and_then(|it| it.codes.first());
    let first = first.map(|it| it.id.clone()).unwrap_or_default();
    form.filled(MEASURE, first)
}

/// A link for each period of which regions can be compared.
fn years(dataset: &Dataset, form: &Form, slice: &Slice<'_>) -> Vec<Link> {
    let query = asked::query(dataset, form, &["periode"]);
    let link = |it: &Period| {
        let address = format!("{PATH}/{}?{query}&periode={it}#wilayah", dataset.id);
        (it.to_string(), address, *it == slice.period)
    };
    slice.periods.iter().map(link).collect()
}
