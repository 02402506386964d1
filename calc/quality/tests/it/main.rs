//! The tests of the checks.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod names;
mod numbers;
mod vectors;

use base::{Decimal, Fraction};

fn all(texts: &str) -> Vec<Decimal> {
    texts.split_whitespace().map(|it| Decimal::parse(it).unwrap()).collect()
}

fn one(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

/// Rounded half up, as it is printed.
fn printed(value: Fraction, places: u32) -> String {
    base::format::decimal(value, places)
}
