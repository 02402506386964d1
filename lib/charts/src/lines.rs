//! Two lines over time: what happened (solid) and what was planned (dashed).

use crate::measure::{scaled, text_width};
use crate::{Anchor, Drawing, Point, Shape, Tone};

/// Narrow, because on a phone it is shown at about three quarters and its type with it.
const WIDTH: i32 = 400;
/// The field of the lines: left, least width, top, ground. At its right stand the last figures.
const LEFT: i32 = 4;
const LEAST: i32 = 160;
const TOP: i32 = 20;
const GROUND: i32 = 170;
const HEIGHT: i32 = 200;
const TYPE: i32 = 15;
/// The least distance between two texts above each other.
const LEADING: i32 = 18;

/// A line chart from zero. Both lines share the scale and begin at the same moment; the shorter
/// one simply ends earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Both last figures in one sentence, for those who cannot see the lines.
    pub sentence: String,
    /// What stands below each moment, such as `Jan`; empty ones leave the place free.
    pub moments: Vec<String>,
    pub actual: Vec<i64>,
    pub target: Vec<i64>,
    /// The value at the top line; a larger one is drawn there.
    pub max: i64,
    /// The last figure of each line with its name, such as `realisasi 70,9`; may be empty.
    pub actual_label: String,
    pub target_label: String,
}

impl Lines {
    pub fn draw(&self) -> Drawing {
        let mut drawing = Drawing::sheet("chart", (WIDTH, HEIGHT), &self.sentence);
        for y in [GROUND, GROUND - 50, GROUND - 100, TOP] {
            drawing.level(LEFT, self.right(), y);
        }
        self.moments(&mut drawing);
        let (target, actual) = (self.points(&self.target), self.points(&self.actual));
        let ends = ends(target.last(), actual.last());
        trace(&mut drawing, target, Tone::Target);
        trace(&mut drawing, actual, Tone::Line);
        label(&mut drawing, ends.0, &self.target_label, Tone::Label);
        label(&mut drawing, ends.1, &self.actual_label, Tone::Figure);
        drawing
    }

    fn moments(&self, drawing: &mut Drawing) {
        let last = self.moments.len().saturating_sub(1);
        for (i, moment) in self.moments.iter().enumerate().filter(|(_, m)| !m.is_empty()) {
            let anchor = if i == 0 && last > 0 { Anchor::Start } else { Anchor::Middle };
            drawing.text((self.x(i), HEIGHT - 6), (TYPE, anchor, Tone::Label), moment);
        }
    }

    fn x(&self, i: usize) -> i32 {
        let steps = self.moments.len().max(self.actual.len()).max(self.target.len());
        let steps = i64::try_from(steps).unwrap_or(i64::MAX).saturating_sub(1);
        LEFT + scaled(i64::try_from(i).unwrap_or(i64::MAX), steps, self.right() - LEFT)
    }

    /// Where the field ends, so that the last figures have room behind it.
    fn right(&self) -> i32 {
        let labels = [&self.actual_label, &self.target_label];
        let widest = labels.map(|label| text_width(label, TYPE)).into_iter().max().unwrap_or(0);
        (WIDTH - widest.saturating_add(10)).max(LEAST)
    }

    fn points(&self, values: &[i64]) -> Vec<Point> {
        let y = |value: i64| GROUND - scaled(value, self.max, GROUND - TOP);
        values.iter().enumerate().map(|(i, &value)| Point::new(self.x(i), y(value))).collect()
    }
}

/// A line of a single moment has no length: it becomes a short level one that can be seen.
fn trace(drawing: &mut Drawing, mut points: Vec<Point>, tone: Tone) {
    if let [only] = points[..] {
        points.push(Point::new(only.x + 4, only.y));
    }
    if !points.is_empty() {
        drawing.shapes.push(Shape::Trace { points, tone });
    }
}

/// Where the labels of target and actual stand: beside the last points, moved apart so that they
/// do not lie over each other.
fn ends(target: Option<&Point>, actual: Option<&Point>) -> (Option<Point>, Option<Point>) {
    let (Some(&target), Some(&actual)) = (target, actual) else {
        return (target.copied(), actual.copied());
    };
    let lack = (LEADING - (target.y - actual.y).abs()).max(0);
    let (up, down) = (lack / 2, lack - lack / 2);
    let (target_move, actual_move) = if target.y <= actual.y { (-up, down) } else { (down, -up) };
    (
        Some(Point::new(target.x, target.y + target_move)),
        Some(Point::new(actual.x, actual.y + actual_move)),
    )
}

fn label(drawing: &mut Drawing, end: Option<Point>, text: &str, tone: Tone) {
    if let Some(end) = end.filter(|_| !text.is_empty()) {
        drawing.text((end.x + 8, end.y + 5), (TYPE, Anchor::Start, tone), text);
    }
}
