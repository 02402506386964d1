//! Realisation and target over time.

use charts::{Lines, Point, Shape, Tone};

use crate::texts;

fn chart(actual: &[i64], target: &[i64]) -> Lines {
    Lines {
        sentence: "Realisasi 70,9 persen, target 78,0 persen".to_owned(),
        moments: ["Jan", "", "Mar"].map(str::to_owned).to_vec(),
        actual: actual.to_vec(),
        target: target.to_vec(),
        max: 100,
        actual_label: "realisasi 70,9".to_owned(),
        target_label: "target 78,0".to_owned(),
    }
}

fn trace(lines: &Lines, wanted: Tone) -> Option<Vec<Point>> {
    lines.draw().shapes.into_iter().find_map(|shape| match shape {
        Shape::Trace { points, tone } if tone == wanted => Some(points),
        _ => None,
    })
}

fn heights(lines: &Lines) -> Vec<i32> {
    let at = |shape: &Shape| match shape {
        Shape::Text { at, text, .. } if text.contains(' ') => Some(at.y),
        _ => None,
    };
    lines.draw().shapes.iter().filter_map(at).collect()
}

#[test]
fn lines_stand_on_zero_and_share_the_scale() {
    let lines = chart(&[0, 50], &[0, 50, 100]);
    let (actual, target) = (trace(&lines, Tone::Line), trace(&lines, Tone::Target));
    let (actual, target) = (actual.unwrap_or_default(), target.unwrap_or_default());
    assert_eq!(actual[..], target[..2], "the shorter line lies on the longer one");
    assert_eq!([target[0].y, target[1].y, target[2].y], [170, 95, 20]);
}

#[test]
fn values_outside_the_scale_stay_in_the_field() {
    let points = trace(&chart(&[-5, i64::MAX, i64::MIN], &[]), Tone::Line).unwrap_or_default();
    assert_eq!(points.iter().map(|p| p.y).collect::<Vec<_>>(), [170, 20, 170]);
}

#[test]
fn labels_of_lines_that_end_together_do_not_lie_over_each_other() {
    for last in [50, 52, 48] {
        let heights = heights(&chart(&[0, 20, 50], &[0, 30, last]));
        assert!(heights[0].abs_diff(heights[1]) >= 18, "{heights:?}");
    }
}

#[test]
fn a_line_of_nothing_is_left_out_with_its_label() {
    let lines = chart(&[], &[10, 20]);
    assert_eq!(trace(&lines, Tone::Line), None);
    assert_eq!(texts(&lines.draw()), ["Jan", "Mar", "target 78,0"]);
}

#[test]
fn a_single_moment_can_be_seen() {
    let points = trace(&chart(&[40], &[]), Tone::Line).unwrap_or_default();
    assert_eq!(points.len(), 2);
    assert_ne!(points[0], points[1]);
}
