//! Classification codes: the base of numbers, filing and retention (Permendagri 83/2022 art. 3).

use base::{Error, Kind};
use tables::Limits;

/// A code with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classification {
    /// Groups of digits between dots: `000.8.3.3`.
    pub code: String,
    pub title: String,
    /// Where it comes from.
    pub source: String,
}

/// Rows of one file.
const MOST: usize = 20_000;

/// Whether a text reads like a code: up to eight groups of one to three digits.
pub fn is_code(text: &str) -> bool {
    let group =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = text.split('.').collect();
    groups.len() <= 8 && groups.into_iter().all(group)
}

/// Reads a table with the columns `code,title,source` (or `kode,uraian,sumber`).
///
/// # Errors
/// Those of [`tables`]; `documents/codes` with the row that is wrong, counted as a spreadsheet does.
pub fn read_table(bytes: &[u8]) -> Result<Vec<Classification>, Error> {
    let table = tables::read(bytes, &Limits { rows: MOST, ..Limits::default() })?;
    let body = table.below([&["kode", "code"], &["uraian", "title"]])?;
    let (columns, source) = (body.columns, body.column(&["sumber", "source"]));
    let read = body.rows.iter().map(|row| {
        let [code, title] = columns.map(|column| row.get(column).to_owned());
        let source = source.map(|column| row.get(column).to_owned()).unwrap_or_default();
        if is_code(&code) && (1..=300).contains(&title.chars().count()) {
            return Ok(Classification { code, title, source });
        }
        Err(Error::new(Kind::Invalid, "documents/codes").with("row", row.number))
    });
    read.collect()
}
