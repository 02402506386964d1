//! What a sheet says beside its values: hidden rows and columns, merged ranges, which cells are formulas.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Line, Merge, Sheet};
use crate::{Limits, TableError};

#[derive(Default)]
pub(super) struct Marks {
    /// Row and column from 0.
    pub(super) formulas: HashSet<(u32, u32)>,
    /// From 1.
    hidden_rows: HashSet<u32>,
    hidden_columns: Vec<u16>,
    merges: Vec<Merge>,
}

/// Reads them from the part of a sheet.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Marks, TableError> {
    let mut reader = Reader::from_str(text);
    let mut walk = Walk { marks: Marks::default(), limits, row: 0, column: 0 };
    loop {
        match reader.read_event().map_err(|_| TableError::Unreadable)? {
            Event::Start(it) => walk.open(&it)?,
            Event::Empty(it) => {
                walk.open(&it)?;
                walk.close(it.local_name().as_ref());
            }
            Event::End(it) => walk.close(it.local_name().as_ref()),
            Event::Eof => return Ok(walk.marks),
            _ => {}
        }
    }
}

struct Walk<'l> {
    marks: Marks,
    limits: &'l Limits,
    row: u32,
    column: u32,
}

impl Walk<'_> {
    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), TableError> {
        match element.local_name().as_ref() {
            "col" => self.column_mark(element),
            "row" => {
                let named = value(element, "r").and_then(|it| it.parse::<u32>().ok());
                self.row = named.map_or(self.row, |number| number.saturating_sub(1));
                if is_true(element, "hidden") {
                    if self.marks.hidden_rows.len() >= self.limits.rows {
                        // A hidden row costs a few bytes even where it holds nothing.
                        return Ok(());
                    }
                    self.marks.hidden_rows.insert(self.row.saturating_add(1));
                }
            }
            "c" => {
                if let Some((row, column)) = value(element, "r").and_then(|it| place(&it)) {
                    (self.row, self.column) = (row, column);
                }
            }
            "f" => drop(self.marks.formulas.insert((self.row, self.column))),
            "mergeCell" => {
                if self.marks.merges.len() >= self.limits.rows {
                    return Err(TableError::TooLarge);
                }
                let range = value(element, "ref");
                self.marks.merges.extend(range.and_then(|it| self.merge(&it)));
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "row" => (self.row, self.column) = (self.row.saturating_add(1), 0),
            "c" => self.column = self.column.saturating_add(1),
            _ => {}
        }
    }

    fn column_mark(&mut self, element: &BytesStart<'_>) {
        let number = |name| value(element, name).and_then(|it| it.parse::<u32>().ok());
        if let (Some(first), Some(last), true) =
            (number("min"), number("max"), is_true(element, "hidden"))
        {
            let last = last.min(self.most_columns());
            let columns = (first.max(1)..=last).filter_map(|it| u16::try_from(it - 1).ok());
            let room = usize::from(u16::MAX).saturating_sub(self.marks.hidden_columns.len());
            self.marks.hidden_columns.extend(columns.take(room));
        }
    }

    fn most_columns(&self) -> u32 {
        u32::try_from(self.limits.columns).unwrap_or(u32::MAX)
    }

    /// A range as far as there are columns.
    fn merge(&self, range: &str) -> Option<Merge> {
        let (first, last) = range.split_once(':')?;
        let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
        let column = |it: u32| u16::try_from(it.min(self.most_columns())).ok();
        let merge = Merge {
            first_row: top.checked_add(1)?,
            first_column: column(left)?,
            last_row: bottom.checked_add(1)?,
            last_column: column(right)?,
        };
        (top <= bottom && left <= right).then_some(merge)
    }
}

impl Marks {
    /// Puts them where they belong, and the rows in their order.
    pub(super) fn put_on(&self, sheet: &mut Sheet) {
        if !sheet.rows.is_sorted_by(|one, next| one.number < next.number) {
            sheet.rows = in_order(std::mem::take(&mut sheet.rows));
        }
        for line in &mut sheet.rows {
            line.hidden = self.hidden_rows.contains(&line.number);
            if !line.cells.is_sorted_by(|one, next| one.column < next.column) {
                line.cells.sort_by_key(|cell| cell.column);
                line.cells.dedup_by_key(|cell| cell.column);
            }
        }
        sheet.merges.clone_from(&self.merges);
        sheet.merges.sort_unstable();
        sheet.hidden_columns.clone_from(&self.hidden_columns);
        sheet.hidden_columns.sort_unstable();
        sheet.hidden_columns.dedup();
    }
}

/// A part may give its rows in any order, and one of them twice.
fn in_order(rows: Vec<Line>) -> Vec<Line> {
    let mut by_number: HashMap<u32, Line> = HashMap::new();
    for row in rows {
        match by_number.get_mut(&row.number) {
            Some(before) => before.cells.extend(row.cells),
            None => drop(by_number.insert(row.number, row)),
        }
    }
    let mut rows: Vec<Line> = by_number.into_values().collect();
    rows.sort_unstable_by_key(|row| row.number);
    rows
}

fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok().flatten()?;
    Some(found.value.into_owned())
}

fn is_true(element: &BytesStart<'_>, name: &str) -> bool {
    value(element, name).is_some_and(|it| it == "1" || it == "true")
}

/// `B5` as row and column from 0.
fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.replace('$', "");
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) =
        name.split_at_checked(letters).filter(|(it, _)| (1..=3).contains(&it.len()))?;
    let column = letters
        .bytes()
        .fold(0_u32, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}
