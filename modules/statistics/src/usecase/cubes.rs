//! A part of a dataset as a cube: what every page and every interface shows is made here, so that all
//! of them show the same, and none shows what is not released.

use std::collections::HashMap;

use base::{Error, Kind, Result};
use cube::{Cell, Code, Cube, Dimension, Missing};
use db::Tx;

use super::outlines::Outline;
use super::{Bureau, dimensions, outlines};
use crate::domain::dataset::{Dataset, TIME};
use crate::domain::figure::Series;
use crate::domain::period::Period;
use crate::domain::selection::{Selection, check_size};
use crate::domain::version::AsOf;
use crate::store::cells::{self, Span};

/// The wanted cells of a released version.
///
/// # Errors
/// `statistics/no-dataset`, `statistics/nothing-released`, `statistics/no-dimension`,
/// `statistics/no-code`, `statistics/too-many-cells`; those of the database.
pub async fn cube(bureau: &Bureau, dataset: &str, at: AsOf, wanted: &Selection) -> Result<Cube> {
    let read = async |tx: &mut Tx| -> Result<Cube> {
        let outline = outlines::read(tx, bureau, dataset, at).await?;
        build(tx, &outline, wanted).await
    };
    bureau.cell().db().read(read).await
}

/// The wanted cells of what an outline tells of.
///
/// # Errors
/// `statistics/no-dimension`, `statistics/no-code`, `statistics/too-many-cells`; those of the database.
pub async fn part(bureau: &Bureau, outline: &Outline, wanted: &Selection) -> Result<Cube> {
    let read = async |tx: &mut Tx| build(tx, outline, wanted).await;
    bureau.cell().db().read(read).await
}

async fn build(tx: &mut Tx, outline: &Outline, wanted: &Selection) -> Result<Cube> {
    let dimensions = dimensions::chosen(&outline.dataset, &outline.dimensions, wanted)?;
    let size = check_size(dimensions.iter().map(|it| it.codes.len()))?;
    let cells = cells_of(tx, outline, &dimensions, wanted, size).await?;
    Cube::new(outline.about.clone(), dimensions, cells)
        .map_err(|error| Error::new(Kind::DataLoss, "statistics/cube").caused_by(error))
}

async fn cells_of(
    tx: &mut Tx,
    outline: &Outline,
    dimensions: &[Dimension],
    wanted: &Selection,
    size: usize,
) -> Result<Vec<Cell>> {
    let mut filling = Filling::new(&outline.dataset, dimensions, size);
    let time = dimensions.iter().filter(|it| it.id == TIME).flat_map(|it| &it.codes);
    // Nothing is asked where no period is wanted.
    let Some(span) = Span::around(time.map(|code| code.id.as_str())) else {
        return Ok(filling.cells);
    };
    let (id, number) = (&outline.dataset.id, outline.version.number);
    for asked in filling.questions(wanted) {
        let found = match asked {
            Question::Beginning(prefix) => cells::beginning(tx, id, number, &prefix, &span).await?,
            Question::Series(keys) => cells::of_series(tx, id, number, &keys, &span).await?,
        };
        for figure in found {
            filling.put(&figure.series, figure.period, figure.cell);
        }
    }
    Ok(filling.cells)
}

/// What the table of figures is asked.
enum Question {
    /// All series whose keys begin like this.
    Beginning(String),
    Series(Vec<String>),
}

/// Cells that are being filled.
struct Filling {
    /// Per code of a series in its order: where its dimension stands among those of the cube, and how
    /// far each code moves in the row of cells.
    steps: Vec<HashMap<String, usize>>,
    periods: HashMap<Period, usize>,
    /// Codes of the series in its order.
    codes: Vec<Vec<String>>,
    /// The last dimension of a series when that is the region.
    region: Option<String>,
    cells: Vec<Cell>,
}

impl Filling {
    fn new(dataset: &Dataset, dimensions: &[Dimension], size: usize) -> Self {
        let stride = |at: usize| -> usize {
            dimensions.iter().skip(at + 1).map(|it| it.codes.len()).product()
        };
        let order = dataset.series_order();
        let of = |id: &str| dimensions.iter().enumerate().find(|(_, it)| it.id == id);
        let found: Vec<(usize, &Dimension)> = order.iter().filter_map(|id| of(id)).collect();
        let steps = found.iter().map(|(at, it)| {
            let step = |(place, code): (usize, &Code)| (code.id.clone(), place * stride(*at));
            it.codes.iter().enumerate().map(step).collect()
        });
        let ids = |it: &Dimension| it.codes.iter().map(|code| code.id.clone()).collect();
        let periods = of(TIME).map(|(at, it)| {
            let place = |(place, code): (usize, &Code)| {
                Period::parse(&code.id).ok().map(|period| (period, place * stride(at)))
            };
            it.codes.iter().enumerate().filter_map(place).collect()
        });
        Self {
            steps: steps.collect(),
            periods: periods.unwrap_or_default(),
            codes: found.iter().map(|(_, it)| ids(it)).collect(),
            region: dataset.region().map(|axis| axis.id.clone()),
            cells: vec![Cell::Missing(Missing::NotAvailable); size],
        }
    }

    /// One question per combination of codes before the region when all regions are wanted, since
    /// these stand together; else one per series.
    fn questions(&self, wanted: &Selection) -> Vec<Question> {
        let Some((last, before)) = self.codes.split_last() else { return Vec::new() };
        let beginnings = combinations(before);
        let region_is_whole = self.region.as_ref().is_some_and(|id| wanted.is_whole(id));
        let question = |beginning: String| {
            let prefix = if beginning.is_empty() { beginning } else { format!("{beginning}/") };
            if region_is_whole {
                return Question::Beginning(prefix);
            }
            Question::Series(last.iter().map(|code| format!("{prefix}{code}")).collect())
        };
        beginnings.into_iter().map(question).collect()
    }

    /// Puts a cell in its place; one that was not asked for is left out.
    fn put(&mut self, series: &Series, period: Period, cell: Cell) {
        let Some(mut at) = self.periods.get(&period).copied() else { return };
        for (code, steps) in series.codes().iter().zip(&self.steps) {
            let Some(step) = steps.get(code) else { return };
            at += step;
        }
        if let Some(place) = self.cells.get_mut(at) {
            *place = cell;
        }
    }
}

/// All combinations of one code each, joined by slashes.
fn combinations(codes: &[Vec<String>]) -> Vec<String> {
    let mut all = vec![String::new()];
    for some in codes {
        let longer = |beginning: &String| -> Vec<String> {
            let join = |code: &String| match beginning.as_str() {
                "" => code.clone(),
                beginning => format!("{beginning}/{code}"),
            };
            some.iter().map(join).collect()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}
