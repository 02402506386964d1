//! A cube as a tidy table: one row per cell, as CSV of RFC 4180.
//!
//! Each dimension gives a column with its code and one with the name of the code; then come the figure
//! (empty when there is none), its mark and its unit. The first row names the columns; rows end in CRLF.

use base::Language;

use crate::{Cell, Code, Cube};

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The code of the dimension at this place.
    Code(usize),
    /// The name of that code.
    Name(usize),
    Value,
    /// The sign of a mark, or of why there is no figure; empty for a final figure.
    Mark,
    Unit,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Differs from the names of the other columns.
    pub name: String,
    pub kind: Kind,
}

/// The columns of a cube, in their order.
pub fn columns(cube: &Cube, language: Language) -> Vec<Column> {
    let ids = cube.dimensions().iter().map(|it| it.id.as_str());
    let mut taken: Vec<String> = ids.clone().map(str::to_owned).collect();
    let (name, value, mark, unit) = match language {
        Language::Id => ("nama", "nilai", "tanda", "satuan"),
        Language::En => ("name", "value", "mark", "unit"),
    };
    let mut columns = Vec::with_capacity(taken.len() * 2 + 3);
    for (at, id) in ids.enumerate() {
        columns.push(Column { name: id.to_owned(), kind: Kind::Code(at) });
        let name = free(format!("{id}_{name}"), &mut taken);
        columns.push(Column { name, kind: Kind::Name(at) });
    }
    for (name, kind) in [(value, Kind::Value), (mark, Kind::Mark), (unit, Kind::Unit)] {
        columns.push(Column { name: free(name.to_owned(), &mut taken), kind });
    }
    columns
}

/// A name that no other column has: a dimension may be called like one of ours.
fn free(mut name: String, taken: &mut Vec<String>) -> String {
    while taken.contains(&name) {
        name.push('_');
    }
    taken.push(name.clone());
    name
}

/// The whole table in UTF-8, without a byte order mark.
pub fn csv(cube: &Cube, language: Language) -> String {
    let columns = columns(cube, language);
    let mut text = String::new();
    line(&mut text, columns.iter().map(|it| it.name.as_str()));
    let measure = measure(cube);
    for (codes, cell) in cube.rows() {
        let value = cell.value().map(|it| it.to_string()).unwrap_or_default();
        let field = |column: &Column| match column.kind {
            Kind::Value => value.as_str(),
            kind => said(kind, &codes, cell, measure, language),
        };
        line(&mut text, columns.iter().map(field));
    }
    text
}

fn said<'c>(
    kind: Kind,
    codes: &[&'c Code],
    cell: Cell,
    measure: usize,
    language: Language,
) -> &'c str {
    let unit = |code: &&'c Code| code.unit.as_ref().map(|unit| unit.title.said(language));
    match kind {
        Kind::Code(at) => codes.get(at).map_or("", |code| code.id.as_str()),
        Kind::Name(at) => codes.get(at).map_or("", |code| code.title.said(language)),
        Kind::Mark => cell.sign(),
        Kind::Unit => codes.get(measure).and_then(unit).unwrap_or_default(),
        Kind::Value => "",
    }
}

fn measure(cube: &Cube) -> usize {
    cube.of_role(crate::Role::Measure).map_or(usize::MAX, |(at, _)| at)
}

/// Adds a row. A field is quoted when it holds a comma, a quote or an end of line, or blanks around it,
/// which some readers take away.
pub fn line<'t>(text: &mut String, fields: impl IntoIterator<Item = &'t str>) {
    for (at, field) in fields.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let trimmed = field.trim().len() != field.len();
        if trimmed || field.contains([',', '"', '\r', '\n']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(field);
        }
    }
    text.push_str("\r\n");
}
