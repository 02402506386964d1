//! Classification codes: the base of numbers, filing and retention (Permendagri 83/2022 art. 3).

use base::{Error, Kind};

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
/// `documents/codes` with the row that is wrong, counted as a spreadsheet does.
pub fn read_table(bytes: &[u8]) -> Result<Vec<Classification>, Error> {
    let bad = |row: usize| Error::new(Kind::Invalid, "documents/codes").with("row", row);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let heads = reader.headers().map_err(|_| bad(1))?.clone();
    let place = |names: [&str; 2]| {
        heads.iter().position(|head| names.iter().any(|name| name.eq_ignore_ascii_case(head)))
    };
    let code = place(["code", "kode"]).ok_or_else(|| bad(1))?;
    let title = place(["title", "uraian"]).ok_or_else(|| bad(1))?;
    let source = place(["source", "sumber"]);
    let mut codes = Vec::new();
    for (at, row) in reader.records().enumerate() {
        let row = row.map_err(|_| bad(at + 2))?;
        let field = |place: usize| row.get(place).unwrap_or_default().to_owned();
        let one = Classification {
            code: field(code),
            title: field(title),
            source: source.map(field).unwrap_or_default(),
        };
        let fits = (1..=300).contains(&one.title.chars().count()) && codes.len() < MOST;
        if !is_code(&one.code) || !fits {
            return Err(bad(at + 2));
        }
        codes.push(one);
    }
    Ok(codes)
}
