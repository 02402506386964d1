//! An acquirer as it should be, and as it must not bring us down.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod answers;
mod codes;
mod fake;
mod faults;
mod notify;
mod settings;
mod support;
