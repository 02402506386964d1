//! A sheet as it is handed in: what is seen in which cell.

use std::fmt;

/// A sheet. Whoever reads files makes it; texts are borrowed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet<'s> {
    pub name: &'s str,
    pub hidden: bool,
    /// Rows that hold something, by their numbers, each number once.
    pub rows: Vec<Row<'s>>,
    /// Ranges that show one cell, by their first row.
    pub merges: Vec<Merge>,
    pub hidden_columns: Vec<u16>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row<'s> {
    /// From 1.
    pub number: u32,
    pub hidden: bool,
    /// Cells that hold something, by their columns, each column once.
    pub cells: Vec<Cell<'s>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'s> {
    /// From 0.
    pub column: u16,
    pub content: Content<'s>,
    /// Shown a hundred times as large, with `%`.
    pub percent: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content<'s> {
    Text(&'s str),
    /// Digits with a point for decimals, as spreadsheets keep them.
    Number(&'s str),
    /// `2026-11-23`, perhaps with a time behind it.
    Day(&'s str),
    Bool(bool),
    /// `#DIV/0!`
    Error(&'s str),
    /// A formula that was never computed.
    Nothing,
}

/// Rows from 1, columns from 0, both ends within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    pub first_row: u32,
    pub first_column: u16,
    pub last_row: u32,
    pub last_column: u16,
}

/// The place of a cell; shown as a spreadsheet names it, `B5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    pub row: u32,
    pub column: u16,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut left = u32::from(self.column) + 1;
        while left > 0 {
            let letter = u8::try_from((left - 1) % 26).unwrap_or_default();
            letters.push(char::from(b'A' + letter));
            left = (left - 1) / 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        write!(f, "{letters}{}", self.row)
    }
}

impl At {
    /// The place that a spreadsheet names so: `B5`; `None` for what is no place, or beyond the last column.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, row) = text.split_at_checked(digits)?;
        let mut column: u16 = 0;
        for letter in letters.bytes() {
            let value = letter.is_ascii_uppercase().then(|| u16::from(letter - b'A') + 1)?;
            column = column.checked_mul(26)?.checked_add(value)?;
        }
        let row = row.parse().ok().filter(|row| *row > 0)?;
        Some(Self { row, column: column.checked_sub(1)? })
    }
}

impl<'s> Row<'s> {
    pub fn cell(&self, column: u16) -> Option<&Cell<'s>> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(at)
    }
}

impl<'s> Content<'s> {
    /// The words or digits that stand there.
    pub const fn said(&self) -> &'s str {
        match self {
            Self::Text(it) | Self::Number(it) | Self::Day(it) | Self::Error(it) => it,
            Self::Bool(true) => "TRUE",
            Self::Bool(false) => "FALSE",
            Self::Nothing => "",
        }
    }

    /// Nothing but blanks. A formula without a value is something.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(it) if it.trim().is_empty())
    }
}

impl<'s> Sheet<'s> {
    /// The index of a row by its number, or of the first one after it.
    pub(crate) fn row_at(&self, number: u32) -> usize {
        self.rows.partition_point(|row| row.number < number)
    }

    pub(crate) fn last_column(&self) -> u16 {
        let last = |row: &Row<'s>| row.cells.last().map_or(0, |cell| cell.column);
        self.rows.iter().map(last).max().unwrap_or(0)
    }
}

/// What merged ranges show, row after row from above: each range is looked at once.
pub(crate) struct Cover<'a, 's> {
    sheet: &'a Sheet<'s>,
    next: usize,
    last_column: u16,
    /// Per column: the last row of the range over it, and its place and cell.
    over: Vec<Option<(u32, At, Option<&'a Cell<'s>>)>>,
}

impl<'a, 's> Cover<'a, 's> {
    pub(crate) fn new(sheet: &'a Sheet<'s>) -> Self {
        let last_column = sheet.last_column();
        let over = vec![None; usize::from(last_column) + 1];
        Self { sheet, next: 0, last_column, over }
    }

    /// Goes down to a row.
    pub(crate) fn go(&mut self, number: u32) {
        while let Some(it) = self.sheet.merges.get(self.next).filter(|it| it.first_row <= number) {
            self.next += 1;
            if it.last_row < number {
                continue;
            }
            let at = At { row: it.first_row, column: it.first_column };
            let row = self.sheet.rows.get(self.sheet.row_at(at.row));
            let cell = row.filter(|row| row.number == at.row).and_then(|row| row.cell(at.column));
            for column in it.first_column..=it.last_column.min(self.last_column) {
                if let Some(place) = self.over.get_mut(usize::from(column)) {
                    *place = Some((it.last_row, at, cell));
                }
            }
        }
    }

    /// What is seen in a column of the row: its own cell, or that of the range over it, with its place.
    pub(crate) fn seen(&self, row: &'a Row<'s>, column: u16) -> Option<(At, &'a Cell<'s>)> {
        let own = row.cell(column).filter(|cell| !cell.content.is_blank());
        if let Some(cell) = own {
            return Some((At { row: row.number, column }, cell));
        }
        let (last, at, cell) = (*self.over.get(usize::from(column))?)?;
        if last < row.number {
            return None;
        }
        Some((at, cell.filter(|cell| !cell.content.is_blank())?))
    }
}
