//! The operators of one page, as they stand in the file (ISO 32000-1, annex A).
//!
//! Written here and not by a library because they are most of the work of printing a notice:
//! numbers are rounded to what a printer can show, and text is written as plain bytes, which is
//! smaller and quicker to compress than escaped digits.

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
        // Through f64, in which the product is exact enough to be the same on every machine.
        let scaled = (f64::from(value) * 10_f64.powi(places as i32)).round() as i64;
        if scaled < 0 {
            self.bytes.push(b'-');
        }
        let (mut rest, mut places) = (scaled.unsigned_abs(), places);
        while places > 0 && rest.is_multiple_of(10) {
            rest /= 10;
            places -= 1;
        }
        // From the last digit to the first: the digits after the point, the point, the others.
        let start = self.bytes.len();
        for _ in 0..places {
            self.bytes.push(b'0' + (rest % 10) as u8);
            rest /= 10;
        }
        if places > 0 {
            self.bytes.push(b'.');
        }
        while rest > 0 || self.bytes.len() == start {
            self.bytes.push(b'0' + (rest % 10) as u8);
            rest /= 10;
        }
        self.bytes[start..].reverse();
        self.bytes.push(b' ');
    }
}
