//! `pelangi property-tax calculate`: one case, without a database.

use std::io::Read;

use super::{Failure, Outcome};

/// A case is a few kilobytes; more is a mistake.
const LARGEST: u64 = 1 << 20;

pub fn run() -> Outcome {
    let mut json = Vec::new();
    let mut input = std::io::stdin().take(LARGEST + 1);
    input.read_to_end(&mut json).map_err(Failure::work)?;
    if json.len() as u64 > LARGEST {
        return Err(Failure::input("the case is larger than 1 MiB; give one object at a time"));
    }
    let answer = pbb::calculate_json(&json).map_err(Failure::input)?;
    println!("{answer}");
    Ok(())
}
