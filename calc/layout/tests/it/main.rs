//! Sheets of offices, from bytes to figures.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod books;
mod heads;
mod hostile;
mod known;
mod lint;
mod said;

use layout::{Cell, Content, Merge, Row, Sheet};

/// The sheets of a file as they are judged.
fn sheets(book: &tables::Book) -> Vec<Sheet<'_>> {
    book.sheets.iter().map(sheet).collect()
}

fn sheet(from: &tables::Sheet) -> Sheet<'_> {
    let row =
        |it: &'_ tables::Line| Row { number: it.number, hidden: it.hidden, cells: Vec::new() };
    let rows =
        from.rows.iter().map(|it| Row { cells: it.cells.iter().map(cell).collect(), ..row(it) });
    let merge = |it: &tables::Merge| Merge {
        first_row: it.first_row,
        first_column: it.first_column,
        last_row: it.last_row,
        last_column: it.last_column,
    };
    Sheet {
        name: &from.name,
        hidden: from.hidden,
        rows: rows.collect(),
        merges: from.merges.iter().map(merge).collect(),
        hidden_columns: from.hidden_columns.clone(),
    }
}

fn cell(from: &tables::Cell) -> Cell<'_> {
    let content = match &from.content {
        tables::Content::Text(it) => Content::Text(it),
        tables::Content::Number(it) => Content::Number(it),
        tables::Content::Day(it) => Content::Day(it),
        tables::Content::Bool(it) => Content::Bool(*it),
        tables::Content::Error(it) => Content::Error(it),
        tables::Content::Nothing => Content::Nothing,
    };
    Cell { column: from.column, content, percent: from.shown == tables::Shown::Percent }
}
