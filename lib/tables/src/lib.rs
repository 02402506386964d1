//! Tables as people upload them, as rows of texts: XLSX, or CSV the way spreadsheets write it here.
//!
//! [`read`] says which of the two it is by the bytes, never by the name of the file. A CSV may be separated
//! by commas, semicolons (Excel with Indonesian settings), tabs or bars, and be UTF-8, UTF-16 or
//! windows-1252. Of a workbook the first visible sheet with something in it is read. Rows keep the
//! number a spreadsheet shows, and what stands above the heads is left out by [`Table::below`].
//!
//! ```
//! use tables::{Limits, read};
//!
//! let file = "JADWAL RETENSI;;\nKode;Uraian;Aktif\n000.8;Rapat, upacara;2\n";
//! let table = read(file.as_bytes(), &Limits::default())?;
//! let body = table.below([&["kode", "code"], &["aktif"]])?;
//! let row = &body.rows[0];
//! assert_eq!((row.number, row.get(body.columns[0]), row.get(body.columns[1])), (3, "000.8", "2"));
//! assert_eq!(row.get(body.column(&["uraian"]).unwrap()), "Rapat, upacara");
//! # Ok::<(), base::Error>(())
//! ```
//!
//! Whoever has to judge a table that follows no form takes [`sheets()`]: every sheet, hidden or not, with its
//! merged ranges, hidden rows and columns, and what kind of thing stands in each cell.
//!
//! The crate knows no column of any table and computes nothing: a number is the text of its value, a
//! day is `2026-11-23`.

mod book;
mod error;
mod sheets;
mod text;

use base::Result;

pub use error::TableError;
pub use sheets::{Book, Cell, Content, Line, Merge, Sheet, Shown, address, sheets};

/// The sentences of the errors of this crate, per language.
pub const LOCALES: &[(base::Language, &str)] = &[
    (base::Language::Id, include_str!("../locales/id.ftl")),
    (base::Language::En, include_str!("../locales/en.ftl")),
];

/// How many of the first rows may stand above the heads.
const ABOVE: usize = 30;

/// How large a table may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a workbook after unpacking.
    pub unpacked: u64,
    /// Rows that hold something, heads included.
    pub rows: usize,
    /// Columns up to the last one that holds something.
    pub columns: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { unpacked: 64 << 20, rows: 100_000, columns: 256 }
    }
}

/// A row that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As the spreadsheet counts, from 1.
    pub number: usize,
    cells: Vec<String>,
}

impl Row {
    /// The text of a cell without blanks around it; empty where there is none.
    pub fn get(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |text| text.trim())
    }

    /// The cells up to the last one that holds something.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|text| text.trim())
    }

    fn place_of(&self, names: &[&str]) -> Option<usize> {
        let is_named = |cell: &str| names.iter().any(|name| name.eq_ignore_ascii_case(cell));
        self.cells().position(is_named)
    }
}

/// The rows that hold something, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub rows: Vec<Row>,
}

/// What stands below the heads.
#[derive(Debug, Clone, Copy)]
pub struct Body<'t, const N: usize> {
    /// Where the wanted columns are, in the order they were asked for.
    pub columns: [usize; N],
    pub rows: &'t [Row],
    heads: &'t Row,
}

impl<const N: usize> Body<'_, N> {
    /// A column that need not be there, by any of its names.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        self.heads.place_of(names)
    }
}

impl Table {
    /// Looks for the row with all these heads, each by any of its names, among the first rows.
    ///
    /// # Errors
    /// `tables/heads` with the first names of those that no row had together with the others;
    /// `tables/unreadable` for a table without any row, or of lines that are no rows of a table.
    pub fn below<const N: usize>(&self, wanted: [&[&str]; N]) -> Result<Body<'_, N>> {
        let mut best: Option<Vec<&str>> = None;
        for (at, heads) in self.rows.iter().take(ABOVE).enumerate() {
            let places = wanted.map(|names| heads.place_of(names));
            let missing = wanted.iter().zip(places).filter(|(_, place)| place.is_none());
            let missing: Vec<&str> =
                missing.filter_map(|(names, _)| names.first().copied()).collect();
            if missing.is_empty() {
                let rows = self.rows.get(at + 1..).unwrap_or_default();
                return Ok(Body { columns: places.map(Option::unwrap_or_default), rows, heads });
            }
            if best.as_ref().is_none_or(|best| missing.len() < best.len()) {
                best = Some(missing);
            }
        }
        let missing = best.ok_or(TableError::Unreadable)?;
        // A letter that was named .xlsx: lines of text, of which none has a second cell.
        if N > 1 && self.rows.iter().take(ABOVE).all(|row| row.cells.len() < 2) {
            return Err(TableError::Unreadable.into());
        }
        Err(TableError::Heads { missing: missing.join(", ") }.into())
    }
}

/// Reads what somebody uploaded.
///
/// # Errors
/// `tables/unreadable` for bytes that are no table, `tables/other-workbook` for other forms of spreadsheets,
/// `tables/too-large` beyond the limits.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Table> {
    let table = match bytes {
        [b'P', b'K', 3, 4, ..] => book::read(bytes, limits),
        // Excel before 2007, or one that is locked with a password.
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(TableError::OtherWorkbook),
        _ => text::read(bytes, limits),
    };
    Ok(table?)
}

/// Takes cells in their order and keeps the rows that hold something.
struct Gathered<'l> {
    limits: &'l Limits,
    rows: Vec<Row>,
}

impl<'l> Gathered<'l> {
    fn new(limits: &'l Limits) -> Self {
        Self { limits, rows: Vec::new() }
    }

    fn put(
        &mut self,
        number: usize,
        column: usize,
        text: String,
    ) -> std::result::Result<(), TableError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if column >= self.limits.columns {
            return Err(TableError::TooLarge);
        }
        if self.rows.last().is_none_or(|row| row.number != number) {
            if self.rows.len() >= self.limits.rows {
                return Err(TableError::TooLarge);
            }
            self.rows.push(Row { number, cells: Vec::new() });
        }
        if let Some(row) = self.rows.last_mut() {
            row.cells.resize(row.cells.len().max(column + 1), String::new());
            if let Some(cell) = row.cells.get_mut(column) {
                *cell = text;
            }
        }
        Ok(())
    }

    fn table(self) -> Table {
        Table { rows: self.rows }
    }
}
