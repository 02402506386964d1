//! A cube as a tidy table: one row per cell, as CSV of RFC 4180.
//!
//! Each dimension gives a column with its code and one with the name of the code; then come the figure
//! (empty when there is none), its mark and its unit. The first row names the columns; rows end in CRLF.

use std::borrow::Cow;

use base::{Decimal, Language};

use crate::{Cube, Dimension, Role};

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

/// The columns of a cube with these dimensions, in their order.
pub fn columns(dimensions: &[Dimension], language: Language) -> Vec<Column> {
    let ids = dimensions.iter().map(|it| it.id.as_str());
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

/// What stands in a column of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field<'c> {
    Text(&'c str),
    /// The figure, if there is one.
    Figure(Option<Decimal>),
}

/// The rows below the names, in the order of the cells; their fields are in the order of the columns.
pub fn rows(cube: &Cube, language: Language) -> impl Iterator<Item = Vec<Field<'_>>> {
    let columns = columns(cube.dimensions(), language);
    let measure = cube.of_role(Role::Measure).map(|(at, _)| at);
    cube.rows().map(move |(codes, cell)| {
        let code = |at: usize| codes.get(at).copied();
        let name = |at: usize| code(at).map_or("", |it| it.title.said(language));
        let unit = || measure.and_then(code).and_then(|code| code.unit.as_ref());
        let field = |column: &Column| match column.kind {
            Kind::Code(at) => Field::Text(code(at).map_or("", |it| it.id.as_str())),
            Kind::Name(at) => Field::Text(name(at)),
            Kind::Value => Field::Figure(cell.value()),
            Kind::Mark => Field::Text(cell.sign()),
            Kind::Unit => Field::Text(unit().map_or("", |unit| unit.title.said(language))),
        };
        columns.iter().map(field).collect()
    })
}

/// The whole table in UTF-8, without a byte order mark.
pub fn csv(cube: &Cube, language: Language) -> String {
    let mut text = String::new();
    line(&mut text, columns(cube.dimensions(), language).iter().map(|it| it.name.as_str()));
    for row in rows(cube, language) {
        let fields: Vec<Cow<'_, str>> = row.into_iter().map(Field::digits).collect();
        line(&mut text, fields.iter().map(AsRef::as_ref));
    }
    text
}

impl<'c> Field<'c> {
    /// As it stands in the table: nothing where there is no figure.
    fn digits(self) -> Cow<'c, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Figure(None) => Cow::Borrowed(""),
            Self::Figure(Some(value)) => Cow::Owned(value.to_string()),
        }
    }
}

/// Adds a row. A field is quoted when it holds a comma, a quote or an end of line, or blanks around it,
/// which some readers take away.
pub fn line<'t>(text: &mut String, fields: impl IntoIterator<Item = &'t str>) {
    for (at, field) in fields.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let trimmed = field.trim().len() != field.len();
        if trimmed || field.bytes().any(|b| matches!(b, b',' | b'"' | b'\r' | b'\n')) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(field);
        }
    }
    text.push_str("\r\n");
}
