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

/// Words that are compared; a longer text is told as a whole.
const MOST: usize = 20_000;

/// Compares two texts by words. Spaces belong to the word before them, so that the pieces put together
/// without what was added give the old text, and without what was removed the new one.
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

/// Words with the spaces behind them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let (mut from, mut in_space) = (0, false);
    for (at, c) in text.char_indices() {
        if in_space && !c.is_whitespace() {
            tokens.push(&text[from..at]);
            from = at;
        }
        in_space = c.is_whitespace();
    }
    if from < text.len() {
        tokens.push(&text[from..]);
    }
    tokens
}
