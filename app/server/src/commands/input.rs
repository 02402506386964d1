//! What comes by standard input.

use std::io::Read;

use super::Failure;

/// Everything there is, up to a limit in bytes; beyond it `too_large` is said.
pub fn read(largest: u64, too_large: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let mut input = std::io::stdin().take(largest + 1);
    input.read_to_end(&mut bytes).map_err(Failure::work)?;
    if bytes.len() as u64 > largest { Err(Failure::input(too_large)) } else { Ok(bytes) }
}
