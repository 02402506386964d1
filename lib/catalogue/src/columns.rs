//! What stands in the columns of a cube's table.

use base::Language;
use cube::{Dimension, Mark, Missing, table};

/// A column of [`cube::table::csv`], described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As the first row of the table names it.
    pub name: String,
    /// As people call it.
    pub title: String,
    pub kind: Kind,
    /// Whether every row has something in it.
    pub required: bool,
    /// Whether it is a part of what makes rows differ.
    pub key: bool,
    /// Everything that may stand in it, where that is a list.
    pub values: Vec<String>,
}

/// How what stands in a column is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Digits with a point for decimals.
    Number,
}

/// The columns of the table of a cube with these dimensions, in their order.
pub fn columns(dimensions: &[Dimension], language: Language) -> Vec<Column> {
    let described = |it: table::Column| {
        let (title, required, key, values) = about(dimensions, language, it.kind);
        let kind = if it.kind == table::Kind::Value { Kind::Number } else { Kind::Text };
        Column { name: it.name, title, kind, required, key, values }
    };
    table::columns(dimensions, language).into_iter().map(described).collect()
}

type About = (String, bool, bool, Vec<String>);

fn about(dimensions: &[Dimension], language: Language, kind: table::Kind) -> About {
    let dimension = |at: usize| dimensions.get(at);
    let title = |at: usize| dimension(at).map_or("", |it| it.title.said(language));
    let (code, name, value, mark, unit) = match language {
        Language::Id => ("kode", "nama", "Nilai", "Tanda angka", "Satuan"),
        Language::En => ("code", "name", "Value", "Mark of the figure", "Unit"),
    };
    match kind {
        table::Kind::Code(at) => {
            let codes = dimension(at).into_iter().flat_map(|it| &it.codes);
            let codes = codes.map(|code| code.id.clone()).collect();
            (format!("{} ({code})", title(at)), true, true, codes)
        }
        table::Kind::Name(at) => (format!("{} ({name})", title(at)), true, false, Vec::new()),
        table::Kind::Value => (value.to_owned(), false, false, Vec::new()),
        table::Kind::Mark => (mark.to_owned(), false, false, signs()),
        table::Kind::Unit => (unit.to_owned(), true, false, Vec::new()),
    }
}

/// Every sign there is; a final figure has none.
fn signs() -> Vec<String> {
    let marks = Mark::ALL.into_iter().map(Mark::sign).filter(|sign| !sign.is_empty());
    marks.chain(Missing::ALL.into_iter().map(Missing::sign)).map(str::to_owned).collect()
}
