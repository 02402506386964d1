//! Values to bytes: always the same bytes for the same value (ISO 32000-1 §7.3).

use std::ops::Range;

use crate::lexer::is_regular;
use crate::write::value::{Entries, Value};

/// Bytes that are filled in when the rest of the file is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// `/ByteRange` of a signature.
    ByteRange,
    /// `/Contents` of a signature.
    Contents,
}

/// A stream of tokens. It begins empty or behind what is there already.
#[derive(Debug, Default)]
pub struct Serial {
    pub out: Vec<u8>,
    /// Where slots were written.
    pub slots: Vec<(Slot, Range<usize>)>,
}

impl Serial {
    pub const fn after(out: Vec<u8>) -> Self {
        Self { out, slots: Vec::new() }
    }

    pub fn raw(&mut self, bytes: impl AsRef<[u8]>) {
        self.out.extend_from_slice(bytes.as_ref());
    }

    /// The value, with white space before it only where two tokens would become one.
    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.word(b"null"),
            Value::Bool(true) => self.word(b"true"),
            Value::Bool(false) => self.word(b"false"),
            Value::Integer(number) => self.word(number.to_string().as_bytes()),
            Value::Name(name) => self.name(name),
            Value::String(bytes) => self.string(bytes),
            Value::Hex(bytes) => self.hex(bytes),
            Value::Array(items) => self.array(items),
            Value::Dict(entries) => self.dict(entries),
            Value::Reference(id) => self.word(format!("{id} R").as_bytes()),
            Value::Verbatim(tokens) => self.word(tokens),
            Value::Slot(slot, blank) => self.slot(*slot, blank),
        }
    }

    pub fn dict(&mut self, entries: &Entries) {
        self.raw(b"<<");
        for (key, value) in entries.list() {
            self.name(key);
            self.value(value);
        }
        self.raw(b">>");
    }

    fn array(&mut self, items: &[Value]) {
        self.raw(b"[");
        for item in items {
            self.value(item);
        }
        self.raw(b"]");
    }

    /// Regular characters, kept apart from those before.
    fn word(&mut self, word: &[u8]) {
        let first = word.first().copied().is_some_and(is_regular);
        if first && self.out.last().copied().is_some_and(is_regular) {
            self.raw(b" ");
        }
        self.raw(word);
    }

    fn name(&mut self, name: &[u8]) {
        self.raw(b"/");
        for &byte in name {
            if is_regular(byte) && byte.is_ascii_graphic() && byte != b'#' {
                self.out.push(byte);
            } else {
                self.raw([b'#', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }

    /// Printable ASCII between parentheses, anything else as digits.
    fn string(&mut self, bytes: &[u8]) {
        if !bytes.iter().all(|b| matches!(b, b' '..=b'~' | b'\n' | b'\t')) {
            return self.hex(bytes);
        }
        self.raw(b"(");
        for &byte in bytes {
            match byte {
                b'(' | b')' | b'\\' => self.raw([b'\\', byte]),
                b'\n' => self.raw(b"\\n"),
                b'\t' => self.raw(b"\\t"),
                _ => self.out.push(byte),
            }
        }
        self.raw(b")");
    }

    fn hex(&mut self, bytes: &[u8]) {
        self.raw(b"<");
        self.out.extend(bytes.iter().flat_map(|byte| hex_pair(*byte)));
        self.raw(b">");
    }

    fn slot(&mut self, slot: Slot, blank: &[u8]) {
        let start = self.out.len();
        self.raw(blank);
        self.slots.push((slot, start..self.out.len()));
    }
}

/// A byte as two hexadecimal digits.
pub fn hex_pair(byte: u8) -> [u8; 2] {
    [digit(byte >> 4), digit(byte & 15)]
}

/// Whole numbers up to here are exact in both forms.
const WHOLE: f64 = 1e9;

/// A number with at most so many decimals, no needless zeros and no exponent.
pub fn write_number(out: &mut Vec<u8>, number: f64, places: usize) {
    // Most are whole, such as the modules of a code, and decimals cost ten times as much.
    if number.fract() == 0.0 && number.abs() < WHOLE {
        return out.extend_from_slice((number as i64).to_string().as_bytes());
    }
    let text = format!("{number:.places$}");
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    out.extend_from_slice(if text == "-0" { b"0" } else { text.as_bytes() });
}

const fn digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'a' + value - 10 }
}
