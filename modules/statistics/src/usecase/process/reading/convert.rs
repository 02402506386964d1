//! From files to sheets, and from what a sheet says to figures.

use std::collections::BTreeMap;

use base::{Error, Kind, Result};
use cube::{Cell, Mark, Missing};
use layout::{At, Reading, Sheet, Value};

use super::Absent;
use crate::domain::dataset::{Measure, Values};
use crate::domain::figure::{Figure, Series};
use crate::domain::period::Period;

/// A table of an office is larger than a list of codes.
pub(super) fn limits() -> tables::Limits {
    tables::Limits { unpacked: 256 << 20, rows: 250_000, columns: 1_000 }
}

pub(super) fn measure(it: &Measure) -> layout::Measure<'_> {
    layout::Measure {
        id: &it.id,
        titles: [&it.title.id, &it.title.en],
        unit: [&it.unit.title.id, &it.unit.title.en],
        decimals: it.decimals,
        values: match it.values {
            Values::Percent => layout::Values::Percent,
            Values::Count => layout::Values::Count,
            Values::Amount | Values::Any => layout::Values::Other,
        },
    }
}

pub(super) fn figures(reading: &Reading<'_>) -> Result<Vec<(String, Figure)>> {
    let figure = |it: &layout::Record<'_>| -> Result<(String, Figure)> {
        let codes = std::iter::once(it.measure).chain(it.codes.iter().copied());
        let series = Series::new(codes.map(str::to_owned).collect());
        let wrong = |_| Error::new(Kind::Internal, "statistics/period");
        let period = Period::parse(&it.period).map_err(wrong)?;
        Ok((it.at.to_string(), Figure { series, period, cell: cell(it.value) }))
    };
    reading.records.iter().map(figure).collect()
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Figure(value, mark) => Cell::Figure(
            value,
            match mark {
                layout::Mark::Final => Mark::Final,
                layout::Mark::Provisional => Mark::Provisional,
                layout::Mark::VeryProvisional => Mark::VeryProvisional,
                layout::Mark::Revised => Mark::Revised,
            },
        ),
        Value::Missing(why) => Cell::Missing(match why {
            layout::Missing::NotAvailable => Missing::NotAvailable,
            layout::Missing::NotApplicable => Missing::NotApplicable,
            layout::Missing::Suppressed => Missing::Suppressed,
        }),
    }
}

/// The places of corrections; what is no place is left out.
pub(super) fn places(corrected: &BTreeMap<String, String>) -> BTreeMap<At, &str> {
    corrected.iter().filter_map(|(at, text)| Some((At::parse(at)?, text.as_str()))).collect()
}

/// A sheet with what people typed instead of some of its cells.
pub(super) fn sheet<'s>(from: &'s tables::Sheet, corrected: &BTreeMap<At, &'s str>) -> Sheet<'s> {
    let merge = |it: &tables::Merge| layout::Merge {
        first_row: it.first_row,
        first_column: it.first_column,
        last_row: it.last_row,
        last_column: it.last_column,
    };
    Sheet {
        name: &from.name,
        hidden: from.hidden,
        rows: from.rows.iter().map(|it| row(it, corrected)).collect(),
        merges: from.merges.iter().map(merge).collect(),
        hidden_columns: from.hidden_columns.clone(),
    }
}

fn row<'s>(from: &'s tables::Line, corrected: &BTreeMap<At, &'s str>) -> layout::Row<'s> {
    let mut cells: Vec<layout::Cell<'s>> = from.cells.iter().map(content).collect();
    let whole = At { row: from.number, column: 0 }..=At { row: from.number, column: u16::MAX };
    for (at, text) in corrected.range(whole) {
        let typed = layout::Cell {
            column: at.column,
            content: layout::Content::Text(text),
            percent: false,
        };
        match cells.binary_search_by_key(&at.column, |it| it.column) {
            Ok(place) => cells[place] = typed,
            Err(place) => cells.insert(place, typed),
        }
    }
    layout::Row { number: from.number, hidden: from.hidden, cells }
}

pub(super) const fn missing(why: Absent) -> Missing {
    match why {
        Absent::NotAvailable => Missing::NotAvailable,
        Absent::NotApplicable => Missing::NotApplicable,
    }
}

fn content(from: &tables::Cell) -> layout::Cell<'_> {
    let content = match &from.content {
        tables::Content::Text(it) => layout::Content::Text(it),
        tables::Content::Number(it) => layout::Content::Number(it),
        tables::Content::Day(it) => layout::Content::Day(it),
        tables::Content::Bool(it) => layout::Content::Bool(*it),
        tables::Content::Error(it) => layout::Content::Error(it),
        tables::Content::Nothing => layout::Content::Nothing,
    };
    let percent = from.shown == tables::Shown::Percent;
    layout::Cell { column: from.column, content, percent }
}
