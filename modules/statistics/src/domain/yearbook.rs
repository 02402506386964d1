//! The yearly book of figures ("Kutai Timur dalam Angka"), as the tables that stand in it.
//!
//! A book is read on paper: of each dataset it has the last periods, one table per measure, and says
//! where the rest is.

use std::collections::BTreeMap;

use base::{Instant, Language, format};
use cube::{Cell, Code, Cube, Dimension, Missing, Role, Text};

use super::codes::name_parts;
use super::dataset::Dataset;
use super::version::Version;

/// Periods side by side.
const PERIODS: usize = 5;
/// Periods one below the other, where a table has nothing else to say.
const PERIODS_DOWN: usize = 12;
/// Measures side by side.
const MEASURES: usize = 4;
/// Rows of one table.
const ROWS: usize = 400;

/// A book that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Yearbook {
    pub year: u16,
    /// 1 for the first of a year; a corrected book is another edition, the earlier one stays.
    pub edition: i64,
    pub title: String,
    /// Of the PDF, in hexadecimal digits.
    pub sha256: String,
    pub bytes: u64,
    pub pages: u64,
    /// Which version of each dataset stands in it.
    pub contents: Vec<(String, i64)>,
    pub published_by: String,
    pub published_name: String,
    pub published_at: Instant,
}

/// Datasets of a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// `None` for those without a theme; they come last.
    pub theme: Option<Text>,
    pub entries: Vec<Entry>,
}

/// A dataset of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub dataset: Dataset,
    pub version: Version,
    /// `None` where it is too large for a book.
    pub cube: Option<Cube>,
}

/// A table of a book: texts as they are printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The measure with its unit; empty where the heads name them.
    pub title: String,
    /// The first one is the head of the names.
    pub heads: Vec<String>,
    /// Name and figures.
    pub rows: Vec<Vec<String>>,
    /// Rows that did not fit.
    pub more: usize,
}

/// The tables of a dataset for a book.
pub fn grids(cube: &Cube, language: Language) -> Vec<Grid> {
    let shape = Shape::of(cube);
    if shape.lines() == 1 {
        return upright(&shape, language).into_iter().collect();
    }
    (0..shape.measures().len()).filter_map(|at| of_measure(&shape, at, language)).collect()
}

/// Every sign that stands in tables, with its meaning.
pub fn signs<'c>(
    cubes: impl IntoIterator<Item = &'c Cube>,
    language: Language,
) -> BTreeMap<&'static str, &'static str> {
    let cells = cubes.into_iter().flat_map(|it| it.cells());
    let said = cells.map(|it| (it.sign(), it.said(language)));
    said.filter(|(sign, _)| !sign.is_empty()).collect()
}

/// What short names in tables stand for.
pub fn names(cube: &Cube, language: Language) -> BTreeMap<&str, &str> {
    let codes = cube.dimensions().iter().flat_map(|it| &it.codes);
    let parts = codes.map(|it| name_parts(it.title.said(language)));
    parts.filter_map(|(short, rest)| Some((short, rest?))).collect()
}

/// A single line of figures: periods run down, measures stand side by side.
fn upright(shape: &Shape<'_>, language: Language) -> Option<Grid> {
    let measures = shape.measures().iter().take(MEASURES).enumerate();
    let measures: Vec<(usize, &Code)> = measures.collect();
    let heads = measures.iter().map(|(_, it)| measure_name(it, language));
    let row = |period: usize| {
        let cells = measures.iter().map(|(at, _)| shape.cell(0, period, *at));
        let cells: Vec<Cell> = cells.collect();
        let name = shape.periods()[period].title.said(language).to_owned();
        cells.iter().any(|it| is_said(*it)).then(|| line(name, cells.iter().copied()))
    };
    let first = shape.periods().len().saturating_sub(PERIODS_DOWN);
    let rows: Vec<Vec<String>> = (first..shape.periods().len()).filter_map(row).collect();
    let heads = std::iter::once(shape.time_name(language)).chain(heads).collect();
    (!rows.is_empty()).then_some(Grid { title: String::new(), heads, rows, more: 0 })
}

/// The last periods of a measure side by side; nothing where no figure is said.
fn of_measure(shape: &Shape<'_>, measure: usize, language: Language) -> Option<Grid> {
    let count = shape.periods().len();
    let is_used = |at: &usize| (0..shape.lines()).any(|it| is_said(shape.cell(it, *at, measure)));
    let mut periods: Vec<usize> = (0..count).rev().filter(is_used).take(PERIODS).collect();
    periods.reverse();
    let row = |of: usize| {
        let cells: Vec<Cell> = periods.iter().map(|it| shape.cell(of, *it, measure)).collect();
        let said = cells.iter().any(|it| is_said(*it));
        said.then(|| line(shape.line_name(of, language), cells.into_iter()))
    };
    let mut rows: Vec<Vec<String>> = (0..shape.lines()).filter_map(row).collect();
    let more = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let names = periods.iter().map(|it| shape.periods()[*it].title.said(language).to_owned());
    let heads = std::iter::once(shape.lines_name(language)).chain(names).collect();
    let title = measure_name(&shape.measures()[measure], language);
    (!rows.is_empty()).then_some(Grid { title, heads, rows, more })
}

/// A cell that nobody filled says nothing.
fn is_said(cell: Cell) -> bool {
    !matches!(cell, Cell::Missing(Missing::NotAvailable))
}

fn line(name: String, cells: impl Iterator<Item = Cell>) -> Vec<String> {
    std::iter::once(name).chain(cells.map(written)).collect()
}

/// `1.234*`; the sign alone where there is no figure.
fn written(cell: Cell) -> String {
    let figure = cell.value().map(format::figure).unwrap_or_default();
    format!("{figure}{}", cell.sign())
}

/// `Penduduk (jiwa)`.
fn measure_name(code: &Code, language: Language) -> String {
    let title = code.title.said(language);
    match &code.unit {
        Some(unit) => format!("{title} ({})", unit.title.said(language)),
        None => title.to_owned(),
    }
}

/// Where the cells of a cube lie when it is looked at as lines over time, one per combination of the
/// other codes.
struct Shape<'c> {
    cube: &'c Cube,
    time: usize,
    measure: usize,
    /// The other dimensions.
    others: Vec<usize>,
}

impl<'c> Shape<'c> {
    fn of(cube: &'c Cube) -> Self {
        let place = |role| cube.of_role(role).map_or(0, |(at, _)| at);
        let (time, measure) = (place(Role::Time), place(Role::Measure));
        let others = (0..cube.dimensions().len()).filter(|it| *it != time && *it != measure);
        Self { cube, time, measure, others: others.collect() }
    }

    fn periods(&self) -> &'c [Code] {
        &self.cube.dimensions()[self.time].codes
    }

    fn measures(&self) -> &'c [Code] {
        &self.cube.dimensions()[self.measure].codes
    }

    fn lines(&self) -> usize {
        self.others.iter().map(|it| self.cube.dimensions()[*it].codes.len()).product()
    }

    /// The place of a line in each other dimension, the last one fastest.
    fn places(&self, line: usize) -> Vec<usize> {
        let mut left = line;
        let mut places = Vec::with_capacity(self.others.len());
        for at in self.others.iter().rev() {
            let size = self.cube.dimensions()[*at].codes.len().max(1);
            places.push(left % size);
            left /= size;
        }
        places.reverse();
        places
    }

    /// `Sangatta Utara · Laki-laki`, of dimensions that have several codes.
    fn line_name(&self, line: usize, language: Language) -> String {
        let places = self.places(line);
        let code = |(place, at): (usize, &'c Dimension)| at.codes.get(*places.get(place)?);
        let names = self.naming().filter_map(code);
        let names: Vec<&str> = names.map(|it| name_parts(it.title.said(language)).0).collect();
        names.join(" · ")
    }

    /// What the names of lines are: `Wilayah · Jenis kelamin`.
    fn lines_name(&self, language: Language) -> String {
        let names: Vec<&str> = self.naming().map(|(_, it)| it.title.said(language)).collect();
        names.join(" · ")
    }

    /// The other dimensions that tell lines apart, regions first, each with its place among the others.
    fn naming(&self) -> impl Iterator<Item = (usize, &'c Dimension)> {
        let others = self.others.iter().map(|it| &self.cube.dimensions()[*it]).enumerate();
        let mut several: Vec<_> = others.filter(|(_, it)| it.codes.len() > 1).collect();
        several.sort_by_key(|(_, it)| it.role != Role::Region);
        several.into_iter()
    }

    fn time_name(&self, language: Language) -> String {
        self.cube.dimensions()[self.time].title.said(language).to_owned()
    }

    fn cell(&self, line: usize, period: usize, measure: usize) -> Cell {
        let places = self.places(line);
        let mut others = places.iter();
        let index = self.cube.sizes().iter().enumerate().fold(0, |index, (at, size)| {
            let place = match at {
                _ if at == self.time => period,
                _ if at == self.measure => measure,
                _ => others.next().copied().unwrap_or_default(),
            };
            index * size + place
        });
        self.cube.cells().get(index).copied().unwrap_or(Cell::Missing(Missing::NotAvailable))
    }
}
