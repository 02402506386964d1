//! Styles within a line.

use super::Run;

/// Marks of a style. The longer ones are looked for first.
const MARKS: [(&str, Style); 3] =
    [("**", Style::Bold), ("__", Style::Underline), ("_", Style::Italic)];

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Bold,
    Underline,
    Italic,
}

/// Reads the styles of a text. A mark counts only at the edge of a word and when its partner is
/// there, so `2 ** 3` and `nama_berkas_lama` stay what they are.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut reader = Reader { text, at: 0, runs: Vec::new(), now: Run::default() };
    reader.read();
    reader.flush();
    reader.runs
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    runs: Vec<Run>,
    /// What is being read.
    now: Run,
}

impl Reader<'_> {
    fn read(&mut self) {
        // Where a search for a closing mark found none, none begins further on.
        let mut lonely = [false; MARKS.len()];
        while let Some(c) = self.text[self.at..].chars().next() {
            if c == '\\' && self.take_escaped() {
                continue;
            }
            let mark = MARKS.iter().position(|(mark, _)| self.text[self.at..].starts_with(mark));
            if mark.is_some_and(|index| self.take_mark(index, &mut lonely)) {
                continue;
            }
            // A mark without effect is taken whole: half of it is no other mark.
            let length = mark.map_or(c.len_utf8(), |index| MARKS[index].0.len());
            self.now.text.push_str(&self.text[self.at..self.at + length]);
            self.at += length;
        }
    }

    /// `\*` is a star.
    fn take_escaped(&mut self) -> bool {
        let next = self.text[self.at + 1..].chars().next();
        let Some(next) = next.filter(char::is_ascii_punctuation) else { return false };
        self.now.text.push(next);
        self.at += 2;
        true
    }

    /// Opens or closes a style here, if the mark can.
    fn take_mark(&mut self, index: usize, lonely: &mut [bool; MARKS.len()]) -> bool {
        let (mark, style) = MARKS[index];
        let is_open = *self.flag(style);
        let opens = !is_open && !lonely[index] && self.can_open(self.at, mark);
        if opens && !self.has_partner(mark) {
            lonely[index] = true;
            return false;
        }
        let closes = is_open && self.can_close(self.at, mark);
        if !(opens || closes) {
            return false;
        }
        self.flush();
        let flag = self.flag(style);
        *flag = !*flag;
        self.at += mark.len();
        true
    }

    fn has_partner(&self, mark: &str) -> bool {
        let behind = self.at + mark.len();
        let mut found = self.text[behind..].match_indices(mark).map(|(at, _)| behind + at);
        found.any(|at| at > behind && self.can_close(at, mark))
    }

    /// A word begins behind it, none ends before it.
    fn can_open(&self, at: usize, mark: &str) -> bool {
        let before = self.text[..at].chars().next_back();
        let behind = self.text[at + mark.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && behind.is_some_and(|c| !c.is_whitespace())
    }

    /// A word ends before it, none begins behind it.
    fn can_close(&self, at: usize, mark: &str) -> bool {
        let before = self.text[..at].chars().next_back();
        let behind = self.text[at + mark.len()..].chars().next();
        before.is_some_and(|c| !c.is_whitespace() && c != '\\')
            && !behind.is_some_and(char::is_alphanumeric)
    }

    fn flag(&mut self, style: Style) -> &mut bool {
        match style {
            Style::Bold => &mut self.now.bold,
            Style::Underline => &mut self.now.underline,
            Style::Italic => &mut self.now.italic,
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.now.text);
        if !text.is_empty() {
            self.runs.push(Run { text, ..self.now.clone() });
        }
    }
}
