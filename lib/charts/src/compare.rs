//! The same whole in several years, parted the same way: land and buildings of last year and
//! this year on a notice.

use crate::measure::{scaled, text_width};
use crate::{Anchor, Drawing, Tone};

/// Width of the sheet, where bars begin, height of a bar, way from bar to bar.
const WIDTH: i32 = 560;
const LEFT: i32 = 66;
const BAR: i32 = 40;
const PITCH: i32 = 62;
/// Additional height of a row whose labels stand below it.
const CAPTION: i32 = 30;
/// The longest bar. What it leaves free are gaps and parts too small for the scale.
const REACH: i32 = WIDTH - LEFT - 6;
const TYPE: i32 = 18;
/// The type on a phone, where the stylesheet enlarges it: what fits must fit there.
const PHONE_TYPE: i32 = 25;
const PADDING: i32 = 12;
const GAP: i32 = 2;
const TONES: [Tone; 3] = [Tone::Data, Tone::Second, Tone::Third];

/// One part of a row with its label, such as `94,6 juta`. A part at or below zero has no length;
/// below zero its label is still written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub value: i64,
    pub label: String,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// At most five characters, such as a year.
    pub name: String,
    /// In the order of the series.
    pub parts: Vec<Part>,
}

/// Rows on one scale, so that their lengths can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// All figures in one sentence, for those who cannot see the bars.
    pub sentence: String,
    /// Names of up to three series, as in the legend.
    pub series: Vec<String>,
    pub rows: Vec<Row>,
}

/// Where a label found room.
enum Place {
    Inside,
    Behind,
    Below,
}

struct Segment<'a> {
    tone: Tone,
    series: &'a str,
    part: &'a Part,
    x: i32,
    width: i32,
}

impl Comparison {
    pub fn draw(&self) -> Drawing {
        let mut drawing = Drawing::sheet("chart cmp", (WIDTH, 0), &self.sentence);
        let max = self.rows.iter().map(total).max().unwrap_or(0);
        let mut y = 10;
        for row in &self.rows {
            y += self.row(&mut drawing, row, max, y);
        }
        drawing.height = (y - PITCH + BAR + 16).max(BAR);
        drawing
    }

    /// The tones and names of the legend.
    pub fn legend(&self) -> Vec<crate::legend::Entry> {
        let entry = |(name, tone): (&String, Tone)| crate::legend::Entry::new(tone, name);
        self.series.iter().zip(TONES).map(entry).collect()
    }

    /// Draws one row and returns how far below it the next one begins.
    fn row(&self, drawing: &mut Drawing, row: &Row, max: i128, y: i32) -> i32 {
        drawing.text((0, y + 26), (TYPE, Anchor::Start, Tone::Figure), &row.name);
        let segments = self.segments(row, max);
        let end = segments.iter().map(|s| s.x + s.width).max().unwrap_or(LEFT);
        let mut below = Vec::new();
        for (i, segment) in segments.iter().enumerate() {
            drawing.rect((segment.x, y), (segment.width, BAR), 3, segment.tone);
            let last = segments[i + 1..].iter().all(|s| s.width == 0);
            match place(segment, last.then_some(end)) {
                Place::Inside => inside(drawing, segment, y),
                Place::Behind => behind(drawing, &segment.part.label, end, y),
                Place::Below if segment.part.value == 0 => {}
                Place::Below => below.push(format!("{} {}", segment.series, segment.part.label)),
            }
        }
        if below.is_empty() {
            return PITCH;
        }
        let style = (TYPE, Anchor::Start, Tone::Figure);
        drawing.text((LEFT, y + BAR + 24), style, below.join(" · "));
        PITCH + CAPTION
    }

    fn segments<'a>(&'a self, row: &'a Row, max: i128) -> Vec<Segment<'a>> {
        let (mut x, mut sum) = (LEFT, 0_i128);
        let named = self.series.iter().zip(TONES).zip(&row.parts);
        named
            .map(|((series, tone), part)| {
                sum += i128::from(part.value.max(0));
                let end = LEFT + scaled(sum, max, REACH);
                let width = if part.value > 0 { (end - x - GAP).max(1) } else { 0 };
                let segment = Segment { tone, series, part, x, width };
                x = if width > 0 { x + width + GAP } else { x };
                segment
            })
            .collect()
    }
}

/// A label stands in its part if there is room, else behind the bar if it is the last part,
/// else below the bar with the name of its series.
fn place(segment: &Segment<'_>, end_if_last: Option<i32>) -> Place {
    let width = text_width(&segment.part.label, PHONE_TYPE);
    // No ink is legible enough on the third tone in both themes.
    if segment.tone != Tone::Third && segment.width >= width + 2 * PADDING {
        return Place::Inside;
    }
    match end_if_last {
        Some(end) if segment.part.value >= 0 && end + PADDING + width <= WIDTH => Place::Behind,
        _ => Place::Below,
    }
}

fn inside(drawing: &mut Drawing, segment: &Segment<'_>, y: i32) {
    let tone = if segment.tone == Tone::Second { Tone::Figure } else { Tone::OnData };
    let at = (segment.x + PADDING, y + 26);
    drawing.text(at, (TYPE, Anchor::Start, tone), &segment.part.label);
}

fn behind(drawing: &mut Drawing, label: &str, end: i32, y: i32) {
    drawing.text((end + PADDING, y + 26), (TYPE, Anchor::Start, Tone::Figure), label);
}

fn total(row: &Row) -> i128 {
    row.parts.iter().map(|part| i128::from(part.value.max(0))).sum()
}
