//! The dimensions of a dataset with their codes, and those codes of them that somebody wants.

use std::collections::HashSet;

use base::{Error, Kind, Result};
use cube::{Code, Dimension, Role, Text};
use db::Tx;

use super::Bureau;
use crate::domain::codes::ListedCode;
use crate::domain::dataset::{Axis, Dataset, MEASURE, TIME, list_name};
use crate::domain::period::Period;
use crate::domain::refusal;
use crate::domain::selection::Selection;
use crate::store::{datasets, lists};

/// The dimensions of a version: axes in the order of the description, then time, then the measure.
pub(super) async fn read(
    tx: &mut Tx,
    bureau: &Bureau,
    dataset: &Dataset,
    version: i64,
) -> Result<Vec<Dimension>> {
    let mut all = Vec::new();
    for axis in &dataset.description.axes {
        all.push(axis_dimension(tx, dataset, axis, version).await?);
    }
    all.push(time(tx, bureau, dataset, version).await?);
    all.push(measures(tx, bureau, dataset, version).await?);
    Ok(all.into_iter().map(closed).collect())
}

/// The same dimensions, of each the wanted codes.
///
/// # Errors
/// `statistics/no-dimension`, `statistics/no-code`.
pub(super) fn chosen(
    dataset: &Dataset,
    all: &[Dimension],
    wanted: &Selection,
) -> Result<Vec<Dimension>> {
    let known = |id: &str| all.iter().any(|it| it.id == id);
    if let Some(unknown) = wanted.dimensions().find(|id| !known(id)) {
        return Err(refusal::no_dimension(&dataset.id, unknown));
    }
    all.iter().map(|it| narrowed(it, wanted)).collect()
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

/// Only the wanted codes, in the order of the list.
fn narrowed(whole: &Dimension, wanted: &Selection) -> Result<Dimension> {
    let Some(codes) = wanted.of(&whole.id) else { return Ok(whole.clone()) };
    let known: HashSet<&str> = whole.codes.iter().map(|code| code.id.as_str()).collect();
    if let Some(unknown) = codes.iter().find(|code| !known.contains(code.as_str())) {
        return Err(refusal::no_code(&whole.id, unknown));
    }
    let wanted: HashSet<&str> = codes.iter().map(String::as_str).collect();
    let here = whole.codes.iter().filter(|code| wanted.contains(code.id.as_str()));
    Ok(closed(Dimension {
        id: whole.id.clone(),
        title: whole.title.clone(),
        role: whole.role,
        list: whole.list.clone(),
        codes: here.cloned().collect(),
    }))
}

/// The same without the names of parents that are not here.
fn closed(mut it: Dimension) -> Dimension {
    let here: HashSet<String> = it.codes.iter().map(|code| code.id.clone()).collect();
    for code in &mut it.codes {
        code.parent = code.parent.take().filter(|parent| here.contains(parent));
    }
    it
}
