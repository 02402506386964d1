//! What the bytes of a string mean (ISO 32000-1 §7.3.4, §7.9.2).

use std::borrow::Cow;

use crate::lexer::{byte, is_space};
use crate::object::Text;

impl<'a> Text<'a> {
    /// The bytes the string stands for: escapes and digits resolved.
    pub fn bytes(&self) -> Cow<'a, [u8]> {
        if self.is_hex {
            return Cow::Owned(unhex(&self.raw));
        }
        if memchr::memchr2(b'\\', b'\r', &self.raw).is_none() {
            return self.raw.clone();
        }
        Cow::Owned(unescape(&self.raw))
    }

    /// The string as text: UTF-16BE or UTF-8 by its mark, otherwise PDFDocEncoding. What has no
    /// meaning becomes U+FFFD.
    pub fn to_text(&self) -> String {
        let bytes = self.bytes();
        if let Some(wide) = bytes.strip_prefix(b"\xFE\xFF") {
            let (pairs, left) = wide.as_chunks::<2>();
            let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
            let mut text: String =
                char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect();
            text.extend(left.iter().map(|_| '\u{FFFD}'));
            return text;
        }
        match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(utf8) => String::from_utf8_lossy(utf8).into_owned(),
            None => bytes.iter().map(|b| doc_char(*b)).collect(),
        }
    }
}

/// Hexadecimal digits; a missing last one is 0 (§7.3.4.3).
fn unhex(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() / 2);
    let mut digits = raw.iter().copied().filter(|b| !is_space(*b));
    while let Some(high) = digits.next() {
        out.extend(byte(high, digits.next().unwrap_or(b'0')));
    }
    out
}

fn unescape(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((first, after)) = rest.split_first() {
        rest = match first {
            b'\\' => escape(after, &mut out),
            b'\r' => {
                out.push(b'\n');
                after.strip_prefix(b"\n").unwrap_or(after)
            }
            other => {
                out.push(*other);
                after
            }
        };
    }
    out
}

/// What follows a backslash (§7.3.4.2, table 3); gives back what is left.
fn escape<'a>(rest: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
    let Some((first, after)) = rest.split_first() else { return rest };
    let simple = match first {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 0x08,
        b'f' => 0x0C,
        b'0'..=b'7' => return octal(rest, out),
        b'\n' => return after,
        b'\r' => return after.strip_prefix(b"\n").unwrap_or(after),
        other => *other,
    };
    out.push(simple);
    after
}

/// One to three octal digits; what overflows is dropped.
fn octal<'a>(rest: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
    let count = rest.iter().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
    let (digits, after) = rest.split_at(count);
    out.push(digits.iter().fold(0, |value: u8, d| value.wrapping_mul(8).wrapping_add(d - b'0')));
    after
}

/// PDFDocEncoding, ISO 32000-1 annex D.2: where it differs from Latin-1.
fn doc_char(byte: u8) -> char {
    const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const MIDDLE: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚',
        '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    let of = |table: &[char], first: u8| table.get(usize::from(byte - first)).copied();
    match byte {
        0x18..=0x1F => of(&ACCENTS, 0x18).unwrap_or('\u{FFFD}'),
        0x80..=0xA0 => of(&MIDDLE, 0x80).unwrap_or('\u{FFFD}'),
        0x7F | 0xAD => '\u{FFFD}',
        other => char::from(other),
    }
}
