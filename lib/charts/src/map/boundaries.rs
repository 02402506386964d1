//! The boundaries of a map, ready to be coloured.

use super::geojson::{self, BoundaryError, Outline};
use super::grid::{self, Rings};
use super::{arcs, label};
use crate::Point;

/// Width of every map in units; on a phone about two units are a pixel.
const WIDTH: i32 = 600;
/// A point at most this many tenths of a unit off the line is left out.
const TOLERANCE: i64 = 10;
/// Islands of less than this many square units are left out, unless a region has no larger part.
const LEAST_AREA: i64 = 4;

/// One region on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The code of the ministry of home affairs, such as `64.08.04`.
    pub code: String,
    pub name: String,
    /// Outer rings and holes on the grid of the map, not repeating their first point.
    pub rings: Vec<Vec<Point>>,
    /// The point inside that leaves most room for a label.
    pub middle: Point,
    /// How many units beside the point are free, and two thirds as many above and below.
    pub room: i32,
}

/// Regions whose common borders are drawn from the same points, in the order of their codes.
///
/// Reading and simplifying takes a few milliseconds: do it once at start-up and keep the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundaries {
    regions: Vec<Region>,
    height: i32,
}

impl Boundaries {
    /// Reads a GeoJSON collection of polygons in longitude and latitude. The code of a region is
    /// the feature's `id` or its property `kode`, the name its property `nama`.
    ///
    /// The result is for a small map only: lines are moved by up to a unit, islands below four
    /// square units are dropped. It says nothing about where a boundary lies by law.
    ///
    /// # Errors
    /// Says which region is malformed and how, see [`BoundaryError`].
    pub fn parse(geojson: &str) -> Result<Self, BoundaryError> {
        let mut outlines = geojson::read(geojson)?;
        outlines.sort_by(|a, b| a.code.cmp(&b.code));
        let mut grid = grid::lay(&outlines, WIDTH)?;
        let snapped = grid.regions.clone();
        arcs::simplify(&mut grid.regions, TOLERANCE);
        let drawn = grid.regions.into_iter().zip(&snapped).map(|(rings, raw)| visible(rings, raw));
        let regions = outlines.into_iter().zip(drawn).map(|(o, rings)| region(o, rings)).collect();
        Ok(Self { regions, height: grid.height })
    }

    /// The regions, by code.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    pub fn width(&self) -> i32 {
        WIDTH
    }

    pub fn height(&self) -> i32 {
        self.height
    }
}

/// The rings worth drawing. A region too small for the grid becomes a small square: it must not
/// be missing from the map.
fn visible(rings: Rings, raw: &Rings) -> Rings {
    let area = |ring: &Vec<Point>| arcs::doubled_area(ring).abs() / 2;
    let largest = rings.iter().map(area).max().unwrap_or(0);
    let kept: Rings =
        rings.into_iter().filter(|ring| area(ring) >= LEAST_AREA.min(largest)).collect();
    match raw.iter().flatten().min() {
        Some(&Point { x, y }) if kept.is_empty() => {
            let corners = [(-1, -1), (2, -1), (2, 2), (-1, 2)];
            vec![corners.map(|(dx, dy)| Point::new(x + dx, y + dy)).to_vec()]
        }
        _ => kept,
    }
}

fn region(outline: Outline, rings: Rings) -> Region {
    let (middle, room) = label::inner_point(&rings).unwrap_or((Point::new(0, 0), 0));
    Region { code: outline.code, name: outline.name, rings, middle, room }
}
