//! The tests of catalogues.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod ckan;
mod clients;
#[path = "../../../cube/tests/it/judges.rs"]
mod judges;
#[path = "../../../cube/tests/it/sample.rs"]
mod sample;
mod shelf;
