//! A drawing: shapes in whole units, knowing nothing of SVG or PDF.

use crate::Tone;

/// A place, in units from the upper left corner; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

impl Point {
    pub const fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }
}

/// Which part of a text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Anchor {
    #[default]
    Start,
    Middle,
    End,
}

/// One shape. Later ones lie over earlier ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A filled rectangle whose corners may be rounded by `radius`.
    Rect { x: i32, y: i32, width: i32, height: i32, radius: i32, tone: Tone },
    /// A text whose baseline begins, centres or ends at the point.
    Text { at: Point, size: i32, anchor: Anchor, tone: Tone, text: String },
    /// A straight line of one unit.
    Rule { from: Point, to: Point, tone: Tone },
    /// A line through several points.
    Trace { points: Vec<Point>, tone: Tone },
    /// A filled area. Rings are closed without repeating the first point; a ring inside another
    /// is a hole (even-odd rule).
    Area { rings: Vec<Vec<Point>>, tone: Tone, title: Option<String>, link: Option<String> },
}

/// Shapes on a sheet of `width` × `height` units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The classes of the whole drawing, such as `chart hist`.
    pub class: &'static str,
    pub width: i32,
    pub height: i32,
    /// Whether the page may stretch it to any ratio. Only small bars, which hold no text.
    pub stretch: bool,
    /// The drawing in one sentence, for those who cannot see it; `None` where the same figure
    /// stands beside it in text, so that it is not read twice.
    pub sentence: Option<String>,
    pub shapes: Vec<Shape>,
}

impl Drawing {
    /// An empty sheet with its sentence.
    pub(crate) fn sheet(class: &'static str, size: (i32, i32), sentence: &str) -> Self {
        Self {
            class,
            width: size.0,
            height: size.1,
            stretch: false,
            sentence: Some(sentence.to_owned()),
            shapes: Vec::new(),
        }
    }

    pub(crate) fn text(
        &mut self,
        at: (i32, i32),
        style: (i32, Anchor, Tone),
        text: impl Into<String>,
    ) {
        let (size, anchor, tone) = style;
        let at = Point::new(at.0, at.1);
        self.shapes.push(Shape::Text { at, size, anchor, tone, text: text.into() });
    }

    /// A rectangle; one without extent is left out.
    pub(crate) fn rect(&mut self, at: (i32, i32), size: (i32, i32), radius: i32, tone: Tone) {
        let ((x, y), (width, height)) = (at, size);
        if width > 0 && height > 0 {
            self.shapes.push(Shape::Rect { x, y, width, height, radius, tone });
        }
    }

    /// A level line of the grid.
    pub(crate) fn level(&mut self, from: i32, to: i32, y: i32) {
        let (from, to) = (Point::new(from, y), Point::new(to, y));
        self.shapes.push(Shape::Rule { from, to, tone: Tone::Axis });
    }

    /// The drawing as an `<svg>` element to be put into a page unescaped: every text in it is
    /// escaped here, and it holds no style attribute, which the content security policy forbids.
    pub fn to_svg(&self) -> String {
        crate::svg::write(self)
    }
}
