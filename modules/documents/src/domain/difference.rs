//! What changed between two versions, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A piece of a text and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub change: Change,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Same,
    Added,
    Removed,
}

/// Words and gaps that are compared; a longer text is told as a whole.
const MOST: usize = 20_000;

/// Compares two texts by words and the gaps between them. The pieces put together without what was
/// added give the old text, and without what was removed the new one.
pub fn difference(old: &str, new: &str) -> Vec<Piece> {
    let (before, after) = (tokens(old), tokens(new));
    if before.len().max(after.len()) > MOST {
        return whole(old, new);
    }
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &before, &after) {
        match op {
            DiffOp::Equal { old_index, len, .. } => {
                push(&mut pieces, Change::Same, &before[old_index..old_index + len]);
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                push(&mut pieces, Change::Removed, &before[old_index..old_index + old_len]);
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                push(&mut pieces, Change::Added, &after[new_index..new_index + new_len]);
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                push(&mut pieces, Change::Removed, &before[old_index..old_index + old_len]);
                push(&mut pieces, Change::Added, &after[new_index..new_index + new_len]);
            }
        }
    }
    pieces
}

fn whole(old: &str, new: &str) -> Vec<Piece> {
    match old == new {
        true => vec![Piece { change: Change::Same, text: old.to_owned() }],
        false => vec![
            Piece { change: Change::Removed, text: old.to_owned() },
            Piece { change: Change::Added, text: new.to_owned() },
        ],
    }
}

fn push(pieces: &mut Vec<Piece>, change: Change, tokens: &[&str]) {
    if !tokens.is_empty() {
        pieces.push(Piece { change, text: tokens.concat() });
    }
}

/// Words, runs of spaces, and each end of a line by itself: a line that came in changes neither the
/// word before it nor an empty line beside it.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let (mut from, mut before) = (0, None);
    for (at, c) in text.char_indices() {
        let kind = Kind::of(c);
        if before.is_some_and(|before| before != kind || kind == Kind::LineEnd) {
            tokens.push(&text[from..at]);
            from = at;
        }
        before = Some(kind);
    }
    if from < text.len() {
        tokens.push(&text[from..]);
    }
    tokens
}

/// What a character belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Space,
    LineEnd,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            '\n' => Self::LineEnd,
            c if c.is_whitespace() => Self::Space,
            _ => Self::Word,
        }
    }
}
