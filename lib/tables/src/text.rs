//! Texts with separators (CSV, RFC 4180, and what spreadsheets make of it).

use std::borrow::Cow;
use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::{Gathered, Limits, Table, TableError};

/// What may stand between two cells; the first one where nothing else can be told.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// Rows by which the separator is known.
const SAMPLE: usize = 50;

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Table, TableError> {
    let mut gathered = Gathered::new(limits);
    each_cell(bytes, |number, column, cell| gathered.put(number, column, cell.to_owned()))?;
    Ok(gathered.table())
}

/// Every cell with the number of its row, from 1, and of its column, from 0.
pub(crate) fn each_cell(
    bytes: &[u8],
    mut put: impl FnMut(usize, usize, &str) -> Result<(), TableError>,
) -> Result<(), TableError> {
    // Every line ends in the same way, so that rows are counted alike.
    let text = decoded(bytes).replace("\r\n", "\n").replace('\r', "\n");
    if text.contains('\0') {
        return Err(TableError::Unreadable);
    }
    let (separator, text) =
        named_separator(&text).unwrap_or_else(|| (usual_separator(&text), &text));
    for (number, record) in records(text, separator) {
        for (column, cell) in record.iter().enumerate() {
            put(number, column, cell)?;
        }
    }
    Ok(())
}

/// UTF-8 and UTF-16 by their mark; what has none and is no UTF-8 is windows-1252.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = bytes.get(mark..).unwrap_or_default();
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => text,
        None => WINDOWS_1252.decode_without_bom_handling(body).0,
    }
}

/// Excel understands a first line `sep=;`, which it does not show.
fn named_separator(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    match first.strip_prefix("sep=")?.as_bytes() {
        [separator] => Some((*separator, rest)),
        _ => None,
    }
}

/// The separator by which most rows have the same number of cells, of two such the one that makes
/// more of them: a comma inside a sentence stands at no fixed place.
fn usual_separator(text: &str) -> u8 {
    let mut best = (0, 0, b',');
    for separator in SEPARATORS {
        let mut widths = BTreeMap::<usize, usize>::new();
        for (_, record) in records(text, separator).take(SAMPLE) {
            *widths.entry(record.len()).or_default() += 1;
        }
        widths.remove(&1);
        let usual = widths.into_iter().map(|(width, rows)| (rows, width)).max();
        let (rows, width) = usual.unwrap_or_default();
        if (rows, width) > (best.0, best.1) {
            best = (rows, width, separator);
        }
    }
    best.2
}

/// The records of a text with their rows: lines, but what a cell holds between quotes is one row.
fn records(text: &str, separator: u8) -> impl Iterator<Item = (usize, StringRecord)> {
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut inside = 0;
    // A text in memory that is UTF-8 cannot fail to be read.
    reader.into_records().map_while(Result::ok).map(move |record| {
        let (line, byte) = record.position().map_or((0, 0), |at| (at.line(), at.byte()));
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        // A record is said to begin where the one before ended, with the empty lines between them.
        let rest = text.as_bytes().get(number(byte)..).unwrap_or_default();
        let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
        let row = (number(line) + empty).saturating_sub(inside);
        inside += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        (row, record)
    })
}
