//! A part of a dataset as a cube: what every page and every interface shows is made here, so that all
//! of them show the same, and none shows what is not released.

use std::collections::HashMap;

use base::{Error, Kind, Result};
use cube::{About, Cell, Code, Cube, Dimension, Missing, Role, Text};
use db::Tx;

use super::Bureau;
use crate::domain::codes::ListedCode;
use crate::domain::dataset::{Axis, Dataset, MEASURE, TIME, list_name};
use crate::domain::figure::Series;
use crate::domain::period::Period;
use crate::domain::refusal;
use crate::domain::selection::{Selection, check_size};
use crate::domain::version::{AsOf, Version};
use crate::store::cells::{self, Span};
use crate::store::{datasets, lists, versions};

/// The wanted cells of a released version.
///
/// # Errors
/// `statistics/no-dataset`, `statistics/nothing-released`, `statistics/no-dimension`,
/// `statistics/no-code`, `statistics/too-many-cells`; those of the database.
pub async fn cube(bureau: &Bureau, dataset: &str, at: AsOf, wanted: &Selection) -> Result<Cube> {
    let read = async |tx: &mut Tx| -> Result<Cube> {
        let (dataset, version) = released(tx, bureau, dataset, at).await?;
        build(tx, bureau, &dataset, &version, wanted).await
    };
    bureau.cell().db().read(read).await
}

/// The dimensions of a released version with all their codes: what can be asked for.
///
/// # Errors
/// As [`cube()`].
pub async fn dimensions_of(bureau: &Bureau, dataset: &str, at: AsOf) -> Result<Vec<Dimension>> {
    let read = async |tx: &mut Tx| -> Result<Vec<Dimension>> {
        let (dataset, version) = released(tx, bureau, dataset, at).await?;
        dimensions(tx, bureau, &dataset, version.number, &Selection::all()).await
    };
    bureau.cell().db().read(read).await
}

/// A dataset and the version of it that the public may see.
pub(super) async fn released(
    tx: &mut Tx,
    bureau: &Bureau,
    id: &str,
    at: AsOf,
) -> Result<(Dataset, Version)> {
    let now = bureau.cell().clock().now();
    let dataset = datasets::find(tx, id).await?.ok_or_else(|| refusal::no_dataset(id))?;
    let version = match at {
        AsOf::Now => versions::known(tx, id, now).await?,
        // Nobody may ask what will be known.
        AsOf::Known(then) => versions::known(tx, id, then.min(now)).await?,
        AsOf::Version(number) => {
            let public = versions::public(tx, id, now).await?;
            public.into_iter().find(|it| it.number == number)
        }
    };
    // A dataset that never was public is not even known to exist.
    match version {
        Some(version) => Ok((dataset, version)),
        None if versions::known(tx, id, now).await?.is_some() => Err(refusal::nothing_released(id)),
        None => Err(refusal::no_dataset(id)),
    }
}

async fn build(
    tx: &mut Tx,
    bureau: &Bureau,
    dataset: &Dataset,
    version: &Version,
    wanted: &Selection,
) -> Result<Cube> {
    let dimensions = dimensions(tx, bureau, dataset, version.number, wanted).await?;
    let size = check_size(dimensions.iter().map(|it| it.codes.len()))?;
    let cells = cells_of(tx, dataset, version, &dimensions, wanted, size).await?;
    let about = about(bureau, dataset, version);
    Cube::new(about, dimensions, cells)
        .map_err(|error| Error::new(Kind::DataLoss, "statistics/cube").caused_by(error))
}

async fn cells_of(
    tx: &mut Tx,
    dataset: &Dataset,
    version: &Version,
    dimensions: &[Dimension],
    wanted: &Selection,
    size: usize,
) -> Result<Vec<Cell>> {
    let mut filling = Filling::new(dataset, dimensions, size);
    let time = dimensions.iter().filter(|it| it.id == TIME).flat_map(|it| &it.codes);
    // Nothing is asked where no period is wanted.
    let Some(span) = Span::around(time.map(|code| code.id.as_str())) else {
        return Ok(filling.cells);
    };
    let (id, number) = (&dataset.id, version.number);
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

pub(super) fn about(bureau: &Bureau, dataset: &Dataset, version: &Version) -> About {
    let description = &dataset.description;
    About {
        id: dataset.id.clone(),
        version: u32::try_from(version.number).unwrap_or(u32::MAX),
        agency: bureau.agency(),
        title: description.title.clone(),
        source: description.source.clone(),
        released: version.visible_from.unwrap_or(version.made_at),
        notes: description.notes.clone(),
    }
}

/// The dimensions of a version, of each the wanted codes: axes in the order of the description, then
/// time, then the measure.
pub(super) async fn dimensions(
    tx: &mut Tx,
    bureau: &Bureau,
    dataset: &Dataset,
    version: i64,
    wanted: &Selection,
) -> Result<Vec<Dimension>> {
    let known = |id: &str| id == TIME || id == MEASURE || dataset.axis(id).is_some();
    if let Some(unknown) = wanted.dimensions().find(|id| !known(id)) {
        return Err(refusal::no_dimension(&dataset.id, unknown));
    }
    let mut all = Vec::new();
    for axis in &dataset.description.axes {
        all.push(axis_dimension(tx, dataset, axis, version).await?);
    }
    all.push(time(tx, bureau, dataset, version).await?);
    all.push(measures(tx, bureau, dataset, version).await?);
    all.into_iter().map(|it| chosen(it, wanted)).collect()
}

async fn axis_dimension(
    tx: &mut Tx,
    dataset: &Dataset,
    axis: &Axis,
    version: i64,
) -> Result<Dimension> {
    let list = lists::find_list(tx, &axis.list).await?;
    let agency = list.map_or_else(|| "PELANGI".to_owned(), |list| list.agency);
    let listed = lists::members(tx, &axis.list, &dataset.id, &axis.id, version).await?;
    Ok(Dimension {
        id: axis.id.clone(),
        title: axis.title.clone(),
        role: axis.role(),
        list: list_name(&axis.list, &agency),
        codes: latest(listed),
    })
}

/// Each code once, as it was named last.
fn latest(listed: Vec<ListedCode>) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::with_capacity(listed.len());
    for it in listed {
        let code = Code { id: it.code, title: it.title, parent: it.parent, unit: None };
        match codes.last_mut() {
            Some(last) if last.id == code.id => *last = code,
            _ => codes.push(code),
        }
    }
    codes
}

async fn time(tx: &mut Tx, bureau: &Bureau, dataset: &Dataset, version: i64) -> Result<Dimension> {
    let members = datasets::members(tx, &dataset.id, TIME, version).await?;
    let periods = members.iter().map(|it| Period::parse(it));
    let mut periods: Vec<Period> = periods
        .collect::<std::result::Result<_, _>>()
        .map_err(|_| Error::new(Kind::DataLoss, "statistics/cube"))?;
    periods.sort_unstable();
    Ok(self::periods(bureau, periods))
}

/// The dimension of time with these periods.
pub(super) fn periods(bureau: &Bureau, periods: Vec<Period>) -> Dimension {
    let code = |period: Period| Code::new(period.to_string(), Text::name(period.to_string()));
    Dimension {
        id: TIME.to_owned(),
        title: Text::new("Periode", "Period"),
        role: Role::Time,
        list: list_name(TIME, &bureau.agency()),
        codes: periods.into_iter().map(code).collect(),
    }
}

async fn measures(
    tx: &mut Tx,
    bureau: &Bureau,
    dataset: &Dataset,
    version: i64,
) -> Result<Dimension> {
    let members = datasets::members(tx, &dataset.id, MEASURE, version).await?;
    let here = dataset.description.measures.iter().filter(|it| members.contains(&it.id));
    let code = here.map(|it| Code::new(&it.id, it.title.clone()).counted_in(it.counted_in()));
    Ok(Dimension {
        id: MEASURE.to_owned(),
        title: Text::new("Ukuran", "Measure"),
        role: Role::Measure,
        list: list_name(&format!("{MEASURE}_{}", dataset.id), &bureau.agency()),
        codes: code.collect(),
    })
}

/// Only the wanted codes, in the order of the list; a parent that is not wanted is not named.
fn chosen(mut it: Dimension, wanted: &Selection) -> Result<Dimension> {
    if let Some(codes) = wanted.of(&it.id) {
        if let Some(unknown) = codes.iter().find(|code| it.place(code).is_none()) {
            return Err(refusal::no_code(&it.id, unknown));
        }
        it.codes.retain(|code| codes.contains(&code.id));
    }
    let here: std::collections::HashSet<String> =
        it.codes.iter().map(|code| code.id.clone()).collect();
    for code in &mut it.codes {
        code.parent = code.parent.take().filter(|parent| here.contains(parent));
    }
    Ok(it)
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
