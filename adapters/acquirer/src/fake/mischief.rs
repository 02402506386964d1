//! How a fake misbehaves.

use std::time::Duration;

use qris::{Content, Element, Qris, Tag};

/// What the fake does from now on, until it is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mischief {
    #[default]
    None,
    /// Answers after this long.
    Slow(Duration),
    /// Never answers.
    Hang,
    /// Takes no connection, or cuts it before anything is done.
    Unreachable,
    /// Does what was asked and loses the answer.
    LoseAnswer,
    /// Understands and refuses.
    Refuse,
    /// Answers with content that must not be believed.
    Garble(Garble),
}

/// What is wrong with the content of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Garble {
    /// One digit of the amount changed, the checksum left as it was.
    Checksum,
    /// A rupiah more than was asked for, with a checksum that holds.
    Amount,
    /// A code that can be paid again and again.
    Static,
    /// No code at all.
    Text,
}

impl Garble {
    pub const ALL: [Self; 4] = [Self::Checksum, Self::Amount, Self::Static, Self::Text];

    /// The content, garbled.
    pub fn content(self, content: &str) -> String {
        let changed = match self {
            Self::Checksum => Some(content.replacen("5303360", "5303361", 1)),
            Self::Amount => rewritten(content, |tag, text| {
                let more = |text: &str| text.parse::<i64>().ok().map(|n| n.saturating_add(1));
                if tag == Tag::AMOUNT { more(text).map(|n| n.to_string()) } else { None }
            }),
            Self::Static => {
                rewritten(content, |tag, _| (tag == Tag::INITIATION).then(|| "11".to_owned()))
            }
            Self::Text => None,
        };
        changed.unwrap_or_else(|| "<html>Gateway</html>".to_owned())
    }
}

/// The code with some of its texts replaced and a new checksum.
fn rewritten(content: &str, change: impl Fn(Tag, &str) -> Option<String>) -> Option<String> {
    let code = Qris::parse(content).ok()?;
    let elements = code.elements().iter().map(|element| match &element.content {
        Content::Text(text) => {
            Element::text(element.tag, change(element.tag, text).unwrap_or_else(|| text.clone()))
        }
        Content::Template(_) => element.clone(),
    });
    Qris::from_elements(elements.collect::<Vec<_>>()).ok().map(|code| code.to_string())
}
