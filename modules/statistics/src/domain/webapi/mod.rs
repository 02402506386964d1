//! Answers of the WebAPI of BPS (`model/data`), as a sheet like those that offices bring: one line per
//! region, breakdown and period, a column per variable. What the figures mean is then found out and
//! examined in the same way as for every other table.

mod answer;
mod keys;
mod labels;

use base::{Error, Kind, Result};
use tables::{Book, Cell, Content, Limits, Line, Sheet, Shown};

use answer::{Answer, Item};
use keys::Lookup;

/// Digits of the shortest code of a region below the nation that is no number of a list: `6400`.
const CODE_DIGITS: usize = 4;
/// What BPS calls a breakdown of which there is none.
const NONE: [&str; 3] = ["tidak ada", "none", "no derived variable"];
/// What BPS calls the part of a year that is the whole of it.
const WHOLE_YEAR: [&str; 4] = ["tahun", "tahunan", "year", "annual"];

/// Whether a file is meant to be an answer and no table of an office.
pub fn is_one(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().first() == Some(&b'{')
}

/// Reads an answer as a sheet. Keys of figures are made again from the lists of the answer and looked
/// up; they are never cut, since their parts have no fixed length. `here` is the code by which a region
/// is known here, where it is known.
///
/// # Errors
/// `statistics/webapi` with what is wrong: no such answer; one that says *Error* or *not available*; a
/// figure whose key the lists do not explain, or explain twice; beyond the limits.
pub fn book<'h>(
    bytes: &[u8],
    limits: &Limits,
    here: impl Fn(&str) -> Option<&'h str>,
) -> Result<Book> {
    let answer = answer::read(bytes)?;
    let lookup = Lookup::of(&answer)?;
    lookup.explains_all()?;
    let mut rows = vec![heads(&answer)];
    for place in lookup.places() {
        let figures = answer.variables.iter().map(|variable| lookup.figure(variable, place));
        let figures: Vec<Option<&str>> = figures.collect();
        if figures.iter().all(Option::is_none) {
            continue;
        }
        if rows.len() >= limits.rows {
            return Err(Error::new(Kind::TooLarge, "tables/too-large"));
        }
        let code = here(&place.row.value).unwrap_or(&place.row.value);
        let mut cells = words(&answer, place, code);
        cells.extend(figures.into_iter().map(|it| it.map(content)));
        rows.push(cells);
    }
    if rows.iter().any(|row| row.len() > limits.columns) {
        return Err(Error::new(Kind::TooLarge, "tables/too-large"));
    }
    Ok(Book { sheets: vec![sheet(rows)] })
}

type Row = Vec<Option<Content>>;

/// What a figure is about, beside its variable.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    /// `vervar`: mostly a region.
    row: &'a Item,
    /// `turvar`: a breakdown.
    derived: &'a Item,
    /// `tahun`
    year: &'a Item,
    /// `turtahun`: a part of the year.
    part: &'a Item,
}

fn heads(answer: &Answer) -> Row {
    let mut heads = Vec::new();
    if has_codes(answer) {
        heads.push(Some(text("Kode wilayah")));
    }
    heads.push(Some(text(&answer.row_title)));
    if has_breakdown(answer) {
        heads.push(Some(text("Turunan variabel")));
    }
    heads.push(Some(text("Periode")));
    let measure = |it: &Item| match it.unit.is_empty() {
        true => it.label.clone(),
        false => format!("{} ({})", it.label, it.unit),
    };
    heads.extend(answer.variables.iter().map(|it| Some(text(&measure(it)))));
    heads
}

fn words(answer: &Answer, at: Place<'_>, code: &str) -> Row {
    let mut cells = Vec::new();
    if has_codes(answer) {
        cells.push(Some(text(code)));
    }
    cells.push(Some(text(&at.row.label)));
    if has_breakdown(answer) {
        cells.push(Some(text(&at.derived.label)));
    }
    let year = &at.year.label;
    cells.push(Some(match is_one_of(&WHOLE_YEAR, &at.part.label) {
        true => text(year),
        false => text(&format!("{} {year}", at.part.label)),
    }));
    cells
}

/// Whether lines are of regions with codes, not of numbers of a list.
fn has_codes(answer: &Answer) -> bool {
    let is_code = |it: &Item| {
        it.value.len() >= CODE_DIGITS && it.value.bytes().all(|byte| byte.is_ascii_digit())
    };
    answer.rows.iter().all(is_code)
}

fn has_breakdown(answer: &Answer) -> bool {
    answer.derived.iter().any(|it| !is_one_of(&NONE, &it.label))
}

fn is_one_of(words: &[&str], label: &str) -> bool {
    words.contains(&label.to_lowercase().as_str())
}

/// A figure as it stands in the answer: digits stay what they are, other signs are a text.
fn content(said: &str) -> Content {
    match base::Decimal::parse(said) {
        Ok(_) => Content::Number(said.into()),
        Err(_) => text(said),
    }
}

fn text(text: &str) -> Content {
    Content::Text(text.into())
}

fn sheet(rows: Vec<Row>) -> Sheet {
    let lines = rows.into_iter().zip(1..).map(|(row, number)| Line {
        number,
        hidden: false,
        cells: row.into_iter().zip(0..).filter_map(cell).collect(),
    });
    Sheet { name: "BPS".to_owned(), rows: lines.collect(), ..Sheet::default() }
}

fn cell((content, column): (Option<Content>, u16)) -> Option<Cell> {
    content.map(|content| Cell { column, content, formula: false, shown: Shown::Plainly })
}

fn refused(problem: impl std::fmt::Display) -> Error {
    Error::new(Kind::Invalid, "statistics/webapi").with("problem", problem)
}
