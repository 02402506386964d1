//! Papers and spreadsheets of the treasury.

pub mod journal_sheet;
pub mod minutes;
