//! Neighbours on a map keep their common border.

use charts::map::Region;
use charts::{Boundaries, Point};
use proptest::prelude::*;

use crate::maps::KUTAI_TIMUR;

/// Whether the middle of the unit at a point lies in a region.
pub(crate) fn holds(region: &Region, point: Point) -> bool {
    let (x, y) = (2 * point.x + 1, 2 * point.y + 1);
    let crosses = |a: Point, b: Point| {
        let (ax, ay, bx, by) = (2 * a.x, 2 * a.y, 2 * b.x, 2 * b.y);
        let left = i64::from(x - ax) * i64::from(by - ay);
        let right = i64::from(bx - ax) * i64::from(y - ay);
        (ay > y) != (by > y) && if by > ay { left < right } else { left > right }
    };
    edges(region).filter(|(a, b)| crosses(*a, *b)).count() % 2 == 1
}

/// Every border inside the rectangle, walked both ways, and the area of both halves.
fn common_border_and_area(boundaries: &Boundaries) -> (bool, i64) {
    let (width, height) = (boundaries.width(), boundaries.height());
    let outside = |a: Point, b: Point| {
        let both = |x, y| [a, b].iter().all(|p| p.x == x || p.y == y);
        both(0, -1) || both(width, -1) || both(-1, 0) || both(-1, height)
    };
    let edges: Vec<(Point, Point)> = boundaries.regions().iter().flat_map(edges).collect();
    let inner = || edges.iter().filter(|(a, b)| !outside(*a, *b));
    let walked_back = |(a, b): &(Point, Point)| edges.contains(&(*b, *a));
    let area = edges
        .iter()
        .map(|(a, b)| i64::from(a.x) * i64::from(b.y) - i64::from(a.y) * i64::from(b.x));
    (inner().count() > 0 && inner().all(walked_back), area.sum::<i64>().abs())
}

fn edges(region: &Region) -> impl Iterator<Item = (Point, Point)> {
    let edges = region.rings.iter().flat_map(|r| r.iter().zip(r.iter().cycle().skip(1)));
    edges.map(|(a, b)| (*a, *b))
}

#[test]
fn kecamatan_hardly_overlap() {
    let boundaries = Boundaries::parse(KUTAI_TIMUR).expect("the boundaries can be read");
    let units = (0..boundaries.height()).step_by(2);
    let units =
        units.flat_map(|y| (0..boundaries.width()).step_by(2).map(move |x| Point::new(x, y)));
    let held = units.map(|unit| boundaries.regions().iter().filter(|r| holds(r, unit)).count());
    let held: Vec<usize> = held.collect();
    let at_least = |n| held.iter().filter(|&&count| count >= n).count();
    let (twice, once) = (at_least(2), at_least(1));
    assert!(twice * 1000 < once, "{twice} of {once} units lie in two kecamatan");
}

/// Two halves of a rectangle whose common border one neighbour knows only roughly.
fn halves(border: &[f64], kept: &[bool]) -> String {
    let step = 1.0 / (border.len() + 1) as f64;
    let places: Vec<(f64, f64)> =
        border.iter().enumerate().map(|(i, x)| (*x, step * (i + 1) as f64)).collect();
    let rough = places.iter().zip(kept).filter(|(_, keep)| **keep).map(|(place, _)| *place);
    let west = ring(
        [(0.0, 1.0), (0.0, 0.0), (1.0, 0.0)].into_iter().chain(places.clone()).chain([(1.0, 1.0)]),
    );
    let east = ring([(1.0, 1.0)].into_iter().chain(rough.rev()).chain([
        (1.0, 0.0),
        (2.0, 0.0),
        (2.0, 1.0),
    ]));
    let feature = |code: &str, ring: String| {
        format!(r#"{{"id":"{code}","geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#)
    };
    format!(r#"{{"features":[{},{}]}}"#, feature("64.08.01", west), feature("64.08.02", east))
}

fn ring(places: impl Iterator<Item = (f64, f64)>) -> String {
    places.map(|(x, y)| format!("[{x},{y}]")).collect::<Vec<_>>().join(",")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn neighbours_that_dropped_other_points_meet_again(
        border in prop::collection::vec((0.9999_f64..1.0001, any::<bool>()), 1..30),
    ) {
        let (border, kept): (Vec<f64>, Vec<bool>) = border.into_iter().unzip();
        let boundaries = Boundaries::parse(&halves(&border, &kept)).expect("readable");
        let (common, area) = common_border_and_area(&boundaries);
        prop_assert!(common, "{:?}", boundaries.regions());
        prop_assert_eq!(area, 2 * i64::from(boundaries.width() * boundaries.height()));
    }

    #[test]
    fn a_border_that_both_know_stays_common_when_simplified(
        border in prop::collection::vec(0.8_f64..1.2, 1..30),
    ) {
        let kept = vec![true; border.len()];
        let boundaries = Boundaries::parse(&halves(&border, &kept)).expect("readable");
        let (common, area) = common_border_and_area(&boundaries);
        prop_assert!(common, "{:?}", boundaries.regions());
        prop_assert_eq!(area, 2 * i64::from(boundaries.width() * boundaries.height()));
    }
}
