//! Workbooks (XLSX, ECMA-376).

use std::io::{Cursor, Read, copy, sink};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use zip::ZipArchive;

use crate::{Gathered, Limits, Table, TableError};

/// Reads the first visible sheet that holds something. Cells come one by one: a sheet with two cells
/// at its far corners would be a table of billions.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Table, TableError> {
    ensure_unpacks(bytes, limits.unpacked)?;
    let book = Xlsx::new(Cursor::new(bytes));
    let mut book = book.map_err(|_| TableError::OtherWorkbook)?;
    let sheets = book.sheets_metadata().iter();
    let visible =
        sheets.filter(|s| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible);
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    for name in names {
        let table = sheet(&mut book, &name, limits)?;
        if !table.rows.is_empty() {
            return Ok(table);
        }
    }
    Ok(Table::default())
}

/// What a file says about its own size may be wrong, so it is unpacked once for the count.
pub(crate) fn ensure_unpacks(bytes: &[u8], most: u64) -> Result<(), TableError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableError::Unreadable)?;
    let mut left = most;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| TableError::Unreadable)?;
        let unpacked = copy(&mut entry.take(left + 1), &mut sink());
        let unpacked = unpacked.map_err(|_| TableError::Unreadable)?;
        left = left.checked_sub(unpacked).ok_or(TableError::TooLarge)?;
    }
    Ok(())
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, limits: &Limits) -> Result<Table, TableError> {
    let cells = book.worksheet_cells_reader(name);
    let mut cells = cells.map_err(|_| TableError::Unreadable)?;
    let mut gathered = Gathered::new(limits);
    while let Some(cell) = cells.next_cell().map_err(|_| TableError::Unreadable)? {
        let (row, column) = cell.get_position();
        let place = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        gathered.put(place(row).saturating_add(1), place(column), text(cell.get_value()))?;
    }
    Ok(gathered.table())
}

/// What a cell shows, without the decoration its format may add.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(day) => moment(day),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

pub(crate) fn moment(it: &ExcelDateTime) -> String {
    if it.is_duration() {
        return it.to_string();
    }
    let (year, month, day, hour, minute, second, _) = it.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
    }
}
