//! Content streams, operator by operator (ISO 32000-1 §9.4, annex A).

use std::collections::HashMap;
use std::rc::Rc;

use super::font::Font;
use super::matrix::{Matrix, Rectangle};
use super::{Drawn, Word};
use crate::lexer::{Lexer, Token, is_space};
use crate::object::{Dict, Object, Ref, Stream};
use crate::view::View;
use crate::work::Work;
use crate::{Length, PdfError};

/// Forms inside forms, and saved states, beyond which a page is called unreadable.
const DEEP: usize = 16;
const STATES: usize = 512;
/// Operands one operator may have; what is older is dropped.
const OPERANDS: usize = 64;
/// Words of one page. Nobody reads more, and each is kept.
const WORDS: usize = 500_000;

/// What `q` saves.
#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    char_space: f64,
    word_space: f64,
    /// 1 is the normal width.
    scale: f64,
    leading: f64,
    rise: f64,
}

/// An operand. Arrays are only met in `TJ`.
enum Operand {
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Other,
}

pub struct Interpreter<'w, 'd, 'a> {
    view: View<'d, 'a>,
    work: &'w Work,
    fonts: HashMap<Ref, Rc<Font>>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    deep: usize,
    drawn: Drawn,
}

impl<'w, 'd, 'a> Interpreter<'w, 'd, 'a> {
    pub fn new(view: View<'d, 'a>, work: &'w Work) -> Self {
        let state = State {
            ctm: Matrix::IDENTITY,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let drawn = Drawn::default();
        let (fonts, saved) = (HashMap::new(), Vec::new());
        Self { view, work, fonts, state, saved, text, line, deep: 0, drawn }
    }

    pub fn finish(self) -> Drawn {
        self.drawn
    }

    pub fn unread(&mut self, reason: &str) {
        self.drawn.unread.get_or_insert_with(|| reason.to_owned());
    }

    pub fn run(&mut self, content: &[u8], resources: &Rc<Dict<'d>>) -> Result<(), PdfError> {
        let mut lexer = Lexer::new(content, 0);
        let mut operands: Vec<Operand> = Vec::new();
        let outside = self.saved.len();
        loop {
            self.work.charge(1)?;
            let operand = match lexer.token() {
                Ok(Token::End) => break,
                Ok(Token::Word(b"BI")) => {
                    skip_image(&mut lexer);
                    continue;
                }
                Ok(Token::Word(word)) => {
                    self.operator(word, &operands, resources)?;
                    operands.clear();
                    continue;
                }
                Ok(token) => operand(token),
                // A reader goes on behind what it does not know; so must this one.
                Err(_) => {
                    lexer.at += 1;
                    self.unread("damaged contents");
                    continue;
                }
            };
            if operands.len() >= OPERANDS
                && !matches!(operand, Operand::Text(_) | Operand::Number(_))
            {
                operands.clear();
            }
            operands.push(operand);
        }
        self.saved.truncate(outside);
        Ok(())
    }

    fn operator(
        &mut self,
        name: &[u8],
        operands: &[Operand],
        resources: &Rc<Dict<'d>>,
    ) -> Result<(), PdfError> {
        let numbers: Vec<f64> = operands.iter().filter_map(Operand::number).collect();
        let one = numbers.last().copied().unwrap_or(0.0);
        match name {
            b"q" if self.saved.len() < STATES => self.saved.push(self.state.clone()),
            b"q" => self.unread("too many saved states"),
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => self.state.ctm = matrix(&numbers).then(&self.state.ctm),
            b"BT" => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Tf" => {
                self.state.size = one;
                self.state.font = self.font(operands, resources)?;
            }
            b"Tc" => self.state.char_space = one,
            b"Tw" => self.state.word_space = one,
            b"Tz" => self.state.scale = one / 100.0,
            b"TL" => self.state.leading = one,
            b"Ts" => self.state.rise = one,
            b"Tm" => (self.text, self.line) = (matrix(&numbers), matrix(&numbers)),
            b"Td" | b"TD" => {
                let [x, y] = last_two(&numbers);
                if name == b"TD" {
                    self.state.leading = -y;
                }
                self.next_line(x, y);
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" | b"TJ" => self.show(operands)?,
            b"'" | b"\"" => {
                if let (b"\"", [word, letter, ..]) = (name, numbers.as_slice()) {
                    (self.state.word_space, self.state.char_space) = (*word, *letter);
                }
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(operands.len().saturating_sub(1)..).unwrap_or_default())?;
            }
            b"Do" => self.form(operands, resources)?,
            _ => {}
        }
        Ok(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::moved(x, y).then(&self.line);
        self.text = self.line;
    }

    fn font(
        &mut self,
        operands: &[Operand],
        resources: &Rc<Dict<'d>>,
    ) -> Result<Option<Rc<Font>>, PdfError> {
        let Some(value) = self.resource("Font", operands, resources)? else { return Ok(None) };
        let id = value.as_reference();
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Ok(Some(font.clone()));
        }
        let value = self.view.resolve(&value)?;
        let Some(dict) = value.as_dict() else { return Ok(None) };
        let font = Rc::new(Font::read(self.view, dict, self.work)?);
        if let Some(id) = id {
            self.fonts.insert(id, font.clone());
        }
        Ok(Some(font))
    }

    /// A resource by the name that is the operator's first name.
    fn resource(
        &self,
        kind: &str,
        operands: &[Operand],
        resources: &Rc<Dict<'d>>,
    ) -> Result<Option<Object<'d>>, PdfError> {
        let name = operands.iter().find_map(|operand| match operand {
            Operand::Name(name) => Some(name),
            _ => None,
        });
        let Object::Dict(of_kind) = self.view.value(resources, kind)? else { return Ok(None) };
        let entry = of_kind.entries.into_iter().find(|e| Some(e.key.bytes()) == name.map(|n| &**n));
        Ok(entry.map(|entry| entry.value))
    }

    fn show(&mut self, operands: &[Operand]) -> Result<(), PdfError> {
        let font = match &self.state.font {
            Some(font) => font.clone(),
            None => Rc::new(Font::unknown()),
        };
        for operand in operands {
            match operand {
                Operand::Number(back) => {
                    let x = -back / 1000.0 * self.state.size * self.state.scale;
                    self.text = Matrix::moved(x, 0.0).then(&self.text);
                }
                Operand::Text(bytes) => self.glyphs(bytes, &font)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Shows one string. A blank ends a word.
    fn glyphs(&mut self, bytes: &[u8], font: &Font) -> Result<(), PdfError> {
        let mut corners: Vec<(f64, f64)> = Vec::new();
        let mut said = Some(String::new());
        for glyph in font.glyphs(bytes) {
            self.work.charge(1)?;
            let state = &self.state;
            let space = if glyph.is_blank_code { state.word_space } else { 0.0 };
            let width = glyph.width * state.size;
            let step = (width + state.char_space + space) * state.scale;
            let is_blank = glyph.text.as_deref().is_some_and(|text| text.trim().is_empty());
            if is_blank {
                self.word(&mut corners, &mut said);
            } else {
                let at = self.text.then(&self.state.ctm);
                let (low, high) = font.reach();
                let (low, high) = (low * self.state.size, high * self.state.size);
                let rise = self.state.rise;
                let end = width * self.state.scale;
                for (x, y) in [(0.0, low), (end, low), (0.0, high), (end, high)] {
                    corners.push(at.apply(x, y + rise));
                }
                match (&mut said, &glyph.text) {
                    (Some(said), Some(text)) => said.push_str(text),
                    _ => said = None,
                }
            }
            let (x, y) = if font.is_vertical() { (0.0, -step.abs()) } else { (step, 0.0) };
            self.text = Matrix::moved(x, y).then(&self.text);
        }
        self.word(&mut corners, &mut said);
        Ok(())
    }

    fn word(&mut self, corners: &mut Vec<(f64, f64)>, said: &mut Option<String>) {
        let text = said.replace(String::new());
        if corners.is_empty() {
            return;
        }
        if self.drawn.words.len() >= WORDS {
            self.unread("too many words");
        } else {
            self.drawn.words.push(Word { area: Rectangle::of(corners), text });
        }
        corners.clear();
    }

    fn form(&mut self, operands: &[Operand], resources: &Rc<Dict<'d>>) -> Result<(), PdfError> {
        let Some(value) = self.resource("XObject", operands, resources)? else { return Ok(()) };
        let Object::Stream(stream) = self.view.resolve(&value)? else { return Ok(()) };
        if !stream.dict.has_name("Subtype", "Form") {
            return Ok(());
        }
        if self.deep >= DEEP {
            self.unread("forms inside each other");
            return Ok(());
        }
        self.deep += 1;
        let (state, text, line) = (self.state.clone(), self.text, self.line);
        let saved = std::mem::take(&mut self.saved);
        let result = self.inside(&stream, resources);
        self.saved = saved;
        (self.state, self.text, self.line) = (state, text, line);
        self.deep -= 1;
        result
    }

    fn inside(&mut self, form: &Stream<'d>, resources: &Rc<Dict<'d>>) -> Result<(), PdfError> {
        if form.length == Length::Searched {
            self.unread("a stream without its true length");
        }
        let limits = self.view.document().limits();
        let content = form.decode(limits)?;
        self.work.charge(u64::try_from(content.len() / 64).unwrap_or(u64::MAX))?;
        let numbers = match self.view.value(&form.dict, "Matrix")? {
            Object::Array(items) => items.iter().filter_map(Object::as_number).collect(),
            _ => Vec::new(),
        };
        if numbers.len() == 6 {
            self.state.ctm = matrix(&numbers).then(&self.state.ctm);
        }
        let own = match self.view.value(&form.dict, "Resources")? {
            Object::Dict(own) => Rc::new(own),
            _ => resources.clone(),
        };
        self.run(&content, &own)
    }
}

impl Operand {
    const fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }
}

fn operand(token: Token<'_>) -> Operand {
    match token {
        // Every whole number up to 2^53 is exact, and no page is larger.
        Token::Integer(value) => Operand::Number(value as f64),
        Token::Real(real) => real.text().parse().map_or(Operand::Other, Operand::Number),
        Token::String(text) => Operand::Text(text.bytes().into_owned()),
        Token::Name(name) => Operand::Name(name.bytes().to_vec()),
        _ => Operand::Other,
    }
}

fn matrix(numbers: &[f64]) -> Matrix {
    let last = numbers.get(numbers.len().saturating_sub(6)..).unwrap_or_default();
    <[f64; 6]>::try_from(last).map_or(Matrix::IDENTITY, Matrix)
}

fn last_two(numbers: &[f64]) -> [f64; 2] {
    let last = numbers.get(numbers.len().saturating_sub(2)..).unwrap_or_default();
    <[f64; 2]>::try_from(last).unwrap_or([0.0; 2])
}

/// Behind `EI` of an inline image (§8.9.7): its data may hold anything.
fn skip_image(lexer: &mut Lexer<'_>) {
    while let Ok(token) = lexer.token() {
        if matches!(token, Token::Word(b"ID") | Token::End) {
            break;
        }
    }
    let data = lexer.rest();
    let ends = memchr::memmem::find_iter(data, b"EI").find(|at| {
        let before = at.checked_sub(1).and_then(|at| data.get(at));
        let after = data.get(at + 2);
        before.is_some_and(|b| is_space(*b)) && after.is_none_or(|b| is_space(*b))
    });
    lexer.at += ends.map_or(data.len(), |at| at + 2);
}
