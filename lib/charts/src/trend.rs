//! One figure over time, where moments need not follow each other and figures may be negative.

use crate::measure::{scaled, text_width};
use crate::{Anchor, Drawing, Point, Shape, Tone};

/// Narrow, because on a phone it is shown at about three quarters and its type with it.
const WIDTH: i32 = 440;
const HEIGHT: i32 = 232;
/// The field of the line: room beside it for half a label, above it for a figure.
const SIDE: i32 = 26;
const TOP: i32 = 34;
const GROUND: i32 = 196;
const TYPE: i32 = 15;
const DOT: i32 = 8;
/// The least distance between two labels beside each other.
const GAP: i32 = 10;

/// One point of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When, in any unit: distances between points are as those of these numbers.
    pub at: i64,
    pub value: i64,
    /// What stands below it, such as `2024`; left out where there is no room.
    pub label: String,
    /// The figure as it is written; the first, the last, the least and the greatest are shown.
    pub figure: String,
}

/// A line chart whose scale holds zero. Between two moments it is straight: nothing is known there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// The first and the last figure in one sentence, for those who cannot see the line.
    pub sentence: String,
    /// Rising in time.
    pub moments: Vec<Moment>,
}

impl Trend {
    pub fn draw(&self) -> Drawing {
        let mut drawing = Drawing::sheet("chart", (WIDTH, HEIGHT), &self.sentence);
        let zero = self.y(0);
        for y in [GROUND, GROUND - 54, GROUND - 108, TOP] {
            if (y - zero).abs() > 1 {
                drawing.level(0, WIDTH, y);
            }
        }
        drawing.shapes.push(Shape::Rule {
            from: Point::new(0, zero),
            to: Point::new(WIDTH, zero),
            tone: Tone::Axis,
        });
        let points: Vec<Point> = self.moments.iter().map(|it| self.point(it)).collect();
        if points.len() > 1 {
            drawing.shapes.push(Shape::Trace { points: points.clone(), tone: Tone::Line });
        }
        for point in points {
            let at = (point.x - DOT / 2, point.y - DOT / 2);
            drawing.rect(at, (DOT, DOT), DOT / 2, Tone::Data);
        }
        self.labels(&mut drawing);
        self.figures(&mut drawing);
        drawing
    }

    fn point(&self, it: &Moment) -> Point {
        Point::new(self.x(it.at), self.y(it.value))
    }

    fn x(&self, at: i64) -> i32 {
        let ends = self.moments.first().zip(self.moments.last());
        let (from, to) = ends.map_or((0, 0), |(first, last)| (first.at, last.at));
        if from == to {
            return WIDTH / 2;
        }
        let (gone, whole) = (i128::from(at) - i128::from(from), i128::from(to) - i128::from(from));
        SIDE + scaled(gone, whole, WIDTH - 2 * SIDE)
    }

    fn y(&self, value: i64) -> i32 {
        let values = || self.moments.iter().map(|it| i128::from(it.value)).chain([0]);
        let (least, most) = (values().min().unwrap_or(0), values().max().unwrap_or(0));
        GROUND - scaled(i128::from(value) - least, most - least, GROUND - TOP)
    }

    /// The last one first, then the first one, then what fits between them.
    fn labels(&self, drawing: &mut Drawing) {
        let mut taken: Vec<(i32, i32)> = Vec::new();
        let rest = 1..self.moments.len().saturating_sub(1);
        let ends = [self.moments.len().saturating_sub(1), 0];
        for it in ends.into_iter().chain(rest).filter_map(|at| self.moments.get(at)) {
            let place = self.place(it.at, &it.label);
            if fits(&taken, place) {
                taken.push(place);
                let at = (i32::midpoint(place.0, place.1), HEIGHT - 8);
                drawing.text(at, (TYPE, Anchor::Middle, Tone::Label), it.label.as_str());
            }
        }
    }

    /// Above their points: the last, the first, and the ends of the scale.
    fn figures(&self, drawing: &mut Drawing) {
        let last = self.moments.last();
        let most = self.moments.iter().max_by_key(|it| it.value);
        let least = self.moments.iter().min_by_key(|it| it.value);
        let mut taken: Vec<(i32, i32)> = Vec::new();
        let wanted = [last, self.moments.first(), most, least];
        for (nth, it) in wanted.into_iter().enumerate().filter_map(|(n, it)| Some((n, it?))) {
            let place = self.place(it.at, &it.figure);
            if fits(&taken, place) {
                taken.push(place);
                let at = (i32::midpoint(place.0, place.1), self.y(it.value) - 12);
                let tone = if nth == 0 { Tone::Figure } else { Tone::Label };
                drawing.text(at, (TYPE, Anchor::Middle, tone), it.figure.as_str());
            }
        }
    }

    /// From where to where a text reaches that is centred on a moment, moved into the sheet.
    fn place(&self, at: i64, text: &str) -> (i32, i32) {
        let width = text_width(text, TYPE).min(WIDTH);
        let left = (self.x(at) - width / 2).clamp(0, WIDTH - width);
        (left, left + width)
    }
}

/// Whether a place keeps its distance from all that are taken.
fn fits(taken: &[(i32, i32)], (left, right): (i32, i32)) -> bool {
    taken.iter().all(|(from, to)| right + GAP <= *from || *to + GAP <= left)
}
