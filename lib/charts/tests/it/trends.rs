//! A figure over years that do not follow each other.

use charts::{Moment, Point, Shape, Trend};

fn trend(moments: &[(i64, i64)]) -> Trend {
    let moment = |&(at, value): &(i64, i64)| Moment {
        at,
        value,
        label: at.to_string(),
        figure: format!("={value}"),
    };
    Trend { sentence: "Dari 1 ke 2".into(), moments: moments.iter().map(moment).collect() }
}

fn trace(it: &Trend) -> Vec<Point> {
    let found = it.draw().shapes.into_iter().find_map(|shape| match shape {
        Shape::Trace { points, .. } => Some(points),
        _ => None,
    });
    found.unwrap_or_default()
}

#[test]
fn a_gap_of_years_is_as_wide_as_it_is_long() {
    let points = trace(&trend(&[(2010, 5), (2020, 10), (2025, 10)]));
    assert_eq!(points[1].x - points[0].x, 2 * (points[2].x - points[1].x) + 1);
    assert_eq!(points[1].y, points[2].y);
}

#[test]
fn the_scale_holds_zero_on_either_side() {
    let up = trace(&trend(&[(1, 50), (2, 100)]));
    let ground = up[1].y + 2 * (up[0].y - up[1].y);
    let down = trace(&trend(&[(1, -100), (2, 100)]));
    assert_eq!(down[0].y, ground);
    assert_eq!(down[1].y, up[1].y);
}

#[test]
fn the_first_and_the_last_moment_are_always_named_and_no_two_names_touch() {
    let years: Vec<(i64, i64)> = (1990..=2025).map(|year| (year, year - 1980)).collect();
    let drawing = trend(&years).draw();
    let mut named: Vec<(i32, String)> = Vec::new();
    for shape in drawing.shapes {
        if let Shape::Text { at, text, .. } = shape
            && !text.starts_with('=')
        {
            named.push((at.x, text));
        }
    }
    named.sort_unstable();
    assert_eq!(named.first().map(|(_, text)| text.as_str()), Some("1990"));
    assert_eq!(named.last().map(|(_, text)| text.as_str()), Some("2025"));
    assert!(named.len() > 4, "{named:?}");
    assert!(named.windows(2).all(|two| two[1].0 - two[0].0 >= 40), "{named:?}");
}

#[test]
fn a_single_moment_and_none_at_all_can_be_drawn() {
    assert_eq!(trace(&trend(&[(2024, 7)])), Vec::new());
    assert_eq!(trace(&trend(&[])), Vec::new());
}
