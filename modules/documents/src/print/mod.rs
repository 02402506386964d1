//! What leaves the module as a file for other programs.

pub mod register_sheet;
