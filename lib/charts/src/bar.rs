//! Small bars beside a figure: in a table cell, under a name, in a row of key figures.
//!
//! They stretch to the width of their place and are hidden from screen readers, because the
//! figure stands beside them.

use crate::measure::scaled;
use crate::{Drawing, Tone};

/// The full length in units. A thousand, so that a unit is a tenth of a percent.
const FULL: i32 = 1000;
const HEIGHT: i32 = 10;
/// Where a change is zero, and the longest way from there to either side.
const ZERO: i32 = FULL / 2;
const REACH: i32 = 480;
/// Between two parts of a proportion, and the least a part that is not zero may take.
const GAP: i32 = 4;
const LEAST: i32 = 8;

/// How a small bar is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// From the left on a grey track.
    Plain,
    /// The same for a figure that lags behind.
    Low,
    /// From the left, in the class of the figure, without a track.
    Class(Tone),
    /// From the middle: to the right when positive, to the left when negative.
    Change(Tone),
}

/// A small bar of `value`, where `max` (for a change: its size on either side) fills it. A larger
/// value is drawn full, one at or below zero (except for a change) has no length.
pub fn bar(value: i64, max: i64, kind: Bar) -> Drawing {
    let mut drawing = empty("bar");
    match kind {
        Bar::Plain => from_left(&mut drawing, value, max, (true, Tone::Bar)),
        Bar::Low => from_left(&mut drawing, value, max, (true, Tone::Low)),
        Bar::Class(tone) => from_left(&mut drawing, value, max, (false, tone)),
        Bar::Change(tone) => {
            drawing.class = "bar dv";
            from_middle(&mut drawing, value, max, tone);
        }
    }
    drawing
}

/// A small bar with a tick where the target lies.
pub fn bar_with_target(value: i64, target: i64, max: i64, kind: Bar) -> Drawing {
    let mut drawing = bar(value, max, kind);
    let tick = 12;
    let at = scaled(target, max, FULL).saturating_sub(tick / 2).clamp(0, FULL - tick);
    drawing.rect((at, 0), (tick, HEIGHT), 0, Tone::Mark);
    drawing
}

/// A whole parted by counts, such as up, unchanged and down. A part that is not zero stays
/// visible however small; a negative count is taken as zero. `sentence` as in [`Drawing`].
pub fn proportion(parts: &[(i64, Tone)], sentence: Option<&str>) -> Drawing {
    let mut drawing = empty("bar tall");
    drawing.sentence = sentence.map(str::to_owned);
    let shown: Vec<(i64, Tone)> = parts.iter().copied().filter(|(count, _)| *count > 0).collect();
    if shown.is_empty() {
        drawing.rect((0, 0), (FULL, HEIGHT), 0, Tone::Track);
    }
    let mut x = 0;
    for (width, (_, tone)) in widths(&shown).into_iter().zip(&shown) {
        drawing.rect((x, 0), (width, HEIGHT), 0, *tone);
        x += width + GAP;
    }
    drawing
}

/// Widths that fill the bar together with the gaps. What rounding and the least width add is
/// taken from the widest part.
fn widths(parts: &[(i64, Tone)]) -> Vec<i32> {
    let gaps = i32::try_from(parts.len().saturating_sub(1)).unwrap_or(0) * GAP;
    let room = (FULL - gaps).max(0);
    let total: i128 = parts.iter().map(|(count, _)| i128::from(*count)).sum();
    let share = |count: i64| i128::from(count) * i128::from(room) / total;
    let mut widths: Vec<i32> = parts
        .iter()
        .map(|(count, _)| i32::try_from(share(*count)).unwrap_or(room).max(LEAST))
        .collect();
    let excess = widths.iter().sum::<i32>() - room;
    if let Some(widest) = widths.iter_mut().max() {
        *widest = (*widest - excess).max(0);
    }
    widths
}

fn empty(class: &'static str) -> Drawing {
    Drawing {
        class,
        width: FULL,
        height: HEIGHT,
        stretch: true,
        sentence: None,
        shapes: Vec::new(),
    }
}

fn from_left(drawing: &mut Drawing, value: i64, max: i64, (track, tone): (bool, Tone)) {
    if track {
        drawing.rect((0, 0), (FULL, HEIGHT), 0, Tone::Track);
    }
    drawing.rect((0, 0), (scaled(value, max, FULL), HEIGHT), 0, tone);
}

fn from_middle(drawing: &mut Drawing, value: i64, max: i64, tone: Tone) {
    let length = scaled(value.saturating_abs(), max.saturating_abs(), REACH);
    let left = if value < 0 { ZERO - length } else { ZERO };
    // The pale tone of an unchanged region would be lost on a bar of a few units.
    let tone = if tone == Tone::Change2 { Tone::Third } else { tone };
    drawing.rect((left, 0), (length, HEIGHT), 0, tone);
    drawing.rect((ZERO - 4, 0), (8, HEIGHT), 0, Tone::Track);
}
