//! The papers and spreadsheets of the module.

pub mod journal_sheet;
pub mod minutes;
mod receipt;

pub use receipt::{HALF, ReceiptSheet, print_receipt, print_receipt_to_seal};
