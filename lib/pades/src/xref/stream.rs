//! Cross-reference streams (ISO 32000-1 §7.5.8).

use super::{Allowance, Entry, Location, Part};
use crate::object::{Dict, Object};
use crate::parser::Parser;
use crate::{Fault, Limits, PdfError};

/// Reads the stream whose object stands at `start`. Its dictionary is the trailer.
pub fn read<'a>(
    bytes: &'a [u8],
    start: usize,
    allowance: &mut Allowance<'_>,
) -> Result<Part<'a>, PdfError> {
    let fault = |what| PdfError::new(what, start);
    let mut parser = Parser::new(bytes, start, allowance.limits);
    let read = parser.indirect().map_err(|error| match error.what {
        Fault::ObjectHead => fault(Fault::Xref),
        _ => error,
    })?;
    let (Object::Dict(dict), Some(_)) = (read.value, read.data_at) else {
        return Err(fault(Fault::Xref));
    };
    if !dict.has_name("Type", "XRef") {
        return Err(fault(Fault::XrefKey("Type")));
    }
    // All its values are direct (§7.5.8.2): nothing can be looked up before it is read.
    let length = dict.integer("Length");
    let stream = parser.stream(dict, length, false)?;
    let decoded = allowance.decoded.min(allowance.limits.decoded);
    let rows = stream.decode(&Limits { decoded, ..*allowance.limits })?;
    allowance.decoded -= rows.len().min(allowance.decoded);
    let entries = entries(&rows, &stream.dict, start, allowance)?;
    Ok(Part { span: start..parser.lexer.at, is_table: false, entries, trailer: stream.dict })
}

fn entries(
    mut rows: &[u8],
    dict: &Dict<'_>,
    start: usize,
    allowance: &mut Allowance<'_>,
) -> Result<Vec<Entry>, PdfError> {
    let fault = |what| PdfError::new(what, start);
    let widths = widths(dict).ok_or(fault(Fault::XrefKey("W")))?;
    let width: usize = widths.iter().sum();
    let ranges = ranges(dict).ok_or(fault(Fault::XrefKey("Index")))?;
    let mut entries = Vec::new();
    for (first, count) in ranges {
        for index in 0..count {
            let number = allowance.number(first.saturating_add(index), start)?;
            let (row, rest) =
                rows.split_at_checked(width).ok_or(PdfError::new(Fault::XrefEntry, start))?;
            rows = rest;
            entries.push(entry(row, widths, number).ok_or(fault(Fault::XrefEntry))?);
        }
    }
    Ok(entries)
}

/// `/W`: the widths of the three fields; a width of 0 gives the field its default.
fn widths(dict: &Dict<'_>) -> Option<[usize; 3]> {
    let [kind, second, third] = dict.get("W")?.as_array()? else { return None };
    let width = |value: &Object<'_>| {
        let width = usize::try_from(value.as_integer()?).ok()?;
        (width <= 8).then_some(width)
    };
    let widths = [width(kind)?, width(second)?, width(third)?];
    (widths[1] > 0).then_some(widths)
}

/// `/Index`: pairs of first number and count; without it one range up to `/Size`.
fn ranges(dict: &Dict<'_>) -> Option<Vec<(u64, u64)>> {
    let unsigned = |value: &Object<'_>| u64::try_from(value.as_integer()?).ok();
    let Some(index) = dict.get("Index") else {
        return Some(vec![(0, dict.get("Size").and_then(unsigned)?)]);
    };
    let (pairs, left) = index.as_array()?.as_chunks::<2>();
    if !left.is_empty() {
        return None;
    }
    pairs.iter().map(|[first, count]| Some((unsigned(first)?, unsigned(count)?))).collect()
}

fn entry(row: &[u8], [first, second, _]: [usize; 3], number: u32) -> Option<Entry> {
    let (kind, rest) = row.split_at_checked(first)?;
    let (second, third) = rest.split_at_checked(second)?;
    let kind = if kind.is_empty() { 1 } else { integer(kind) };
    let (second, third) = (integer(second), integer(third));
    let (generation, location) = match kind {
        1 if second == 0 => (0, Location::Free),
        1 => (u16::try_from(third).ok()?, Location::File { at: usize::try_from(second).ok()? }),
        2 => {
            let container = u32::try_from(second).ok()?;
            (0, Location::Stream { container, index: u32::try_from(third).ok()? })
        }
        // An unknown kind is a reference to null (§7.5.8.3).
        _ => (u16::try_from(third).unwrap_or(u16::MAX), Location::Free),
    };
    Some(Entry { number, generation, location })
}

fn integer(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte))
}
