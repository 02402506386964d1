//! Numbered, lettered and dashed lists.

use super::{Block, Marker, block};

/// The beginning of an item: its marker, its number, and the text behind.
pub(super) struct Item<'a> {
    marker: Marker,
    number: u32,
    text: &'a str,
}

/// Reads `1. text`, `b) text`, `- text`. A number has up to three digits, so that a sentence that
/// begins with a year is no list.
pub(super) fn item(line: &str) -> Option<Item<'_>> {
    if let Some(text) = line.strip_prefix("- ") {
        return Some(Item { marker: Marker::Dash, number: 1, text: text.trim_start() });
    }
    let (mark, text) = line.split_once(' ')?;
    let (name, is_paren) = match mark.strip_suffix('.') {
        Some(name) => (name, false),
        None => (mark.strip_suffix(')')?, true),
    };
    let (number, is_letter) = match *name.as_bytes() {
        [letter @ b'a'..=b'z'] => (u32::from(letter - b'a') + 1, true),
        [b'1'..=b'9', ..] if name.len() <= 3 => (name.parse().ok()?, false),
        _ => return None,
    };
    let marker = match (is_letter, is_paren) {
        (false, false) => Marker::Number,
        (true, false) => Marker::Letter,
        (false, true) => Marker::NumberParen,
        (true, true) => Marker::LetterParen,
    };
    Some(Item { marker, number, text: text.trim_start() })
}

/// The list that begins with the first line. Its items have one kind of marker and one indentation;
/// lines that are indented further belong to the item above.
pub(super) fn list(lines: &[&str], depth: usize) -> Option<(Block, usize)> {
    let indent = indent(lines[0]);
    let first = item(lines[0].trim_start())?;
    let (marker, start) = (first.marker, first.number);
    let mut items = Vec::new();
    let mut at = 0;
    while let Some(own) = lines.get(at).filter(|line| self::indent(line) == indent) {
        let Some(head) = item(own.trim_start()).filter(|head| head.marker == marker) else { break };
        let body = &lines[at + 1..];
        let taken = belonging(body, indent);
        let mut inner = vec![head.text];
        inner.extend(&body[..taken]);
        items.push(block::blocks(&inner, depth + 1));
        at += 1 + taken;
        at += gap(&lines[at..], indent, marker);
    }
    Some((Block::List { marker, start, items }, at))
}

/// Lines that belong to an item: indented further, also behind empty lines.
fn belonging(lines: &[&str], outer: usize) -> usize {
    let mut taken = 0;
    for (index, line) in lines.iter().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        if indent(line) <= outer {
            break;
        }
        taken = index + 1;
    }
    taken
}

/// Empty lines before the next item of the same list; none when something else follows.
fn gap(lines: &[&str], outer: usize, marker: Marker) -> usize {
    let empty = lines.iter().take_while(|line| line.trim().is_empty()).count();
    let next = lines.get(empty).filter(|line| indent(line) == outer);
    let goes_on = next.and_then(|line| item(line.trim_start())).is_some_and(|i| i.marker == marker);
    if goes_on { empty } else { 0 }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
