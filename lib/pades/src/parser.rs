//! Tokens to values and indirect objects (ISO 32000-1 §7.3).

use crate::lexer::{Lexer, Token};
use crate::object::{Dict, Entry, Length, Name, Object, Ref, Stream};
use crate::{Bound, Fault, Limits, PdfError};

/// Reads values from bytes, with what one object may ask for counted down.
pub struct Parser<'a> {
    pub lexer: Lexer<'a>,
    items: usize,
    depth: usize,
}

/// An indirect object: its value, a stream still without its data.
pub struct Indirect<'a> {
    pub id: Ref,
    pub value: Object<'a>,
    /// Where a stream's data begins, when `stream` follows the dictionary.
    pub data_at: Option<usize>,
}

impl<'a> Parser<'a> {
    pub const fn new(bytes: &'a [u8], at: usize, limits: &Limits) -> Self {
        Self::new_at(Lexer::new(bytes, at), limits)
    }

    pub const fn new_at(lexer: Lexer<'a>, limits: &Limits) -> Self {
        Self { lexer, items: limits.items, depth: limits.depth }
    }

    /// The value that comes next.
    pub fn value(&mut self) -> Result<Object<'a>, PdfError> {
        let at = self.next_at();
        let token = self.lexer.token()?;
        self.value_of(token, at)
    }

    fn next_at(&mut self) -> usize {
        self.lexer.skip();
        self.lexer.at
    }

    fn value_of(&mut self, token: Token<'a>, at: usize) -> Result<Object<'a>, PdfError> {
        self.items =
            self.items.checked_sub(1).ok_or(PdfError::new(Fault::Limit(Bound::Items), at))?;
        Ok(match token {
            Token::Integer(value) => self.reference(value, at)?,
            Token::Real(real) => Object::Real(real),
            Token::String(text) => Object::String(text),
            Token::Name(name) => Object::Name(name),
            Token::Word(b"null") => Object::Null,
            Token::Word(b"true") => Object::Bool(true),
            Token::Word(b"false") => Object::Bool(false),
            Token::ArrayOpen => Object::Array(self.deeper(at, Self::array)?),
            Token::DictOpen => Object::Dict(self.deeper(at, Self::dict)?),
            Token::End => return Err(PdfError::new(Fault::Truncated, at)),
            _ => return Err(PdfError::new(Fault::Value, at)),
        })
    }

    /// The only recursion of the reader, and it is counted.
    fn deeper<T>(
        &mut self,
        at: usize,
        read: impl FnOnce(&mut Self) -> Result<T, PdfError>,
    ) -> Result<T, PdfError> {
        self.depth =
            self.depth.checked_sub(1).ok_or(PdfError::new(Fault::Limit(Bound::Depth), at))?;
        let value = read(self)?;
        self.depth += 1;
        Ok(value)
    }

    /// An integer, or `n g R` if that is what follows.
    fn reference(&mut self, value: i64, at: usize) -> Result<Object<'a>, PdfError> {
        let mut ahead = self.lexer;
        ahead.skip();
        let Some(generation) = ahead.take_unsigned() else { return Ok(Object::Integer(value)) };
        ahead.skip();
        if !ahead.take_word(b"R") {
            return Ok(Object::Integer(value));
        }
        self.lexer = ahead;
        let number = u64::try_from(value).ok();
        let id = number.and_then(|number| id(number, generation));
        id.map(Object::Reference).ok_or(PdfError::new(Fault::ObjectId, at))
    }

    fn array(&mut self) -> Result<Vec<Object<'a>>, PdfError> {
        let mut items = Vec::new();
        loop {
            let at = self.next_at();
            match self.lexer.token()? {
                Token::ArrayClose => return Ok(items),
                token => items.push(self.value_of(token, at)?),
            }
        }
    }

    fn dict(&mut self) -> Result<Dict<'a>, PdfError> {
        let mut entries = Vec::new();
        let mut places = Vec::new();
        loop {
            let at = self.next_at();
            let key = match self.lexer.token()? {
                Token::DictClose => break,
                Token::Name(key) => key,
                Token::End => return Err(PdfError::new(Fault::Truncated, at)),
                _ => return Err(PdfError::new(Fault::Key, at)),
            };
            let start = self.next_at();
            let value = self.value()?;
            entries.push(Entry { key, value, span: start..self.lexer.at });
            places.push(at);
        }
        match duplicate(&entries) {
            Some(index) => {
                let at = places.get(index).copied().unwrap_or(self.lexer.at);
                Err(PdfError::new(Fault::DuplicateKey, at))
            }
            None => Ok(Dict { entries }),
        }
    }

    /// `n g obj`, a value, and `endobj` or `stream`.
    pub fn indirect(&mut self) -> Result<Indirect<'a>, PdfError> {
        let id = self.head()?;
        let value = self.value()?;
        self.lexer.skip();
        if matches!(value, Object::Dict(_)) && self.lexer.take_word(b"stream") {
            if !(self.lexer.take(b"\r\n") || self.lexer.take(b"\n")) {
                return self.lexer.fail(Fault::StreamKeyword);
            }
            return Ok(Indirect { id, value, data_at: Some(self.lexer.at) });
        }
        self.endobj()?;
        Ok(Indirect { id, value, data_at: None })
    }

    fn head(&mut self) -> Result<Ref, PdfError> {
        self.lexer.skip_space();
        let at = self.lexer.at;
        let head = |lexer: &mut Lexer<'_>| {
            let number = lexer.take_unsigned()?;
            lexer.skip();
            let generation = lexer.take_unsigned()?;
            lexer.skip();
            lexer.take_word(b"obj").then_some((number, generation))
        };
        let (number, generation) =
            head(&mut self.lexer).ok_or(PdfError::new(Fault::ObjectHead, at))?;
        id(number, generation).ok_or(PdfError::new(Fault::ObjectId, at))
    }

    fn endobj(&mut self) -> Result<(), PdfError> {
        self.lexer.skip();
        if self.lexer.take_word(b"endobj") { Ok(()) } else { self.lexer.fail(Fault::Endobj) }
    }

    /// The data of a stream that begins at `at` and should be `declared` bytes long.
    /// Without `may_search` the length must be right.
    pub fn stream(
        &mut self,
        dict: Dict<'a>,
        declared: Option<i64>,
        may_search: bool,
    ) -> Result<Stream<'a>, PdfError> {
        let at = self.lexer.at;
        let rest = self.lexer.rest();
        let length = declared.and_then(|l| usize::try_from(l).ok()).filter(|l| *l <= rest.len());
        if let Some(length) = length {
            let mut after = self.lexer;
            after.at += length;
            after.take_line_end();
            if after.take_word(b"endstream") {
                self.lexer = after;
                self.endobj()?;
                let data = rest.get(..length).unwrap_or_default();
                return Ok(Stream { dict, data, at, length: Length::Declared, lock: None });
            }
        }
        let end = memchr::memmem::find(rest, b"endstream").filter(|_| may_search);
        let end = end.ok_or(PdfError::new(Fault::StreamLength, at))?;
        self.lexer.at += end + b"endstream".len();
        self.endobj()?;
        let data = without_line_end(rest.get(..end).unwrap_or_default());
        Ok(Stream { dict, data, at, length: Length::Searched, lock: None })
    }
}

/// The line end before `endstream` belongs to no data.
fn without_line_end(data: &[u8]) -> &[u8] {
    let one = data.strip_suffix(b"\n").unwrap_or(data);
    one.strip_suffix(b"\r").unwrap_or(one)
}

fn id(number: u64, generation: u64) -> Option<Ref> {
    let number = u32::try_from(number).ok().filter(|n| *n > 0)?;
    Some(Ref::new(number, u16::try_from(generation).ok()?))
}

/// The later of two entries with the same key.
fn duplicate(entries: &[Entry<'_>]) -> Option<usize> {
    let mut keys: Vec<(&Name<'_>, usize)> =
        entries.iter().enumerate().map(|(index, entry)| (&entry.key, index)).collect();
    keys.sort_unstable();
    let twice = keys.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    twice.map(|pair| pair[1].1).min()
}
