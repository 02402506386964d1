//! Stories of the store, on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod catalogue;
mod faults;
mod groups;
mod link;
mod migrations;
mod portable;
mod sending;
mod stories;
mod support;
mod transfers;
mod traps;
mod values;
