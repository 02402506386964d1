//! Statements that are signed: lines `name: value` under a title, in one order, with one text per
//! statement. A signed text that reads differently than it is written is refused.

use std::fmt::Write;

/// Why a text is no statement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementFault {
    #[error("the statement has no `{0}` where it belongs")]
    Missing(&'static str),
    #[error("`{0}` of the statement cannot be read")]
    Value(&'static str),
    #[error("the statement goes on after its end")]
    Trailing,
}

/// Writes a statement line by line.
pub(super) struct Writer(String);

impl Writer {
    pub(super) fn new(title: &str) -> Self {
        Self(format!("{title}\n"))
    }

    /// A control character in a value would let one value speak for the next line: it becomes a
    /// question mark, and the text no longer reads as what was meant.
    pub(super) fn line(mut self, name: &str, value: &str) -> Self {
        let value: String = value.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
        let _infallible = writeln!(self.0, "{name}: {value}");
        self
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// Takes a statement apart, in the order in which it was written.
pub(super) struct Reader<'a>(std::str::Split<'a, char>);

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, title: &'static str) -> Result<Self, StatementFault> {
        let mut lines = text.split('\n');
        match lines.next() {
            Some(first) if first == title => Ok(Self(lines)),
            _ => Err(StatementFault::Missing(title)),
        }
    }

    pub(super) fn value(&mut self, name: &'static str) -> Result<&'a str, StatementFault> {
        let line = self.0.next().and_then(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.ok_or(StatementFault::Missing(name))
    }

    pub(super) fn end(mut self) -> Result<(), StatementFault> {
        match (self.0.next(), self.0.next()) {
            (Some(""), None) => Ok(()),
            _ => Err(StatementFault::Trailing),
        }
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// `N` bytes of small hexadecimal digits, exactly.
pub(super) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let small = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if text.len() != 2 * N || !text.bytes().all(small) {
        return None;
    }
    let mut bytes = [0; N];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(bytes)
}
