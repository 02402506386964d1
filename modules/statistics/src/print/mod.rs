//! A cube as files of other programs.

pub mod columns;
pub mod workbook;
