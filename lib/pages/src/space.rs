//! A blank place on a page, for the mark of a signature on a PDF that was made elsewhere.

use crate::{PagesError, Picture, Region, Renderer};

/// Pixels across: a line of text is several of them high.
const WIDTH: u32 = 800;
/// Points from the edges, 10 mm; between two tries; around the place.
const MARGIN: f64 = 28.35;
const STEP: f64 = 6.0;
const AROUND: f64 = 4.0;
/// Paper: scans are never quite white.
const LIGHT: u8 = 248;

/// The lower left corner of a place, in thousandths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corner {
    pub x: i64,
    pub y: i64,
}

impl Renderer {
    /// The lowest place of a size on a page (counted from 1) on which nothing is drawn: on the right
    /// before the left before the middle. The size is in thousandths of a point. Nothing for a page
    /// that is full, or turned.
    ///
    /// # Errors
    /// As [`Renderer::render`].
    pub fn blank(
        &self,
        pdf: impl AsRef<[u8]>,
        page: usize,
        (width, height): (i64, i64),
    ) -> Result<Option<Corner>, PagesError> {
        let picture = self.render(pdf, page, WIDTH)?;
        Ok(Sheet::of(&picture).and_then(|sheet| sheet.blank((points(width), points(height)))))
    }
}

/// A drawn page that stands upright, with its edges in points.
struct Sheet<'p> {
    picture: &'p Picture,
    left: f64,
    right: f64,
    bottom: f64,
    top: f64,
}

impl<'p> Sheet<'p> {
    fn of(picture: &'p Picture) -> Option<Self> {
        let [a, b, c, d, e, f] = picture.matrix;
        let turned = b.abs() > f64::EPSILON || c.abs() > f64::EPSILON || a <= 0.0 || d >= 0.0;
        let (width, height) = (f64::from(picture.width), f64::from(picture.height));
        (!turned).then(|| Self {
            picture,
            left: -e / a,
            right: (width - e) / a,
            bottom: (height - f) / d,
            top: -f / d,
        })
    }

    fn blank(&self, (width, height): (f64, f64)) -> Option<Corner> {
        let right = self.right - MARGIN - width;
        let left = self.left + MARGIN;
        let columns = [right, left, f64::midpoint(left, right)];
        let mut bottom = self.bottom + MARGIN;
        while right >= left && bottom + height <= self.top - MARGIN {
            let free = |x: &&f64| self.is_blank([**x, bottom, **x + width, bottom + height]);
            if let Some(x) = columns.iter().find(free) {
                return Some(Corner { x: thousandths(*x), y: thousandths(bottom) });
            }
            bottom += STEP;
        }
        None
    }

    fn is_blank(&self, [x0, y0, x1, y1]: [f64; 4]) -> bool {
        let around = [x0 - AROUND, y0 - AROUND, x1 + AROUND, y1 + AROUND];
        let Region { left, top, width, height } = self.picture.region(around);
        let light = |x, y| self.picture.pixel(x, y).iter().all(|part| *part >= LIGHT);
        (top..top + height).all(|y| (left..left + width).all(|x| light(x, y)))
    }
}

#[expect(clippy::cast_precision_loss, reason = "sizes on a page are small numbers")]
fn points(thousandths: i64) -> f64 {
    thousandths as f64 / 1_000.0
}

#[expect(clippy::cast_possible_truncation, reason = "places on a page are small numbers")]
fn thousandths(points: f64) -> i64 {
    (points * 1_000.0).round() as i64
}
