//! Workbooks (XLSX, ECMA-376), sheet by sheet.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Style, Xlsx};

use super::marks::{self, Marks};
use super::parts::Parts;
use super::{Book, Content, Left, Sheet, Shown};
use crate::book::{ensure_unpacks, moment};
use crate::{Limits, TableError};

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Book, TableError> {
    ensure_unpacks(bytes, limits.unpacked)?;
    let mut parts = Parts::open(bytes, limits.unpacked)?;
    let book = Xlsx::new(Cursor::new(bytes));
    let mut book = book.map_err(|_| TableError::OtherWorkbook)?;
    let known = book.sheets_metadata().to_vec();
    let mut left = Left::new(limits);
    let mut read = Book::default();
    for it in known.iter().filter(|it| it.typ == SheetType::WorkSheet) {
        let marks = marks::read(&parts.sheet(&it.name)?, limits)?;
        let mut sheet = cells(&mut book, &it.name, &marks, &mut left)?;
        sheet.name.clone_from(&it.name);
        sheet.hidden = it.visible != SheetVisible::Visible;
        read.sheets.push(sheet);
    }
    Ok(read)
}

fn cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    marks: &Marks,
    left: &mut Left,
) -> Result<Sheet, TableError> {
    let cells = book.worksheet_cells_reader(name);
    let mut cells = cells.map_err(|_| TableError::Unreadable)?;
    let styles: Vec<Shown> = cells.styles().iter().map(shown).collect();
    let mut sheet = Sheet::default();
    while let Some((cell, style)) =
        cells.next_cell_with_style_id().map_err(|_| TableError::Unreadable)?
    {
        let (row, column) = cell.get_position();
        let formula = marks.formulas.contains(&(row, column));
        let Some(content) = content(cell.get_value(), formula) else { continue };
        let place = (row.saturating_add(1), usize::try_from(column).unwrap_or(usize::MAX));
        let shown = styles.get(style).copied().unwrap_or(Shown::Plainly);
        left.put(&mut sheet, place, content, shown)?;
        let last = sheet.rows.last_mut().and_then(|line| line.cells.last_mut());
        if let Some(cell) = last.filter(|_| formula) {
            cell.formula = true;
        }
    }
    marks.put_on(&mut sheet);
    Ok(sheet)
}

/// `None` for a cell that holds nothing.
fn content(value: &DataRef<'_>, formula: bool) -> Option<Content> {
    let text = |text: &str| match (text.trim().is_empty(), formula) {
        (true, true) => Some(Content::Nothing),
        (true, false) => None,
        (false, _) => Some(Content::Text(text.into())),
    };
    match value {
        DataRef::Int(n) => Some(Content::Number(n.to_string().into())),
        DataRef::Float(n) if n.is_finite() => Some(Content::Number(n.to_string().into())),
        DataRef::Float(_) => Some(Content::Error("#NUM!".into())),
        DataRef::String(it) => text(it),
        DataRef::SharedString(it) => text(it),
        DataRef::Bool(yes) => Some(Content::Bool(*yes)),
        DataRef::DateTime(day) => Some(Content::Day(moment(day).into())),
        DataRef::DateTimeIso(it) | DataRef::DurationIso(it) => {
            Some(Content::Day(it.as_str().into()))
        }
        DataRef::Error(error) => Some(Content::Error(error.to_string().into())),
        DataRef::Empty => formula.then_some(Content::Nothing),
    }
}

/// By the codes of formats (ECMA-376, 18.8.31): what stands between quotes or behind a backslash is shown
/// as it is.
fn shown(style: &Style) -> Shown {
    let Some(format) = &style.number_format else { return Shown::Plainly };
    let mut code = String::new();
    let mut letters = format.format_code.chars();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => drop(letters.next()),
            ';' if !quoted => break,
            _ if !quoted => code.push(letter),
            _ => {}
        }
    }
    match code.trim() {
        "@" => Shown::Text,
        code if code.contains('%') => Shown::Percent,
        code if code.contains("#,#") || code.contains("0,0") || code.contains("#.##0") => {
            Shown::Thousands
        }
        _ => Shown::Plainly,
    }
}
