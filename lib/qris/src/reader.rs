//! Taking a text apart into elements, without a thought about what they mean.

use crate::tag::two_digits;
use crate::{Path, QrisError, Tag};

/// An element as it stands in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Raw<'a> {
    pub tag: Tag,
    pub value: &'a str,
    /// Of the first character of the value, from 1.
    pub at: usize,
}

/// Reads all elements of a text whose first character is number `first` of the code; inside a
/// template when `within` names one.
pub(crate) fn elements(
    text: &str,
    first: usize,
    within: Option<Tag>,
) -> Result<Vec<Raw<'_>>, QrisError> {
    let path = |tag| within.map_or(Path::of(tag), |outer| Path::within(outer, tag));
    let mut cursor = Cursor { rest: text, at: first };
    let mut found: Vec<Raw<'_>> = Vec::new();
    while !cursor.rest.is_empty() {
        let start = cursor.at;
        let raw = cursor.element(path)?;
        if found.iter().any(|earlier| earlier.tag == raw.tag) {
            return Err(QrisError::Duplicate { path: path(raw.tag), at: start });
        }
        found.push(raw);
    }
    Ok(found)
}

struct Cursor<'a> {
    rest: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn element(&mut self, path: impl Fn(Tag) -> Path) -> Result<Raw<'a>, QrisError> {
        let tag = self.number(|at| QrisError::Tag { at })?;
        let tag = Tag::new(tag).ok_or(QrisError::Tag { at: self.at })?;
        let length = self.number(|at| QrisError::Length { at })?;
        let at = self.at;
        if length == 0 {
            return Err(QrisError::Empty { path: path(tag), at });
        }
        let value = self.take(usize::from(length))?;
        match value.chars().position(char::is_control) {
            Some(index) => Err(QrisError::Control { at: at + index }),
            None => Ok(Raw { tag, value, at }),
        }
    }

    fn number(&mut self, wrong: impl Fn(usize) -> QrisError) -> Result<u8, QrisError> {
        let at = self.at;
        two_digits(self.take(2)?).ok_or_else(|| wrong(at))
    }

    /// The next so many characters (not bytes: a name may have letters beyond ASCII).
    fn take(&mut self, characters: usize) -> Result<&'a str, QrisError> {
        let mut ends = self.rest.char_indices().map(|(index, _)| index).chain([self.rest.len()]);
        let end = ends.nth(characters).ok_or(QrisError::Truncated { at: self.at })?;
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        self.at += characters;
        Ok(taken)
    }
}
