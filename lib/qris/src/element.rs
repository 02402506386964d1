//! Elements as values, and how they are written.

use std::fmt::Write as _;

use base::Rupiah;

use crate::{Path, QrisError, Tag};

/// The most characters two digits of length can count.
pub(crate) const LONGEST: usize = 99;

/// One element of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub tag: Tag,
    pub content: Content,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Text(String),
    /// Elements of its own; these hold text only.
    Template(Vec<Field>),
}

/// One element inside a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub tag: Tag,
    pub value: String,
}

impl Element {
    /// An element with one value.
    pub fn text(tag: Tag, value: impl Into<String>) -> Self {
        Self { tag, content: Content::Text(value.into()) }
    }

    /// An element with elements of its own, in this order.
    pub fn template<V: Into<String>>(tag: Tag, fields: impl IntoIterator<Item = (Tag, V)>) -> Self {
        let field = |(tag, value): (Tag, V)| Field { tag, value: value.into() };
        Self { tag, content: Content::Template(fields.into_iter().map(field).collect()) }
    }

    /// The amount in whole rupiah. An amount that is not above zero is refused by the code it is
    /// put into.
    pub fn amount(amount: Rupiah) -> Self {
        Self::text(Tag::AMOUNT, amount.0.to_string())
    }

    /// The value, when it is one text.
    pub fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Template(_) => None,
        }
    }

    /// A value of the template.
    pub fn field(&self, tag: Tag) -> Option<&str> {
        match &self.content {
            Content::Text(_) => None,
            Content::Template(fields) => {
                fields.iter().find(|field| field.tag == tag).map(|field| field.value.as_str())
            }
        }
    }
}

/// Writes elements one after the other, without the checksum.
pub(crate) fn write(elements: &[Element]) -> Result<String, QrisError> {
    let mut out = String::new();
    for Element { tag, content } in elements {
        match content {
            Content::Text(text) => put(&mut out, Path::of(*tag), *tag, text)?,
            Content::Template(_) if !tag.is_template() => {
                return Err(QrisError::NoTemplate { tag: *tag });
            }
            Content::Template(fields) => {
                let mut inside = String::new();
                for field in fields {
                    put(&mut inside, Path::within(*tag, field.tag), field.tag, &field.value)?;
                }
                put(&mut out, Path::of(*tag), *tag, &inside)?;
            }
        }
    }
    Ok(out)
}

fn put(out: &mut String, path: Path, tag: Tag, value: &str) -> Result<(), QrisError> {
    let length = value.chars().count();
    if length > LONGEST {
        return Err(QrisError::Uncountable { path });
    }
    // Writing to a text cannot fail.
    let _ = write!(out, "{tag}{length:02}{value}");
    Ok(())
}
