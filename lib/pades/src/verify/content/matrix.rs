//! Points, rectangles and their transformation (ISO 32000-1 §8.3). Units are those of the page.

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    pub left: f64,
    pub bottom: f64,
    pub right: f64,
    pub top: f64,
}

/// Rectangles that share a strip thinner than this only touch.
const TOUCH: f64 = 0.75;

impl Rectangle {
    /// The smallest that holds these points.
    pub fn of(points: &[(f64, f64)]) -> Self {
        let mut all = Self {
            left: f64::INFINITY,
            bottom: f64::INFINITY,
            right: f64::NEG_INFINITY,
            top: f64::NEG_INFINITY,
        };
        for (x, y) in points {
            all.left = all.left.min(*x);
            all.right = all.right.max(*x);
            all.bottom = all.bottom.min(*y);
            all.top = all.top.max(*y);
        }
        all
    }

    pub fn has_area(&self) -> bool {
        self.right > self.left && self.top > self.bottom
    }

    /// Whether both share more than an edge. What is no number meets everything.
    pub fn meets(&self, other: &Self) -> bool {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.top.min(other.top) - self.bottom.max(other.bottom);
        let thin = |a: f64, b: f64| TOUCH.min((a / 2.0).abs()).min((b / 2.0).abs());
        let across = thin(self.right - self.left, other.right - other.left);
        let along = thin(self.top - self.bottom, other.top - other.bottom);
        !(width <= across || height <= along)
    }
}

/// `[a b c d e f]` of the standard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub const fn moved(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this one, then `next`.
    pub fn then(&self, next: &Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let (x, y) = next.apply(e, f);
        let [na, nb, nc, nd, ..] = next.0;
        Self([
            a.mul_add(na, b * nc),
            a.mul_add(nb, b * nd),
            c.mul_add(na, d * nc),
            c.mul_add(nb, d * nd),
            x,
            y,
        ])
    }

    pub fn apply(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a.mul_add(x, c.mul_add(y, e)), b.mul_add(x, d.mul_add(y, f)))
    }
}
