//! Bytes to tokens (ISO 32000-1 §7.2, §7.3).

use std::borrow::Cow;

use crate::object::{Name, Real, Text};
use crate::{Fault, PdfError};

/// One token. Brackets and words are what is left when values are taken away.
#[derive(Debug, Clone, PartialEq)]
pub enum Token<'a> {
    Integer(i64),
    Real(Real<'a>),
    String(Text<'a>),
    Name(Name<'a>),
    ArrayOpen,
    ArrayClose,
    DictOpen,
    DictClose,
    Word(&'a [u8]),
    End,
}

/// White space of §7.2.2, table 1.
pub const fn is_space(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

pub const fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

/// A place in bytes. The bytes always begin where offsets are counted from; they may end early.
#[derive(Debug, Clone, Copy)]
pub struct Lexer<'a> {
    bytes: &'a [u8],
    pub at: usize,
}

impl<'a> Lexer<'a> {
    pub const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub fn fail<T>(&self, what: Fault) -> Result<T, PdfError> {
        Err(PdfError::new(what, self.at))
    }

    /// White space only; where comments cannot stand.
    pub fn skip_space(&mut self) {
        self.at += self.rest().iter().take_while(|b| is_space(**b)).count();
    }

    /// White space and comments.
    pub fn skip(&mut self) {
        loop {
            self.skip_space();
            if self.peek() != Some(b'%') {
                return;
            }
            let rest = self.rest();
            self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        }
    }

    /// Takes these bytes if they come next.
    pub fn take(&mut self, expected: &[u8]) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    /// Takes this word if it comes next and ends there.
    pub fn take_word(&mut self, expected: &[u8]) -> bool {
        let found = self.regular() == expected;
        if found {
            self.at += expected.len();
        }
        found
    }

    /// Takes the end of a line: CRLF, LF or CR.
    pub fn take_line_end(&mut self) -> bool {
        self.take(b"\r\n") || self.take(b"\n") || self.take(b"\r")
    }

    /// Takes a whole number without sign, if one comes next and ends there.
    pub fn take_unsigned(&mut self) -> Option<u64> {
        let digits = self.regular();
        let value = unsigned(digits)?;
        self.at += digits.len();
        Some(value)
    }

    pub fn token(&mut self) -> Result<Token<'a>, PdfError> {
        self.skip();
        let Some(byte) = self.peek() else { return Ok(Token::End) };
        match byte {
            b'[' => Ok(self.mark(1, Token::ArrayOpen)),
            b']' => Ok(self.mark(1, Token::ArrayClose)),
            b'(' => self.literal(),
            b'/' => Ok(self.name()),
            b'<' if self.take(b"<<") => Ok(Token::DictOpen),
            b'>' if self.take(b">>") => Ok(Token::DictClose),
            b'<' => self.hex(),
            b')' | b'>' | b'{' | b'}' => self.fail(Fault::Value),
            _ => Ok(self.word()),
        }
    }

    const fn mark(&mut self, length: usize, token: Token<'a>) -> Token<'a> {
        self.at += length;
        token
    }

    /// The regular characters from here on.
    fn regular(&self) -> &'a [u8] {
        let rest = self.rest();
        let end = rest.iter().position(|b| !is_regular(*b)).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    fn word(&mut self) -> Token<'a> {
        let word = self.regular();
        self.at += word.len();
        number(word).unwrap_or(Token::Word(word))
    }

    fn name(&mut self) -> Token<'a> {
        self.at += 1;
        let raw = self.regular();
        self.at += raw.len();
        Token::Name(Name(resolve(raw)))
    }

    fn literal(&mut self) -> Result<Token<'a>, PdfError> {
        let open = self.at;
        let mut depth = 0_usize;
        let mut at = open;
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            let Some(next) = memchr::memchr3(b'(', b')', b'\\', rest) else {
                return self.fail(Fault::UnclosedString);
            };
            at += next;
            match self.bytes.get(at) {
                Some(b'\\') => at += 1,
                Some(b'(') => depth += 1,
                _ => depth -= 1,
            }
            at += 1;
            if depth == 0 {
                let raw = self.bytes.get(open + 1..at - 1).unwrap_or_default();
                self.at = at;
                return Ok(Token::String(Text { raw, is_hex: false }));
            }
        }
    }

    fn hex(&mut self) -> Result<Token<'a>, PdfError> {
        let inside = self.bytes.get(self.at + 1..).unwrap_or_default();
        let digit = |b: &u8| b.is_ascii_hexdigit() || is_space(*b);
        let length = inside.iter().take_while(|b| digit(b)).count();
        match inside.get(length) {
            Some(b'>') => {
                self.at += length + 2;
                let raw = inside.get(..length).unwrap_or_default();
                Ok(Token::String(Text { raw, is_hex: true }))
            }
            Some(_) => Err(PdfError::new(Fault::HexString, self.at + 1 + length)),
            None => self.fail(Fault::UnclosedString),
        }
    }
}

/// Digits only, and not more than fit.
pub fn unsigned(digits: &[u8]) -> Option<u64> {
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// A number, or nothing: `+17`, `-.5`, `4.`, and what exceeds 64 bits as a real (§7.3.3).
fn number(word: &[u8]) -> Option<Token<'_>> {
    let digits = word.strip_prefix(b"+").or_else(|| word.strip_prefix(b"-")).unwrap_or(word);
    let points = digits.iter().filter(|b| **b == b'.').count();
    let has_digit = digits.iter().any(u8::is_ascii_digit);
    if points > 1 || !has_digit || !digits.iter().all(|b| b.is_ascii_digit() || *b == b'.') {
        return None;
    }
    let whole = std::str::from_utf8(word).ok().and_then(|text| text.parse().ok());
    Some(whole.filter(|_| points == 0).map_or(Token::Real(Real(word)), Token::Integer))
}

/// Resolves `#xx`. A `#` without two digits stands for itself, as it did before PDF 1.2.
fn resolve(raw: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'#', raw).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((first, after)) = rest.split_first() {
        let escaped = match (first, after) {
            (b'#', [high, low, ..]) => byte(*high, *low),
            _ => None,
        };
        out.push(escaped.unwrap_or(*first));
        rest = after.get(if escaped.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    Cow::Owned(out)
}

/// Two hexadecimal digits as a byte.
pub fn byte(high: u8, low: u8) -> Option<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    Some(digit(high)? << 4 | digit(low)?)
}
