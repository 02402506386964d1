//! Where a label stands: the point of an area that is farthest from its border. A label of two
//! digits is half as wide again as high, so heights count half as much again.
//!
//! The centroid of a region with a bay may lie in the sea, or in the neighbour. A square that
//! may hold a better point than the best so far is quartered until one unit decides.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::arcs::edges;
use super::grid::Rings;
use crate::Point;

/// The point and how many units beside it are free. `None` for an area without rings.
pub(super) fn inner_point(rings: &Rings) -> Option<(Point, i32)> {
    let stretch = |p: &Point| Point::new(2 * p.x, 3 * p.y);
    let stretched = rings.iter().map(|ring| ring.iter().map(stretch).collect()).collect();
    let (Point { x, y }, room) = farthest_inside(&stretched)?;
    Some((Point::new(x / 2, y / 3), room / 2))
}

fn farthest_inside(rings: &Rings) -> Option<(Point, i32)> {
    let mut queue = BinaryHeap::new();
    let (low, high) = bounds(rings)?;
    let size = (high.x - low.x).max(high.y - low.y).max(1);
    queue.push(Square::new(
        f64::from(low.x + high.x) / 2.0,
        f64::from(low.y + high.y) / 2.0,
        f64::from(size) / 2.0,
        rings,
    ));
    let mut best: Option<Square> = None;
    while let Some(square) = queue.pop() {
        let best_distance = best.as_ref().map_or(f64::NEG_INFINITY, |b| b.distance);
        if square.reach - best_distance < 0.5 {
            break;
        }
        let half = square.half / 2.0;
        for (sx, sy) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
            let (x, y) = (square.x + sx * half, square.y + sy * half);
            queue.push(Square::new(x, y, half, rings));
        }
        if square.distance > best_distance {
            best = Some(square);
        }
    }
    best.map(|square| {
        (Point::new(whole(square.x), whole(square.y)), whole(square.distance.floor()))
    })
}

/// A square with the distance of its middle from the border, negative outside the area.
struct Square {
    x: f64,
    y: f64,
    half: f64,
    distance: f64,
    /// The most any of its points could have.
    reach: f64,
}

impl Square {
    fn new(x: f64, y: f64, half: f64, rings: &Rings) -> Self {
        let distance = distance(x, y, rings);
        Self { x, y, half, distance, reach: distance + half * std::f64::consts::SQRT_2 }
    }
}

/// The greatest reach first; of equal ones the upper left, so that the result never changes.
impl Ord for Square {
    fn cmp(&self, other: &Self) -> Ordering {
        let place = |s: &Self| (s.y, s.x);
        let ((ay, ax), (by, bx)) = (place(self), place(other));
        self.reach.total_cmp(&other.reach).then(by.total_cmp(&ay)).then(bx.total_cmp(&ax))
    }
}

impl PartialOrd for Square {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Square {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Square {}

/// Distance from the border, negative outside.
fn distance(x: f64, y: f64, rings: &Rings) -> f64 {
    let mut inside = false;
    let mut nearest = f64::INFINITY;
    for (a, b) in rings.iter().flat_map(|ring| edges(ring)) {
        let (ax, ay) = (f64::from(a.x), f64::from(a.y));
        let (bx, by) = (f64::from(b.x), f64::from(b.y));
        if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
            inside = !inside;
        }
        nearest = nearest.min(from_edge((x, y), (ax, ay), (bx, by)));
    }
    if inside { nearest } else { -nearest }
}

fn from_edge((x, y): (f64, f64), (ax, ay): (f64, f64), (bx, by): (f64, f64)) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((x - ax) * dx + (y - ay) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    let (ox, oy) = (x - ax - along * dx, y - ay - along * dy);
    (ox * ox + oy * oy).sqrt()
}

fn bounds(rings: &Rings) -> Option<(Point, Point)> {
    let points = || rings.iter().flatten();
    let low = Point::new(points().map(|p| p.x).min()?, points().map(|p| p.y).min()?);
    let high = Point::new(points().map(|p| p.x).max()?, points().map(|p| p.y).max()?);
    Some((low, high))
}

#[expect(clippy::cast_possible_truncation, reason = "the point lies on the sheet")]
fn whole(value: f64) -> i32 {
    value.round() as i32
}
