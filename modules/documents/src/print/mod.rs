//! What leaves the module on paper or as a file for other programs.

pub mod disposal_sheet;
pub mod incoming_sheet;
pub(crate) mod pages;
pub mod register_sheet;
pub mod retention_sheet;
