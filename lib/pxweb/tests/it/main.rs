//! The tests of PxWebApi.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../../cube/tests/it/sample.rs"]
mod sample;
mod selections;
mod shapes;
