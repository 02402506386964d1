//! The tests of SDMX.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod clients;
#[path = "../../../cube/tests/it/judges.rs"]
mod judges;
mod questions;
#[path = "../../../cube/tests/it/sample.rs"]
mod sample;
