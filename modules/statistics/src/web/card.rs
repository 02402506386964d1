//! The newest figure of one region, large: with what it is, how final it is, how it moved, and beside
//! the figures of the province and the nation.

use base::Language;
use cube::{Cell, Dimension, Mark, Unit};
use web::Page;

use super::say;
use crate::domain::change;
use crate::domain::dataset::{Axis, Dataset};
use crate::domain::line::Line;
use crate::domain::period::Period;
use crate::usecase::loading::SOURCES;

/// The nation, as lists of regions write it.
const NATION: [&str; 2] = ["00", "ID"];

pub(super) struct Card {
    pub region: String,
    /// Codes of breakdowns that the figure is about; the source stands elsewhere.
    pub about: String,
    pub period: String,
    pub figure: String,
    pub unit: String,
    /// How final it is, in words; empty for a final figure.
    pub mark: &'static str,
    /// Icon, words, and since when.
    pub change: Option<(&'static str, String, String)>,
    pub source: String,
    /// Other regions in the same period: name and figure.
    pub beside: Vec<(String, String)>,
}

impl Card {
    pub fn of(
        page: &Page,
        dataset: &Dataset,
        (line, lines): (&Line, &[Line]),
        dimensions: &[Dimension],
        measure: Option<&Unit>,
    ) -> Option<Self> {
        let (period, cell) = line.newest()?;
        let language = page.language();
        let change = change::up_to(line, period, measure);
        let (sources, about) = parted(dataset, line, dimensions);
        let source = dataset.description.source.said(language);
        Some(Self {
            region: region(line, language),
            about: say::names(&about, language),
            period: period.to_string(),
            figure: say::figure(cell, measure),
            unit: say::unit(measure, language),
            mark: mark(cell, language),
            change: change
                .map(|it| (say::arrow(&it), say::change(page, &it), it.since.to_string())),
            source: sources.map_or_else(|| source.to_owned(), |it| it.to_owned()),
            beside: beside(line, lines, period, (measure, language)),
        })
    }
}

fn region(line: &Line, language: Language) -> String {
    line.region.as_ref().map(|it| it.title.said(language).to_owned()).unwrap_or_default()
}

fn mark(cell: Cell, language: Language) -> &'static str {
    match cell {
        Cell::Figure(_, Mark::Final) => "",
        cell => cell.said(language),
    }
}

/// The full name of the source of a line, and its other codes as far as there are several.
fn parted(
    dataset: &Dataset,
    line: &Line,
    dimensions: &[Dimension],
) -> (Option<String>, Vec<cube::Code>) {
    let axes = dataset.description.axes.iter();
    let axes = axes.filter(|it| dataset.region().is_none_or(|region| region.id != it.id));
    let pairs: Vec<(&Axis, &cube::Code)> = axes.zip(&line.breakdowns).collect();
    let source = pairs.iter().find(|(axis, _)| axis.list == SOURCES);
    let several = |axis: &Axis| dimensions.iter().any(|it| it.id == axis.id && it.codes.len() > 1);
    let others = pairs.iter().filter(|(axis, _)| axis.list != SOURCES && several(axis));
    (
        source.map(|(_, code)| code.title.id.replacen(" — ", ", ", 1)),
        others.map(|(_, code)| (*code).clone()).collect(),
    )
}

/// The regions above, from near to far, where the same measure is known for the same period.
fn beside(
    line: &Line,
    lines: &[Line],
    period: Period,
    (measure, language): (Option<&Unit>, Language),
) -> Vec<(String, String)> {
    let Some(code) = line.region.as_ref().map(|it| it.id.as_str()) else { return Vec::new() };
    let mut above: Vec<&str> = Vec::new();
    let mut rest = code;
    while let Some((parent, _)) = rest.rsplit_once('.') {
        above.push(parent);
        rest = parent;
    }
    above.extend(NATION.into_iter().filter(|nation| *nation != code));
    let found = above.into_iter().filter_map(|region| {
        let there = lines.iter().filter(|it| it.is_of(region));
        // The same source or breakdown if it says something, otherwise another one.
        let best = there
            .filter(|it| it.cells.get(&period).is_some_and(|cell| cell.value().is_some()))
            .min_by_key(|it| it.breakdowns != line.breakdowns)?;
        let cell = *best.cells.get(&period)?;
        let name = self::region(best, language);
        Some((name, format!("{}{}", say::figure(cell, measure), cell.sign())))
    });
    found.collect()
}
