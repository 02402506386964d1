//! The operators of one page, as they stand in the file (ISO 32000-1, annex A).
//!
//! Written here and not by a library because they are most of the work of printing a notice:
//! numbers are rounded to what a printer can show, and text is written as plain bytes, which is
//! smaller and quicker to compress than escaped digits.

use std::io::Write;

/// A stream of operators.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    bytes: Vec<u8>,
}

impl Drawing {
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// An operator after its numbers, to a hundredth.
    pub(crate) fn op(&mut self, numbers: &[f32], operator: &str) {
        for number in numbers {
            self.number(*number, 2);
        }
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
    }

    /// An operator whose numbers need more than hundredths: a colour, a scale.
    pub(crate) fn fine_op(&mut self, numbers: &[f32], places: u32, operator: &str) {
        for number in numbers {
            self.number(*number, places);
        }
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
    }

    /// Shows a text of glyph numbers.
    pub(crate) fn show(&mut self, glyphs: &[u8]) {
        self.bytes.push(b'(');
        for &byte in glyphs {
            match byte {
                b'(' | b')' | b'\\' => self.bytes.extend_from_slice(&[b'\\', byte]),
                // A bare carriage return would be read as a line feed.
                b'\r' => self.bytes.extend_from_slice(b"\\r"),
                _ => self.bytes.push(byte),
            }
        }
        self.bytes.extend_from_slice(b")Tj\n");
    }

    /// Writes a number with at most so many decimals and no needless zeros, and a space.
    fn number(&mut self, value: f32, places: u32) {
        let scale = 10_i64.pow(places);
        // Through f64, in which the product is exact enough to be the same on every machine.
        let scaled = (f64::from(value) * scale as f64).round() as i64;
        let (whole, mut rest) = (scaled.unsigned_abs() / scale.unsigned_abs(), scaled % scale);
        if scaled < 0 {
            self.bytes.push(b'-');
        }
        let mut width = places as usize;
        while rest != 0 && rest % 10 == 0 {
            rest /= 10;
            width -= 1;
        }
        let rest = rest.unsigned_abs();
        // Writing into memory cannot fail.
        let _ = match (whole, rest) {
            (whole, 0) => write!(self.bytes, "{whole} "),
            (0, rest) => write!(self.bytes, ".{rest:0width$} "),
            (whole, rest) => write!(self.bytes, "{whole}.{rest:0width$} "),
        };
    }
}
