//! What a citizen does: choose bills, get a payment code, watch it being paid, hold the receipt.

pub mod demo;
pub mod offer;
pub mod receipt;
pub mod seen;

pub use offer::{Payable, payable};
pub use seen::{CodeState, Later, Seen, Way, look};
