//! Figures as they will be read.

use base::Language;

use crate::domain::figure::Figure;
use crate::usecase::process::tables::Opened;
use crate::web::say;

/// Figures that are shown.
const ROWS: usize = 40;

/// A figure as it will be released.
pub(super) struct Row {
    /// The cell it was read from.
    pub at: String,
    pub measure: String,
    /// The names of its codes.
    pub names: String,
    pub period: String,
    pub figure: String,
}

/// The first figures, and those of the period that is owed before others.
pub(super) fn rows(opened: &Opened, language: Language) -> Vec<Row> {
    let owed = opened.obligation.period;
    let mut all: Vec<&(String, Figure)> = opened.examined.figures.iter().collect();
    all.sort_by_key(|(_, it)| it.period != owed);
    all.into_iter().take(ROWS).map(|(at, it)| row(opened, language, at, it)).collect()
}

fn row(opened: &Opened, language: Language, at: &str, it: &Figure) -> Row {
    let measure = it.series.codes().first().and_then(|code| opened.dataset.measure(code));
    let name = |(axis, code): (&str, &String)| {
        let listed = opened.lists.get(axis)?.iter().rev().find(|it| it.code == *code)?;
        Some(listed.title.said(language).to_owned())
    };
    let order = opened.dataset.series_order();
    let places = order.into_iter().zip(it.series.codes()).skip(1);
    let names: Vec<String> =
        places.map(|place| name(place).unwrap_or_else(|| place.1.clone())).collect();
    Row {
        at: at.to_owned(),
        measure: measure.map_or_else(String::new, |it| it.title.said(language).to_owned()),
        names: names.join(" · "),
        period: it.period.to_string(),
        figure: say::figure(it.cell, measure.map(|it| it.counted_in()).as_ref()),
    }
}
