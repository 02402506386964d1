//! Figures as files of other programs, and on paper.

pub mod columns;
pub mod minutes;
pub mod workbook;
pub mod yearbook;
