//! The first line of a file: which delimiter, and where each column is.

use super::scan::{Scanner, Step};
use super::{Column, TableError};

/// Positions of a table's columns in one file, in the order of the table.
pub type Positions = Vec<(Column, Option<usize>)>;

/// Reads the header and prepares the scanner for the rows after it.
pub fn read(
    file: &str,
    scanner: &mut Scanner,
    columns: impl Iterator<Item = Column>,
) -> Result<Positions, TableError> {
    let unreadable = |source| TableError::Unreadable { path: file.to_owned(), source };
    let start = scanner.peek().map_err(unreadable)?;
    let mark = match start {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            return Err(TableError::Utf16 { file: file.to_owned() });
        }
        [0xef, 0xbb, 0xbf, ..] => 3,
        _ => 0,
    };
    let delimiter = delimiter(&start[mark..]);
    scanner.skip(mark);
    scanner.set_delimiter(delimiter);
    match scanner.step().map_err(unreadable)? {
        Step::End => Err(TableError::Empty { file: file.to_owned() }),
        Step::Problem { .. } => Err(TableError::NoHeader { file: file.to_owned() }),
        Step::Record { .. } => locate(file, &names(scanner, file)?, columns).inspect(|_| {
            scanner.expect(scanner.count());
        }),
    }
}

/// The most frequent of the usual delimiters on the first line that has text.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|b| matches!(b, b'\r' | b'\n')).find(|line| !line.is_empty());
    let line = line.unwrap_or_default();
    let times = |d: u8| line.iter().filter(|&&b| b == d).count();
    // The comma is last, so that it wins when nothing occurs at all.
    b"\t|;,".iter().copied().max_by_key(|&d| times(d)).unwrap_or(b',')
}

fn names(scanner: &Scanner, file: &str) -> Result<Vec<String>, TableError> {
    let mut names: Vec<String> = Vec::with_capacity(scanner.count());
    for i in 0..scanner.count() {
        let text = std::str::from_utf8(scanner.field(i)).ok();
        let text = text.filter(|t| t.len() <= 64 && !t.trim().contains(char::is_control));
        let text = text.ok_or_else(|| TableError::NoHeader { file: file.to_owned() })?;
        names.push(text.trim().to_ascii_uppercase().replace(' ', "_"));
    }
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    Ok(names)
}

fn locate(
    file: &str,
    names: &[String],
    columns: impl Iterator<Item = Column>,
) -> Result<Positions, TableError> {
    let (mut positions, mut missing) = (Vec::new(), Vec::new());
    for column in columns {
        let known = |n: &&str| **n == *column.name || column.aliases.contains(n);
        let mut found = names.iter().enumerate().filter(|(_, n)| known(&n.as_str()));
        let position = found.next().map(|(i, _)| i);
        if found.next().is_some() {
            let file = file.to_owned();
            return Err(TableError::DuplicateColumn { file, column: column.name });
        }
        if position.is_none() && !column.optional {
            missing.push(column.name);
        }
        positions.push((column, position));
    }
    if missing.is_empty() {
        return Ok(positions);
    }
    Err(TableError::MissingColumns { file: file.to_owned(), missing, found: names.to_vec() })
}
