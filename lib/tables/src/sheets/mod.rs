//! All sheets of a workbook with what matters for judging them.

mod marks;
mod parts;
mod workbook;

use base::Result;

use crate::{Limits, TableError, text};

/// A workbook, or a CSV as a workbook of one sheet without a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// In the order of their tabs, empty ones as well; charts are left out.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    /// Not shown by the spreadsheet, by its menus or by macros only.
    pub hidden: bool,
    /// Rows that hold something, from above.
    pub rows: Vec<Line>,
    /// Ranges that show one cell, by their first row and column.
    pub merges: Vec<Merge>,
    /// Columns that are not shown, from 0; none beyond the limit of columns.
    pub hidden_columns: Vec<u16>,
}

/// A row that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// As the spreadsheet counts, from 1.
    pub number: u32,
    pub hidden: bool,
    /// Cells that hold something, from the left.
    pub cells: Vec<Cell>,
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// From 0: `A` is 0.
    pub column: u16,
    pub content: Content,
    /// The content is what a formula last gave.
    pub formula: bool,
    pub shown: Shown,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// As it was typed; every cell of a CSV is one.
    Text(Box<str>),
    /// The digits of a number as it is kept, with a point for decimals: `64.1`, whatever zeros its format adds.
    Number(Box<str>),
    /// A day `2026-11-23`, a moment `2026-11-23T08:30:00` or a time span.
    Day(Box<str>),
    Bool(bool),
    /// `#DIV/0!`
    Error(Box<str>),
    /// A formula that was never computed.
    Nothing,
}

/// How the format of a cell shows a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    Plainly,
    /// A hundred times as much, with `%`: 0.0907 as 9.07%.
    Percent,
    /// With separators of thousands.
    Thousands,
    /// Its format is that of texts: typed digits stay what they are.
    Text,
}

/// A range that shows the cell at its upper left corner. Rows from 1, columns from 0, both ends within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Merge {
    pub first_row: u32,
    pub first_column: u16,
    pub last_row: u32,
    pub last_column: u16,
}

impl Merge {
    pub const fn covers(&self, row: u32, column: u16) -> bool {
        self.first_row <= row
            && row <= self.last_row
            && self.first_column <= column
            && column <= self.last_column
    }
}

impl Sheet {
    /// The cell that is seen at a place: its own, or that of the merged range over it. For single looks:
    /// it searches the ranges.
    pub fn seen(&self, row: u32, column: u16) -> Option<&Cell> {
        let range = self.merges.iter().find(|it| it.covers(row, column));
        let (row, column) = range.map_or((row, column), |it| (it.first_row, it.first_column));
        let line = self.rows.binary_search_by_key(&row, |line| line.number).ok()?;
        let cells = &self.rows.get(line)?.cells;
        cells.get(cells.binary_search_by_key(&column, |cell| cell.column).ok()?)
    }
}

/// The name of a cell: row 5, column 1 is `B5`.
pub fn address(row: u32, column: u16) -> String {
    let mut letters = Vec::new();
    let mut left = u32::from(column) + 1;
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or_default()));
        left = (left - 1) / 26;
    }
    letters.into_iter().rev().chain(row.to_string().chars()).collect()
}

/// Reads all sheets of what somebody uploaded. The limits count over all of them together: bytes after
/// unpacking and bytes of the texts of cells, rows that hold something, merged ranges as many as rows.
///
/// # Errors
/// `tables/unreadable` for bytes that are no table, `tables/macros` for workbooks that hold programs,
/// `tables/other-workbook` for XLS, XLSB, ODS and what is locked with a password, `tables/too-large` beyond
/// the limits.
pub fn sheets(bytes: &[u8], limits: &Limits) -> Result<Book> {
    let book = match bytes {
        [b'P', b'K', 3, 4, ..] => workbook::read(bytes, limits),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(TableError::OtherWorkbook),
        _ => from_text(bytes, limits),
    };
    Ok(book?)
}

fn from_text(bytes: &[u8], limits: &Limits) -> std::result::Result<Book, TableError> {
    let mut left = Left::new(limits);
    let mut sheet = Sheet::default();
    text::each_cell(bytes, |number, column, text| {
        let number = u32::try_from(number).map_err(|_| TableError::TooLarge)?;
        let content = Content::Text(text.trim_end().into());
        left.put(&mut sheet, (number, column), content, Shown::Plainly)
    })?;
    Ok(Book { sheets: vec![sheet] })
}

/// What may still be taken.
struct Left {
    rows: usize,
    columns: usize,
    text: u64,
}

impl Left {
    const fn new(limits: &Limits) -> Self {
        Self { rows: limits.rows, columns: limits.columns, text: limits.unpacked }
    }

    /// Adds a cell; one without anything in it counts for nothing.
    fn put(
        &mut self,
        sheet: &mut Sheet,
        (row, column): (u32, usize),
        content: Content,
        shown: Shown,
    ) -> std::result::Result<(), TableError> {
        let formula = content == Content::Nothing;
        let length = match &content {
            Content::Text(it) if it.trim().is_empty() => return Ok(()),
            Content::Text(it) | Content::Number(it) | Content::Day(it) | Content::Error(it) => {
                it.len()
            }
            Content::Bool(_) | Content::Nothing => 0,
        };
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        self.text = self.text.checked_sub(length).ok_or(TableError::TooLarge)?;
        let within = u16::try_from(column).ok().filter(|_| column < self.columns);
        let column = within.ok_or(TableError::TooLarge)?;
        if sheet.rows.last().is_none_or(|line| line.number != row) {
            self.rows = self.rows.checked_sub(1).ok_or(TableError::TooLarge)?;
            sheet.rows.push(Line { number: row, hidden: false, cells: Vec::new() });
        }
        if let Some(line) = sheet.rows.last_mut() {
            line.cells.push(Cell { column, content, formula, shown });
        }
        Ok(())
    }
}
