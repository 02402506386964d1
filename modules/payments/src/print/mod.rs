//! The papers of the module.

mod receipt;

pub use receipt::{HALF, ReceiptSheet, print_receipt};
