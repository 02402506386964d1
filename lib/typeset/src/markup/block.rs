//! Lines become blocks.

use super::{Block, Detail, inline, list, table};

/// Lists within lists, at most; deeper ones are text.
pub(super) const DEEPEST: usize = 4;

/// Reads lines from the first to the last; each turn takes at least one of them.
pub(super) fn blocks(mut lines: &[&str], depth: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    while let Some(first) = lines.first() {
        if first.trim().is_empty() {
            lines = &lines[1..];
            continue;
        }
        let (block, taken) = block(lines, depth);
        blocks.push(block);
        lines = &lines[taken..];
    }
    blocks
}

/// The block that begins with the first line, and how many lines it takes.
fn block(lines: &[&str], depth: usize) -> (Block, usize) {
    if let Some(title) = lines[0].trim_start().strip_prefix("# ") {
        return (Block::Heading { runs: inline::runs(title.trim()) }, 1);
    }
    if let Some(found) = table::table(lines) {
        return found;
    }
    if depth < DEEPEST
        && let Some(found) = list::list(lines, depth)
    {
        return found;
    }
    if detail(lines[0]).is_some() {
        let rows: Vec<Detail> = lines.iter().map_while(|line| detail(line)).collect();
        let taken = rows.len();
        return (Block::Details { rows }, taken);
    }
    paragraph(lines, depth)
}

fn paragraph(lines: &[&str], depth: usize) -> (Block, usize) {
    let ends = |line: &&str| line.trim().is_empty() || begins_other(line, depth);
    let taken = 1 + lines[1..].iter().take_while(|line| !ends(line)).count();
    let text: Vec<&str> = lines[..taken].iter().map(|line| line.trim()).collect();
    (Block::Paragraph { runs: inline::runs(&text.join("\n")) }, taken)
}

/// Whether a line ends the paragraph above it without an empty line between.
fn begins_other(line: &str, depth: usize) -> bool {
    let line = line.trim_start();
    line.starts_with("# ")
        || line.starts_with('|')
        || detail(line).is_some()
        || (depth < DEEPEST && list::item(line).is_some())
}

/// `Hari, tanggal :: Senin, 18 Agustus 2026`. The value may be empty, the label not.
fn detail(line: &str) -> Option<Detail> {
    let (label, value) = line.split_once("::")?;
    let is_spaced = label.ends_with(' ') && (value.is_empty() || value.starts_with(' '));
    let (label, value) = (label.trim(), value.trim());
    (is_spaced && !label.is_empty())
        .then(|| Detail { label: inline::runs(label), value: inline::runs(value) })
}
