//! `pelangi property-tax calculate`: one case, without a database.

use super::{Failure, Outcome, input};

/// A case is a few kilobytes; more is a mistake.
const LARGEST: u64 = 1 << 20;

pub fn run() -> Outcome {
    let json = input::read(LARGEST, "the case is larger than 1 MiB; give one object at a time")?;
    let answer = pbb::calculate_json(&json).map_err(Failure::input)?;
    println!("{answer}");
    Ok(())
}
