//! Tidy tables: one figure per line, a column per dimension, as they are given out and taken in.

use std::collections::BTreeMap;

use base::{Decimal, Result};
use cube::{Cell, Mark, Missing};

use super::dataset::{Dataset, MEASURE, TIME};
use super::figure::{Figure, Series};
use super::period::Period;
use super::refusal;

/// The column of the figure.
pub const VALUE: &str = "NILAI";
/// The column of the mark, or of the reason why there is no figure.
pub const SIGN: &str = "TANDA";

/// Reads a CSV with the columns `UKURAN`, `PERIODE`, `NILAI`, `TANDA` and one per axis; each figure
/// goes to the dataset that has its measure. Other columns are not read.
///
/// # Errors
/// `statistics/line` with the first line that cannot be taken, the head being line 1.
pub fn read(bytes: &[u8], datasets: &[Dataset]) -> Result<BTreeMap<String, Vec<Figure>>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let heads = reader.headers().map_err(|error| refusal::line(1, error))?.clone();
    let place = |name: &str| heads.iter().position(|head| head.trim() == name);
    for wanted in [MEASURE, TIME, VALUE, SIGN] {
        place(wanted).ok_or_else(|| refusal::line(1, format!("`{wanted}`?")))?;
    }
    let mut all: BTreeMap<String, Vec<Figure>> = BTreeMap::new();
    for (row, number) in reader.records().zip(2..) {
        let row = row.map_err(|error| refusal::line(number, error))?;
        let cell = |name: &str| place(name).and_then(|at| row.get(at)).unwrap_or("").trim();
        let (dataset, figure) = figure(&cell, datasets, number)?;
        all.entry(dataset.id.clone()).or_default().push(figure);
    }
    Ok(all)
}

fn figure<'c, 'd>(
    cell: &impl Fn(&str) -> &'c str,
    datasets: &'d [Dataset],
    number: usize,
) -> Result<(&'d Dataset, Figure)> {
    let measure = cell(MEASURE);
    let dataset = datasets.iter().find(|it| it.measure(measure).is_some());
    let dataset = dataset.ok_or_else(|| refusal::line(number, format!("{MEASURE} `{measure}`")))?;
    let codes = dataset.series_order().into_iter().map(|id| cell(id).to_owned()).collect();
    let period = cell(TIME);
    let period = Period::parse(period)
        .map_err(|error| refusal::line(number, format!("`{period}`: {error}")))?;
    let wrong = || refusal::line(number, format!("`{}` `{}`", cell(VALUE), cell(SIGN)));
    let figure = read_cell(cell(VALUE), cell(SIGN)).ok_or_else(wrong)?;
    Ok((dataset, Figure { series: Series::new(codes), period, cell: figure }))
}

/// A figure with its mark, or no figure with the reason; a blank without a reason is neither.
pub fn read_cell(value: &str, sign: &str) -> Option<Cell> {
    if value.is_empty() {
        return Missing::from_sign(sign).map(Cell::Missing);
    }
    let value = Decimal::parse(value).ok()?;
    Mark::from_sign(sign).map(|mark| Cell::Figure(value, mark))
}
