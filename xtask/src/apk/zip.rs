//! Reads the list of files at the end of a ZIP: just enough to see what is not compressed.

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";

/// The names of the files that are stored as they are; `None` when it is no ZIP.
pub fn stored(bytes: &[u8]) -> Option<Vec<String>> {
    let end = bytes.windows(END.len()).rposition(|window| window == END)?;
    let count = number(bytes, end + 10, 2)?;
    let mut at = number(bytes, end + 16, 4)?;
    let mut names = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at + 4)? != ENTRY {
            return None;
        }
        let (name, extra, comment) =
            (number(bytes, at + 28, 2)?, number(bytes, at + 30, 2)?, number(bytes, at + 32, 2)?);
        if number(bytes, at + 10, 2)? == 0 {
            names.push(String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?).into_owned());
        }
        at += 46 + name + extra + comment;
    }
    Some(names)
}

/// A number of some bytes, the smallest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let part = bytes.get(at..at + length)?;
    Some(part.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}
