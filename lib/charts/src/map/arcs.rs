//! Simplifies common borders once for both neighbours.
//!
//! Where three ways meet, or a way ends at the outside, is a junction. Between two junctions runs
//! an arc, which belongs to one region or to two. Each arc is simplified by itself and the same
//! way in both directions, so neighbours keep their border and no gap opens.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::Rings;
use crate::Point;

/// Simplifies all rings: no dropped point lay more than `tolerance` tenths of a unit off the
/// new line. Rings that enclose nothing vanish.
pub(super) fn simplify(regions: &mut [Rings], tolerance: i64) {
    for ring in regions.iter_mut().flatten() {
        *ring = without_spikes(ring);
    }
    let junctions = junctions(regions);
    for rings in regions.iter_mut() {
        for ring in rings.iter_mut() {
            *ring = without_spikes(&thinned(ring, &junctions, tolerance));
        }
        rings.retain(|ring| ring.len() > 2 && doubled_area(ring) != 0);
    }
}

/// Twice the area a ring encloses, positive when it runs clockwise on the sheet.
pub(super) fn doubled_area(ring: &[Point]) -> i64 {
    edges(ring).map(|(a, b)| cross((a.x, a.y), (b.x, b.y))).sum()
}

pub(super) fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    let next = ring.iter().cycle().skip(1);
    ring.iter().copied().zip(next.copied())
}

fn cross(a: (i32, i32), b: (i32, i32)) -> i64 {
    i64::from(a.0) * i64::from(b.1) - i64::from(a.1) * i64::from(b.0)
}

/// Removes ways that go out and straight back, which snapping leaves where a ring was thin.
fn without_spikes(ring: &[Point]) -> Vec<Point> {
    let mut out: Vec<Point> = Vec::with_capacity(ring.len());
    for &point in ring {
        out.push(point);
        while let [.., before, _, last] = out[..] {
            if before != last {
                break;
            }
            out.truncate(out.len() - 2);
        }
        if let [.., before, last] = out[..]
            && before == last
        {
            out.pop();
        }
    }
    while out.len() > 2 {
        let (first, last) = (out[0], out[out.len() - 1]);
        if first == last {
            out.pop();
        } else if out[1] == last {
            out.remove(0);
        } else if out[out.len() - 2] == first {
            out.pop();
        } else {
            break;
        }
    }
    out
}

/// The points at which more than two ways meet.
fn junctions(regions: &[Rings]) -> BTreeSet<Point> {
    let mut neighbours: BTreeMap<Point, BTreeSet<Point>> = BTreeMap::new();
    for (a, b) in regions.iter().flatten().flat_map(|ring| edges(ring)) {
        neighbours.entry(a).or_default().insert(b);
        neighbours.entry(b).or_default().insert(a);
    }
    neighbours.into_iter().filter(|(_, ways)| ways.len() > 2).map(|(point, _)| point).collect()
}

/// One ring, arc by arc. A ring without junctions (an island, or a hole that one region fills)
/// is cut at its smallest and at its farthest point, so that it stays an area.
fn thinned(ring: &[Point], junctions: &BTreeSet<Point>, tolerance: i64) -> Vec<Point> {
    let mut cuts: Vec<usize> = (0..ring.len()).filter(|&i| junctions.contains(&ring[i])).collect();
    if cuts.len() < 2 {
        cuts = own_cuts(ring, cuts.first().copied());
    }
    let Some(&first) = cuts.first() else { return ring.to_vec() };
    let mut out = Vec::with_capacity(ring.len());
    for (i, &from) in cuts.iter().enumerate() {
        let to = cuts.get(i + 1).copied().unwrap_or(first + ring.len());
        let arc: Vec<Point> = (from..=to).map(|at| ring[at % ring.len()]).collect();
        let arc = simplified(arc, tolerance);
        out.extend_from_slice(&arc[..arc.len() - 1]);
    }
    out
}

fn own_cuts(ring: &[Point], junction: Option<usize>) -> Vec<usize> {
    let Some(start) = junction.or_else(|| (0..ring.len()).min_by_key(|&i| ring[i])) else {
        return Vec::new();
    };
    let distance = |i: &usize| square(ring[start], ring[*i]);
    let far = (0..ring.len()).max_by_key(|i| (distance(i), ring[*i])).unwrap_or(start);
    let mut cuts = vec![start, far];
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// An arc simplified the same way from either end.
fn simplified(mut arc: Vec<Point>, tolerance: i64) -> Vec<Point> {
    let reversed = arc.iter().gt(arc.iter().rev());
    if reversed {
        arc.reverse();
    }
    let mut keep = vec![false; arc.len()];
    mark(&arc, (0, arc.len() - 1), tolerance, &mut keep);
    let mut kept: Vec<Point> =
        arc.into_iter().zip(keep).filter_map(|(point, keep)| keep.then_some(point)).collect();
    if reversed {
        kept.reverse();
    }
    kept
}

/// Douglas and Peucker's method on a stack of spans: keeps the point farthest off the line while
/// it is farther than the tolerance.
fn mark(arc: &[Point], whole: (usize, usize), tolerance: i64, keep: &mut [bool]) {
    let mut spans = vec![whole];
    while let Some((from, to)) = spans.pop() {
        keep[from] = true;
        keep[to] = true;
        let off = |i: usize| off_line(arc[from], arc[to], arc[i]);
        let Some(farthest) = (from + 1..to).max_by_key(|&i| (off(i), std::cmp::Reverse(i))) else {
            continue;
        };
        // Both sides are squared and multiplied by the squared length of the line.
        let line = square(arc[from], arc[to]).max(1);
        if off(farthest) * 100 > tolerance * tolerance * line {
            spans.push((from, farthest));
            spans.push((farthest, to));
        }
    }
}

/// The squared distance of a point from a line, times the line's squared length.
fn off_line(from: Point, to: Point, point: Point) -> i64 {
    if from == to {
        return square(from, point);
    }
    let area = cross((to.x - from.x, to.y - from.y), (point.x - from.x, point.y - from.y));
    area * area
}

fn square(a: Point, b: Point) -> i64 {
    let (dx, dy) = (i64::from(a.x - b.x), i64::from(a.y - b.y));
    dx * dx + dy * dy
}
