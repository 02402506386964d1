//! Makes loops and functions of a template stoppable.
//!
//! The compiler cannot be interrupted from outside, but it asks its world for things, and the world
//! can refuse. A loop that only computes asks for nothing. So the body of each loop and function is
//! wrapped in one that asks: `{..}` becomes `{let _=T();{..}}`, and an expression `x + 1` becomes
//! `(T(),x + 1).last()`, which keeps its line breaks and its value. All on the same line, so that
//! lines keep their numbers; [`Pulsed::original`] leads back to the columns.

use std::ops::Range;

use typst::syntax::{LinkedNode, SyntaxKind, ast, parse};

use crate::library::PULSE;

/// A source with its insertions: where in the original, and how many bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pulsed {
    pub text: String,
    insertions: Vec<(usize, usize)>,
}

impl Pulsed {
    /// Wraps the bodies of a source. What cannot be parsed stays as it is: it is refused anyway.
    pub fn new(original: &str) -> Self {
        let root = parse(original);
        let mut wraps = Vec::new();
        find_bodies(&LinkedNode::new(&root), &mut wraps);
        let mut parts: Vec<(usize, String)> = Vec::new();
        for (body, is_block) in wraps {
            let (before, after) = if is_block {
                (format!("{{let _={PULSE}();"), "}")
            } else {
                (format!("({PULSE}(),"), ").last()")
            };
            parts.push((body.start, before));
            parts.push((body.end, after.to_owned()));
        }
        // Bodies nest. Where one ends, another may begin only after it; at one place the ends of
        // inner bodies were pushed later and come first.
        Self::with(original, order(parts))
    }

    fn with(original: &str, parts: Vec<(usize, String)>) -> Self {
        let mut pulsed = Self::default();
        let mut done = 0;
        for (at, part) in parts {
            pulsed.text.push_str(&original[done..at]);
            pulsed.text.push_str(&part);
            pulsed.insertions.push((at, part.len()));
            done = at;
        }
        pulsed.text.push_str(&original[done..]);
        pulsed
    }

    /// The byte in the original for a byte of `text`; within an insertion, the place it stands at.
    pub fn original(&self, at: usize) -> usize {
        let mut shift = 0;
        for (place, length) in &self.insertions {
            if place + shift >= at {
                break;
            }
            shift += (at - place - shift).min(*length);
        }
        at - shift
    }
}

/// Inserts at one place: closing parts of inner bodies first, then opening parts of outer ones.
fn order(parts: Vec<(usize, String)>) -> Vec<(usize, String)> {
    let mut keyed: Vec<_> = parts.into_iter().enumerate().collect();
    keyed.sort_by_key(|(n, (at, _))| {
        let closes = n % 2 == 1;
        let order = if closes { -(*n as i64) } else { *n as i64 };
        (*at, !closes, order)
    });
    keyed.into_iter().map(|(_, part)| part).collect()
}

/// Bodies in document order, outer before inner, and whether each is a block.
fn find_bodies(node: &LinkedNode, found: &mut Vec<(Range<usize>, bool)>) {
    let loops = [SyntaxKind::ForLoop, SyntaxKind::WhileLoop, SyntaxKind::Closure];
    if loops.contains(&node.kind())
        && !node.get().diagnosis().errors
        && let Some(body) = node.children().rfind(|child| child.get().is::<ast::Expr>())
    {
        let is_block = matches!(body.kind(), SyntaxKind::CodeBlock | SyntaxKind::ContentBlock);
        found.push((body.range(), is_block));
    }
    for child in node.children() {
        find_bodies(&child, found);
    }
}
