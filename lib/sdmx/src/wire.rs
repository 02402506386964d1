//! Codes as ids of SDMX.

use std::fmt::Write;

/// A code as an id of SDMX. A dot becomes `_`; any other sign that ids may not have becomes `$` and the
/// two hexadecimal digits of each of its bytes, as does `$` itself.
///
/// Only codes that differ in nothing but dots and `_` become the same id: [`crate::Flow::new`] refuses a
/// list that has two of them, so that within a list the id names the code.
///
/// ```
/// assert_eq!(sdmx::wire_id("64.08.10"), "64_08_10");
/// assert_eq!(sdmx::wire_id("0-4"), "0-4");
/// assert_eq!(sdmx::wire_id("75+"), "75$2B");
/// ```
pub fn wire_id(code: &str) -> String {
    let mut id = String::with_capacity(code.len());
    for byte in code.bytes() {
        match byte {
            b'.' => id.push('_'),
            b'_' | b'@' | b'-' => id.push(char::from(byte)),
            it if it.is_ascii_alphanumeric() => id.push(char::from(it)),
            // Writing to a text cannot fail.
            it => drop(write!(id, "${it:02X}")),
        }
    }
    id
}
