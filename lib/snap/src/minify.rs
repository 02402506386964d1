//! A body without the space that does not count.

use std::borrow::Cow;

/// Why a body cannot be minified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MinifyError {
    #[error("the body is no UTF-8")]
    NotUtf8,
    #[error("the body is no JSON: {0}")]
    NotJson(String),
}

/// Takes spaces, tabs and line ends outside strings away and keeps every other byte: no key changes
/// its place, no number and no escape its writing, which a parser and printer would not promise.
/// An empty body stays empty; anything else must be one JSON value.
pub fn minify(body: &[u8]) -> Result<Cow<'_, str>, MinifyError> {
    let text = std::str::from_utf8(body).map_err(|_| MinifyError::NotUtf8)?;
    if text.is_empty() {
        return Ok(Cow::Borrowed(text));
    }
    serde_json::from_str::<serde::de::IgnoredAny>(text)
        .map_err(|error| MinifyError::NotJson(error.to_string()))?;
    let mut outside = Outside::default();
    if text.chars().all(|c| !outside.drops(c)) {
        return Ok(Cow::Borrowed(text));
    }
    let mut outside = Outside::default();
    Ok(Cow::Owned(text.chars().filter(|&c| !outside.drops(c)).collect()))
}

/// Where in a JSON text the next character stands.
#[derive(Default)]
struct Outside {
    in_string: bool,
    escaped: bool,
}

impl Outside {
    /// Whether the character is space outside a string.
    fn drops(&mut self, c: char) -> bool {
        if self.in_string {
            // Of an escape only the character after the backslash matters: `\"` ends no string.
            let ends = c == '"' && !self.escaped;
            self.escaped = c == '\\' && !self.escaped;
            self.in_string = !ends;
            return false;
        }
        self.in_string = c == '"';
        matches!(c, ' ' | '\t' | '\n' | '\r')
    }
}
