//! The tests of the values every crate shares.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod decimal;
mod error;
mod format;
mod fraction;
mod id;
mod keys;
mod rupiah;
mod time;
mod words;
