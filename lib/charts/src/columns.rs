//! Columns beside each other: how many objects fall into each class of change.

use crate::measure::{scaled, text_width, two_lines};
use crate::{Anchor, Drawing, Tone};

/// The least width of the sheet and the room a column takes with its gap.
const WIDTH: i32 = 620;
const MARGIN: i32 = 4;
const GAP: i32 = 12;
const PITCH: i32 = 88;
/// The longest column, and where all stand.
const TALLEST: i32 = 150;
const GROUND: i32 = 176;
const TYPE: i32 = 14;
const NOTE_TYPE: i32 = 13;
const LINE: i32 = 18;

/// One column. One at or below zero has no height; its figure is written all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Below the column; parted into two lines where it is wide.
    pub label: String,
    pub value: i64,
    /// The value as people read it, above the column.
    pub figure: String,
    pub tone: Tone,
}

/// A column chart with direct labels: no scale at the side, no legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// All figures in one sentence, for those who cannot see the columns.
    pub sentence: String,
    /// What is counted, below the labels; may be empty.
    pub note: String,
    pub columns: Vec<Column>,
}

impl Columns {
    pub fn draw(&self) -> Drawing {
        let pitch = self.pitch();
        let count = i32::try_from(self.columns.len()).unwrap_or(0);
        let width = (count.saturating_mul(pitch) + 2 * MARGIN - GAP).max(WIDTH);
        let mut drawing = Drawing::sheet("chart hist", (width, 0), &self.sentence);
        let max = self.columns.iter().map(|c| c.value).max().unwrap_or(0);
        let mut lines = 1;
        for (x, column) in (MARGIN..).step_by(pitch.unsigned_abs() as usize).zip(&self.columns) {
            lines = lines.max(column.draw(&mut drawing, (x, pitch - GAP), max));
        }
        drawing.level(0, width, GROUND);
        drawing.height = GROUND + lines * LINE + 8;
        if !self.note.is_empty() {
            let at = (MARGIN, drawing.height + 16);
            drawing.text(at, (NOTE_TYPE, Anchor::Start, Tone::Label), &self.note);
            drawing.height += 24;
        }
        drawing
    }

    /// Room for every figure and for every label in two lines.
    fn pitch(&self) -> i32 {
        let width = |column: &Column| {
            let (first, second) = two_lines(&column.label);
            let texts = [first, second.unwrap_or(""), &column.figure];
            texts.map(|text| text_width(text, TYPE)).into_iter().max().unwrap_or(0)
        };
        self.columns.iter().map(|c| width(c) + GAP / 2).max().unwrap_or(0).max(PITCH)
    }
}

impl Column {
    /// Draws the column into its place and returns the lines of its label.
    fn draw(&self, drawing: &mut Drawing, (x, width): (i32, i32), max: i64) -> i32 {
        let height = scaled(self.value, max, TALLEST);
        let middle = x + width / 2;
        drawing.rect((x, GROUND - height), (width, height), 2, self.tone);
        let style = (TYPE, Anchor::Middle, Tone::Figure);
        drawing.text((middle, GROUND - height - 8), style, &self.figure);
        let style = (TYPE, Anchor::Middle, Tone::Label);
        if text_width(&self.label, TYPE) <= width + GAP / 2 {
            drawing.text((middle, GROUND + 20), style, &self.label);
            return 1;
        }
        let (first, second) = two_lines(&self.label);
        drawing.text((middle, GROUND + 20), style, first);
        let Some(second) = second else { return 1 };
        drawing.text((middle, GROUND + 20 + LINE), style, second);
        2
    }
}
