//! `pelangi qris parse` and `build`: the payment code as text and as its fields.

use qris::Qris;

use super::{Failure, Outcome, input};

/// The longest code has 512 characters; its JSON a few thousand.
const LARGEST: u64 = 64 << 10;
const TOO_LARGE: &str = "that is longer than any QRIS code; give one code at a time";

/// A code that is not valid ends with status 1, as a check does.
pub fn parse() -> Outcome {
    let bytes = input::read(LARGEST, TOO_LARGE)?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Failure::work("the code is no UTF-8 text; copy it as the scanner gave it"))?;
    // Spaces may belong to the last value; the end of the line does not.
    let code = Qris::parse(text.trim_end_matches(['\r', '\n'])).map_err(Failure::work)?;
    println!("{}", serde_json::to_string(&code).map_err(Failure::work)?);
    Ok(())
}

pub fn build() -> Outcome {
    let bytes = input::read(LARGEST, TOO_LARGE)?;
    let code: Qris = serde_json::from_slice(&bytes).map_err(Failure::work)?;
    println!("{code}");
    Ok(())
}
