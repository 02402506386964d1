//! `/ToUnicode`: what codes mean (ISO 32000-1 §9.10.3).

use std::collections::HashMap;

use crate::PdfError;
use crate::lexer::{Lexer, Token};
use crate::work::Work;

/// Codes one table may give a meaning.
const MOST: usize = 70_000;

/// Code to text.
#[derive(Debug, Default)]
pub struct CMap {
    texts: HashMap<u32, String>,
}

impl CMap {
    /// Reads `bfchar` and `bfrange`; what is written in another way has no meaning.
    pub fn read(text: &[u8], work: &Work) -> Result<Self, PdfError> {
        let mut map = Self::default();
        let mut lexer = Lexer::new(text, 0);
        let mut section: &[u8] = b"";
        let mut strings: Vec<Vec<u8>> = Vec::new();
        let mut list: Option<usize> = None;
        loop {
            work.charge(1)?;
            match lexer.token() {
                Ok(Token::End) | Err(_) => return Ok(map),
                Ok(Token::Word(word)) => {
                    section = word;
                    strings.clear();
                }
                Ok(Token::ArrayOpen) => list = Some(0),
                Ok(Token::ArrayClose) => {
                    list = None;
                    strings.clear();
                }
                Ok(Token::String(string)) => strings.push(string.bytes().into_owned()),
                Ok(_) => {}
            }
            match (section, list, strings.as_slice()) {
                (b"beginbfchar", _, [from, to]) => {
                    map.enter(code(from), unicode(to));
                    strings.clear();
                }
                (b"beginbfrange", None, [first, last, to]) => {
                    map.range(code(first), code(last), to);
                    strings.clear();
                }
                (b"beginbfrange", Some(index), [first, _, to]) => {
                    let offset = u32::try_from(index).unwrap_or(u32::MAX);
                    map.enter(code(first).saturating_add(offset), unicode(to));
                    list = Some(index + 1);
                    strings.pop();
                }
                _ => {}
            }
        }
    }

    pub fn text(&self, code: u32) -> Option<String> {
        self.texts.get(&code).cloned()
    }

    fn enter(&mut self, code: u32, text: String) {
        if self.texts.len() < MOST {
            self.texts.insert(code, text);
        }
    }

    fn range(&mut self, first: u32, last: u32, to: &[u8]) {
        let text = unicode(to);
        let Some(from) = text.chars().last() else { return };
        let before: String = text.chars().take(text.chars().count() - 1).collect();
        for (offset, code) in (0_u32..=0xFFFF).zip(first..=last.min(0xFFFF)) {
            let Some(next) = char::from_u32(u32::from(from).saturating_add(offset)) else { return };
            self.enter(code, format!("{before}{next}"));
        }
    }
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |value, byte| value << 8 | u32::from(*byte))
}

fn unicode(bytes: &[u8]) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect()
}
