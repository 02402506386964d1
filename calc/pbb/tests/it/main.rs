//! The tests of the property-tax calculation.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod border;
mod brackets;
mod buildings;
mod classes;
mod contract;
mod drawn;
mod exemptions;
mod holder;
mod joint;
mod order;
mod penalty;
mod properties;
mod replay;
mod support;
mod vectors;
