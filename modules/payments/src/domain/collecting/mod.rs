//! Village collectors: their appointment, the numbers of their temporary receipts, the rule which
//! day counts, and what a deposit makes of each receipt.

pub mod appointment;
pub mod deposit;
pub mod number;
pub mod rule;
pub mod tts;
