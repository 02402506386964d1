//! A sheet as people know it: its columns with their heads, and the rows that matter.

use std::collections::BTreeSet;

use layout::{At, Layout, Row, Sheet};

use crate::domain::examination::Finding;

/// Columns that are shown.
const COLUMNS: u16 = 40;
/// Rows shown from the beginning of the body.
const ROWS: usize = 25;
/// Rows shown besides because something was found there.
const FOUND: usize = 50;

/// What of a sheet is shown beside what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The names of all sheets that hold something.
    pub sheets: Vec<String>,
    pub heads: Vec<Head>,
    pub lines: Vec<Line>,
    /// Rows of the body that are not shown.
    pub more: usize,
}

/// A column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// From 0.
    pub column: u16,
    /// `AB`
    pub letters: String,
    /// What its heads say.
    pub text: String,
}

/// A row, with a text for each of the columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    pub number: u32,
    pub is_head: bool,
    pub hidden: bool,
    pub cells: Vec<String>,
}

pub(super) fn of(
    sheets: &[Sheet<'_>],
    sheet: &Sheet<'_>,
    layout: &Layout,
    found: &[Finding],
) -> Preview {
    let last = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|it| it.column).max();
    let columns: Vec<u16> = (0..=last.unwrap_or(0)).take(usize::from(COLUMNS)).collect();
    let head = |column: &u16| Head {
        column: *column,
        letters: letters(*column),
        text: head(sheet, layout, *column),
    };
    let places = found.iter().filter_map(|it| At::parse(it.at.as_deref()?)).map(|at| at.row);
    let found: BTreeSet<u32> = places.take(FOUND).collect();
    let body = |row: &&Row<'_>| (layout.body.0..=layout.body.1).contains(&row.number);
    let mut shown: Vec<&Row<'_>> = Vec::new();
    let mut more = 0;
    for row in &sheet.rows {
        let above = row.number < layout.body.0;
        if above || found.contains(&row.number) || (body(&row) && shown.len() < ROWS) {
            shown.push(row);
        } else if body(&row) {
            more += 1;
        }
    }
    let heads = layout.heads.0..=layout.heads.1;
    let line = |row: &&Row<'_>| Line {
        number: row.number,
        is_head: heads.contains(&row.number),
        hidden: row.hidden,
        cells: columns.iter().map(|column| text(row, *column)).collect(),
    };
    Preview {
        sheets: sheets.iter().map(|it| it.name.to_owned()).collect(),
        heads: columns.iter().map(head).collect(),
        lines: shown.iter().map(line).collect(),
        more,
    }
}

fn text(row: &Row<'_>, column: u16) -> String {
    const LONGEST: usize = 60;
    let said = row.cell(column).map_or("", |cell| cell.content.said().trim());
    said.chars().take(LONGEST).collect()
}

/// The lowest text over a column.
fn head(sheet: &Sheet<'_>, layout: &Layout, column: u16) -> String {
    let rows =
        sheet.rows.iter().filter(|it| (layout.heads.0..=layout.heads.1).contains(&it.number));
    let texts: Vec<String> = rows.map(|row| text(row, column)).collect();
    texts.into_iter().rev().find(|it| !it.is_empty()).unwrap_or_default()
}

fn letters(column: u16) -> String {
    let at = At { row: 1, column }.to_string();
    at.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}
