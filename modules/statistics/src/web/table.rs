//! All figures of the choice. Periods run from the newest to the oldest: on a phone two or three of
//! them stand beside the names, and the newest is what people come for. A single line of figures
//! stands upright, because as a row it would only scroll.

use std::collections::{BTreeMap, BTreeSet};

use base::Language;
use cube::{Cell, Code, Unit};
use web::Page;

use super::say;
use crate::domain::change;
use crate::domain::line::Line;
use crate::domain::period::Period;

/// Rows of one page.
const ROWS: usize = 200;

pub(super) struct Table {
    pub periods: Vec<String>,
    pub rows: Vec<Row>,
    /// Rows that did not fit.
    pub more: usize,
    /// Of a single line: period, figure and change, the newest first.
    pub upright: Vec<(String, Shown, String)>,
    /// Signs in the table and what they mean.
    pub signs: Vec<(&'static str, &'static str)>,
    /// Short names in the table and what they stand for.
    pub names: Vec<(String, String)>,
    pub has_revised: bool,
}

pub(super) struct Row {
    pub region: String,
    /// The codes of breakdowns of which there are several.
    pub about: String,
    /// Whether it is the region of the cell.
    pub own: bool,
    pub cells: Vec<Shown>,
}

/// A figure as people read it, with the sign beside it or in its place.
pub(super) struct Shown {
    pub figure: String,
    pub sign: &'static str,
}

impl Table {
    pub fn of(page: &Page, lines: &[&Line], own: &str, unit: Option<&Unit>) -> Self {
        let language = page.language();
        let periods: BTreeSet<Period> =
            lines.iter().flat_map(|it| it.cells.keys().copied()).collect();
        let vary = varying(lines);
        let row = |line: &&Line| Row {
            region: line.region.iter().map(|it| it.title.said(language)).collect(),
            about: say::names(&chosen(&line.breakdowns, &vary), language),
            own: line.is_of(own),
            cells: periods.iter().rev().map(|it| Shown::of(line.cells.get(it))).collect(),
        };
        let upright = match lines {
            [line] => upright(page, line, unit),
            _ => Vec::new(),
        };
        let signs = signs(lines, language);
        Self {
            periods: periods.iter().rev().map(Period::to_string).collect(),
            rows: lines.iter().take(ROWS).map(row).collect(),
            more: lines.len().saturating_sub(ROWS),
            upright,
            has_revised: signs.iter().any(|(sign, _)| *sign == "r"),
            signs,
            names: names(lines, language),
        }
    }
}

fn upright(page: &Page, line: &Line, unit: Option<&Unit>) -> Vec<(String, Shown, String)> {
    let row = |(period, cell): (&Period, &Cell)| {
        let change = change::up_to(line, *period, unit);
        let said = change.map(|it| say::change(page, &it)).unwrap_or_default();
        (period.to_string(), Shown::of(Some(cell)), said)
    };
    line.cells.iter().rev().map(row).collect()
}

/// Which breakdowns have several codes among some lines.
fn varying(lines: &[&Line]) -> Vec<bool> {
    let width = lines.first().map_or(0, |it| it.breakdowns.len());
    let differ = |at: usize| {
        let codes: BTreeSet<&str> =
            lines.iter().filter_map(|it| it.breakdowns.get(at)).map(|it| it.id.as_str()).collect();
        codes.len() > 1
    };
    (0..width).map(differ).collect()
}

fn chosen(codes: &[Code], vary: &[bool]) -> Vec<Code> {
    codes.iter().zip(vary).filter(|(_, vary)| **vary).map(|(code, _)| code.clone()).collect()
}

/// Every sign that stands in the table, once.
fn signs(lines: &[&Line], language: Language) -> Vec<(&'static str, &'static str)> {
    let cells = lines.iter().flat_map(|it| it.cells.values());
    let all: BTreeMap<&'static str, &'static str> =
        cells.map(|cell| (cell.sign(), cell.said(language))).collect();
    all.into_iter().filter(|(sign, _)| !sign.is_empty()).collect()
}

/// Every short name that stands in the table, and its whole one.
fn names(lines: &[&Line], language: Language) -> Vec<(String, String)> {
    let codes = lines.iter().flat_map(|it| &it.breakdowns);
    let parts = codes.filter_map(|code| match say::parts(&code.title, language) {
        (short, Some(rest)) => Some((short.to_owned(), rest.to_owned())),
        _ => None,
    });
    parts.collect::<BTreeSet<_>>().into_iter().collect()
}

impl Shown {
    fn of(cell: Option<&Cell>) -> Self {
        let Some(cell) = cell else { return Self { figure: String::new(), sign: "" } };
        let figure = cell.value().map(base::format::figure).unwrap_or_default();
        Self { figure, sign: cell.sign() }
    }
}
