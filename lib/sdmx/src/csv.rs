//! SDMX-CSV 1.0 and 2.0: one row per figure.

use std::iter::once;

use cube::table::line;

use crate::flow::{DECIMALS, STATUS, TIME, UNIT, VALUE};
use crate::{Data, status};

/// SDMX-CSV 1.0.0: `DATAFLOW`, the dimensions, `TIME_PERIOD`, `OBS_VALUE`, the attributes.
pub(crate) fn first(data: &Data<'_>) -> String {
    let flow = data.flow.reference().to_string();
    write(data, &["DATAFLOW"], &[&flow], "")
}

/// SDMX-CSV 2.0.0: what a row is about stands in three columns, and a figure that is missing on purpose
/// is `NaN`; an empty cell would say that the figure is left as it was.
pub(crate) fn second(data: &Data<'_>) -> String {
    let flow = data.flow.reference().to_string();
    write(data, &["STRUCTURE", "STRUCTURE_ID", "ACTION"], &["dataflow", &flow, "I"], "NaN")
}

fn write(data: &Data<'_>, heads: &[&str], begin: &[&str], missing: &str) -> String {
    let mut text = String::new();
    let key = data.flow.key().iter().map(|axis| axis.dimension.id.as_str());
    let attributes = if data.detail.has_attributes() { &[STATUS, UNIT, DECIMALS][..] } else { &[] };
    let columns = heads.iter().copied().chain(key).chain([TIME, VALUE]);
    line(&mut text, columns.chain(attributes.iter().copied()));
    for series in data.series() {
        let (unit, decimals) = series.attributes().unwrap_or_default();
        let mut row = |period: &str, value: &str, status: &str| {
            let attributes = [status, &unit, &decimals].into_iter().take(attributes.len());
            let key = begin.iter().copied().chain(series.ids.iter().copied());
            line(&mut text, key.chain(once(period)).chain(once(value)).chain(attributes));
        };
        if !data.detail.has_figures() {
            row("", "", "");
            continue;
        }
        for (period, cell) in &series.cells {
            let value = cell.value().map_or_else(|| missing.to_owned(), |it| it.to_string());
            row(period, &value, status(*cell));
        }
    }
    text
}
