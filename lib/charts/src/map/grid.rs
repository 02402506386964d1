//! From degrees to whole units, so that neighbours still meet.
//!
//! Layers in use were simplified region by region: along a common border each neighbour kept
//! other points, which leaves slivers. Points are therefore welded to one grid point where they lie
//! closer than the eye can tell, and each edge is led through every point it passes closely: then
//! the neighbours walk the same way again.

use std::collections::{BTreeMap, BTreeSet};

use super::geojson::{BoundaryError, Degrees, Outline};
use crate::Point;

/// Rings of one region on the grid.
pub(super) type Rings = Vec<Vec<Point>>;

/// A whole map on the grid: rings per region, and the height that belongs to the width.
pub(super) struct Grid {
    pub regions: Vec<Rings>,
    pub height: i32,
}

/// Lays all regions on a grid `width` units wide. Longitudes are shortened by the cosine of the
/// middle latitude, which is exact enough for a regency.
pub(super) fn lay(outlines: &[Outline], width: i32) -> Result<Grid, BoundaryError> {
    let extent = Extent::of(outlines);
    let scale = f64::from(width) / extent.width();
    let height = extent.height() * scale;
    if !scale.is_finite() || height < 1.0 || height > f64::from(width) * 8.0 {
        return Err(BoundaryError::Flat);
    }
    let snap = |ring: &Vec<Degrees>| -> Vec<Point> {
        ring.iter().map(|&place| extent.point(place, scale)).collect()
    };
    let mut regions: Vec<Rings> =
        outlines.iter().map(|o| o.rings.iter().map(snap).collect()).collect();
    weld(&mut regions);
    meet(&mut regions);
    Ok(Grid { regions, height: whole(height) })
}

struct Extent {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

impl Extent {
    fn of(outlines: &[Outline]) -> Self {
        let none = Self {
            west: f64::INFINITY,
            east: f64::NEG_INFINITY,
            south: f64::INFINITY,
            north: f64::NEG_INFINITY,
        };
        outlines.iter().flat_map(|o| o.rings.iter().flatten()).fold(none, |e, &(lon, lat)| Self {
            west: e.west.min(lon),
            east: e.east.max(lon),
            south: e.south.min(lat),
            north: e.north.max(lat),
        })
    }

    fn shortening(&self) -> f64 {
        f64::midpoint(self.south, self.north).to_radians().cos()
    }

    fn width(&self) -> f64 {
        (self.east - self.west) * self.shortening()
    }

    fn height(&self) -> f64 {
        self.north - self.south
    }

    fn point(&self, (lon, lat): Degrees, scale: f64) -> Point {
        let x = (lon - self.west) * self.shortening() * scale;
        Point::new(whole(x), whole((self.north - lat) * scale))
    }
}

/// The nearest whole unit; the callers' values lie within the sheet.
#[expect(clippy::cast_possible_truncation, reason = "the sheet is a few thousand units at most")]
fn whole(value: f64) -> i32 {
    value.round() as i32
}

/// Moves points that lie within two units of each other onto the first of them, so that points
/// of two neighbours that mean the same place become the same.
fn weld(regions: &mut [Rings]) {
    let points: BTreeSet<Point> = regions.iter().flatten().flatten().copied().collect();
    let mut kept: BTreeSet<Point> = BTreeSet::new();
    let mut moved: BTreeMap<Point, Point> = BTreeMap::new();
    for point in points {
        let near = around(point).filter(|p| kept.contains(p));
        match near.min_by_key(|&p| (distance_squared(point, p), p)) {
            Some(target) => {
                moved.insert(point, target);
            }
            None => {
                kept.insert(point);
            }
        }
    }
    for point in regions.iter_mut().flatten().flatten() {
        *point = moved.get(point).copied().unwrap_or(*point);
    }
}

/// The grid points within two units.
fn around(point: Point) -> impl Iterator<Item = Point> {
    let offsets = (-2..=2).flat_map(|dx| (-2..=2).map(move |dy| (dx, dy)));
    let near = offsets.filter(|(dx, dy)| dx * dx + dy * dy <= 4);
    near.map(move |(dx, dy)| Point::new(point.x + dx, point.y + dy))
}

fn distance_squared(a: Point, b: Point) -> i32 {
    let (dx, dy) = (a.x - b.x, a.y - b.y);
    dx * dx + dy * dy
}

/// Leads every edge through the points of others that it passes, until nothing changes. New
/// edges may pass further points, but each round only bends them by a unit.
fn meet(regions: &mut [Rings]) {
    const ROUNDS: usize = 4;
    for _ in 0..ROUNDS {
        let points: BTreeSet<Point> = regions.iter().flatten().flatten().copied().collect();
        let mut changed = false;
        for ring in regions.iter_mut().flatten() {
            let led = led(ring, &points);
            changed |= led != *ring;
            *ring = led;
        }
        if !changed {
            return;
        }
    }
}

/// The ring with each passed point put in, without repeated points.
fn led(ring: &[Point], points: &BTreeSet<Point>) -> Vec<Point> {
    let mut out = Vec::with_capacity(ring.len());
    for (i, &from) in ring.iter().enumerate() {
        let to = ring[(i + 1) % ring.len()];
        out.push(from);
        let close = passed(from, to).filter(|&p| p != from && p != to && points.contains(&p));
        out.extend(close);
    }
    out.dedup();
    while out.len() > 1 && out.first() == out.last() {
        out.pop();
    }
    out
}

/// The grid points within a unit of an edge across its direction, in the order of the way.
/// Computed from the smaller end, so that both neighbours find the same ones whichever way they
/// walk.
fn passed(from: Point, to: Point) -> impl Iterator<Item = Point> {
    let (low, high) = if from <= to { (from, to) } else { (to, from) };
    let (dx, dy) = (high.x - low.x, high.y - low.y);
    let steps = dx.abs().max(dy.abs());
    let flat = dx.abs() >= dy.abs();
    (1..steps).flat_map(move |step| {
        let step = if from == low { step } else { steps - step };
        let (x, y) = (low.x + part(dx, step, steps), low.y + part(dy, step, steps));
        let aside = move |by| if flat { Point::new(x, y + by) } else { Point::new(x + by, y) };
        [0, -1, 1].map(aside)
    })
}

/// `way * step / steps`, rounded half up.
fn part(way: i32, step: i32, steps: i32) -> i32 {
    (2 * way * step + steps).div_euclid(2 * steps)
}
