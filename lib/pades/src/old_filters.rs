//! Filters from before Flate, still written today: ASCII85, ASCIIHex, LZW and run lengths
//! (ISO 32000-1 §7.4.2 to §7.4.5). Each gives nothing for damaged data, and stops at a limit.

use crate::lexer::{byte, is_space};

/// Why data could not be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    Damaged,
    TooLong,
}

pub fn ascii_hex(data: &[u8]) -> Result<Vec<u8>, Failure> {
    let end = memchr::memchr(b'>', data).ok_or(Failure::Damaged)?;
    let digits = data.get(..end).unwrap_or_default().iter().copied().filter(|b| !is_space(*b));
    let mut digits = digits;
    let mut out = Vec::with_capacity(end / 2);
    while let Some(high) = digits.next() {
        out.push(byte(high, digits.next().unwrap_or(b'0')).ok_or(Failure::Damaged)?);
    }
    Ok(out)
}

/// Groups of five letters to base 85 make four bytes; `z` is four zeros; `~>` ends.
pub fn ascii85(data: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::with_capacity(data.len() / 5 * 4 + 4);
    let mut group: Vec<u8> = Vec::with_capacity(5);
    for letter in data.iter().copied().filter(|b| !is_space(*b)) {
        match letter {
            b'~' => break,
            b'z' if group.is_empty() => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => group.push(letter - b'!'),
            _ => return Err(Failure::Damaged),
        }
        if group.len() == 5 {
            out.extend_from_slice(&four(&group)?);
            group.clear();
        }
    }
    if group.len() == 1 {
        return Err(Failure::Damaged);
    }
    if !group.is_empty() {
        let kept = group.len() - 1;
        group.resize(5, 84);
        out.extend_from_slice(four(&group)?.get(..kept).unwrap_or_default());
    }
    Ok(out)
}

fn four(group: &[u8]) -> Result<[u8; 4], Failure> {
    let value = group.iter().fold(0_u64, |value, digit| value * 85 + u64::from(*digit));
    u32::try_from(value).map(u32::to_be_bytes).map_err(|_| Failure::Damaged)
}

/// A byte below 128 copies the next ones, one above repeats the next; 128 ends.
pub fn run_length(data: &[u8], limit: usize) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let mut rest = data;
    while let [length, after @ ..] = rest {
        match *length {
            128 => break,
            0..=127 => {
                let (copied, left) =
                    after.split_at_checked(usize::from(*length) + 1).ok_or(Failure::Damaged)?;
                out.extend_from_slice(copied);
                rest = left;
            }
            129.. => {
                let (value, left) = after.split_first().ok_or(Failure::Damaged)?;
                out.resize(out.len() + 257 - usize::from(*length), *value);
                rest = left;
            }
        }
        if out.len() > limit {
            return Err(Failure::TooLong);
        }
    }
    Ok(out)
}

const CLEAR: usize = 256;
const END: usize = 257;

/// LZW with codes of 9 to 12 bits; with `early` the width grows one code sooner (§7.4.4.2).
pub fn lzw(data: &[u8], early: bool, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut out: Vec<u8> = Vec::new();
    // Where in the output each code of the table was first written.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut bits, mut held, mut width) = (0_u32, 0_u32, 9_u32);
    for byte in data {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        while held >= width {
            held -= width;
            let code = usize::try_from(bits >> held & ((1 << width) - 1)).unwrap_or(END);
            bits &= (1 << held) - 1;
            match code {
                END => return Ok(out),
                CLEAR => {
                    table.clear();
                    (last, width) = (None, 9);
                    continue;
                }
                _ => {}
            }
            let start = out.len();
            copy(&mut out, &table, last, code)?;
            if let Some((from, length)) = last {
                table.push((from, length + 1));
            }
            last = Some((start, out.len() - start));
            // The encoder knows one entry more than the decoder.
            let known = END + 1 + table.len() + usize::from(early);
            width = if known >= 2047 {
                12
            } else if known >= 1023 {
                11
            } else if known >= 511 {
                10
            } else {
                9
            };
            if out.len() > limit || table.len() > 4096 {
                return Err(Failure::TooLong);
            }
        }
    }
    Ok(out)
}

fn copy(
    out: &mut Vec<u8>,
    table: &[(usize, usize)],
    last: Option<(usize, usize)>,
    code: usize,
) -> Result<(), Failure> {
    if let Ok(literal) = u8::try_from(code) {
        out.push(literal);
        return Ok(());
    }
    let index = code.checked_sub(END + 1).ok_or(Failure::Damaged)?;
    // A code that is just being made is the last sequence and its own first byte.
    let (from, length) = match (table.get(index), last) {
        (Some(entry), _) => *entry,
        (None, Some((from, length))) if index == table.len() => (from, length + 1),
        _ => return Err(Failure::Damaged),
    };
    for at in from..from + length {
        let value = *out.get(at).ok_or(Failure::Damaged)?;
        out.push(value);
    }
    Ok(())
}
