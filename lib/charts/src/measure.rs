//! Lengths: of a figure on a scale, and of a text before anybody has drawn it.

/// The length of `value` when `max` is `length` units long: rounded half up, at least one unit
/// for what is more than nothing, never longer than `length`. Nothing at or below zero.
pub(crate) fn scaled(value: impl Into<i128>, max: impl Into<i128>, length: i32) -> i32 {
    let (value, max, units) = (value.into(), max.into(), i128::from(length));
    if value <= 0 || max <= 0 || length <= 0 {
        return 0;
    }
    let rounded = (2 * value * units + max) / (2 * max);
    i32::try_from(rounded.clamp(1, units)).unwrap_or(length)
}

/// About how wide a text is in bold system type of this size. Wide rather than narrow: a label
/// that is thought too wide goes elsewhere, one that is thought too narrow would be cut.
pub(crate) fn text_width(text: &str, size: i32) -> i32 {
    let thousandths: i64 = text.chars().map(advance).sum();
    let width = thousandths.saturating_mul(i64::from(size)).saturating_add(999) / 1000;
    i32::try_from(width).unwrap_or(i32::MAX)
}

/// The advance of one character in thousandths of the type size, after bold Roboto and Arial.
fn advance(c: char) -> i64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | ':' | ' ' | '\u{a0}' | '|' => 290,
        'f' | 't' | 'r' | '(' | ')' | '-' => 390,
        'm' | 'w' | 'M' | 'W' | '%' => 890,
        'A'..='Z' => 720,
        '\0'..='\u{2ff}' | '–' | '−' => 590,
        _ => 1000,
    }
}

/// A text in at most two lines, parted at the space nearest to its middle.
pub(crate) fn two_lines(text: &str) -> (&str, Option<&str>) {
    let middle = text.len() / 2;
    let spaces = text.match_indices(' ').map(|(at, _)| at);
    match spaces.min_by_key(|&at| at.abs_diff(middle)) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}
