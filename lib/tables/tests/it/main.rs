//! Tables as offices send them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod books;
mod properties;
mod sheets;
mod texts;

use tables::{Limits, Table};

/// The rows with their numbers.
fn rows(table: &Table) -> Vec<(usize, Vec<&str>)> {
    table.rows.iter().map(|row| (row.number, row.cells().collect())).collect()
}

fn read(bytes: &[u8]) -> Table {
    tables::read(bytes, &Limits::default()).unwrap()
}

fn refused(bytes: &[u8], limits: &Limits) -> &'static str {
    tables::read(bytes, limits).unwrap_err().code()
}
