//! The line over the years, for three figures or more.

use base::format;
use charts::{Moment, Trend};
use cube::Unit;
use web::{Markup, Page};

use super::say;
use crate::domain::line::Line;
use crate::domain::period::Period;

/// Fewer figures are no line: they can be read in the table.
const LEAST: usize = 3;

/// The drawing of a line with its sentence; none for one that is too short.
pub(super) fn drawing(page: &Page, line: &Line, unit: Option<&Unit>) -> Option<Markup> {
    let (newest, _) = line.newest()?;
    let known = line.cells.iter().filter(|(it, _)| it.length() == newest.length());
    let figures: Vec<_> =
        known.filter_map(|(period, cell)| cell.value().map(|value| (*period, value))).collect();
    if figures.len() < LEAST {
        return None;
    }
    let places = figures.iter().map(|(_, value)| value.places()).max()?;
    let moments: Vec<Moment> = figures
        .iter()
        .filter_map(|(period, value)| {
            Some(Moment {
                at: moment(*period),
                value: value.at(places).ok()?.units(),
                label: period.to_string(),
                figure: format::figure(*value),
            })
        })
        .collect();
    let (first, last) = (moments.first()?, moments.last()?);
    let sentence = page
        .t("stat-line-sentence")
        .with("region", region(page, line))
        .with("first", first.figure.as_str())
        .with("from", first.label.as_str())
        .with("last", last.figure.as_str())
        .with("to", last.label.as_str())
        .with("unit", unit.map(|it| it.title.said(page.language())).unwrap_or_default())
        .to_string();
    Some(Markup::trusted(Trend { sentence, moments }.draw().to_svg()))
}

fn region(page: &Page, line: &Line) -> String {
    let codes: Vec<cube::Code> = line.region.iter().cloned().collect();
    say::names(&codes, page.language())
}

/// Months since the year 0.
fn moment(period: Period) -> i64 {
    i64::from(period.year()) * 12 + i64::from(period.begins())
}
