//! A fake bank against a small biller that verifies as the real one does.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod acks;
mod biller;
mod eod;
mod faults;
mod h2h_side;
mod loads;
mod snap_side;
mod story;
mod support;
