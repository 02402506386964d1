//! Breaking text into lines of a given width.

use crate::{Fonts, Style};

/// Breaks a text at spaces so that every line fits; a word wider than a line is broken between
/// letters, because a cut NOP or address would be worse. A line feed always breaks.
pub(crate) fn lines(fonts: &Fonts, style: Style, width: f32, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for part in text.split('\n') {
        let mut line = String::new();
        for word in part.split(' ').filter(|word| !word.is_empty()) {
            place(fonts, style, width, word, &mut line, &mut lines);
        }
        lines.push(line);
    }
    lines
}

fn place(
    fonts: &Fonts,
    style: Style,
    width: f32,
    word: &str,
    line: &mut String,
    lines: &mut Vec<String>,
) {
    let before = line.len();
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(word);
    if fonts.width(style, line) <= width {
        return;
    }
    line.truncate(before);
    if !line.is_empty() {
        lines.push(std::mem::take(line));
    }
    for c in word.chars() {
        line.push(c);
        if fonts.width(style, line) > width && line.chars().nth(1).is_some() {
            line.pop();
            lines.push(std::mem::replace(line, c.to_string()));
        }
    }
}
