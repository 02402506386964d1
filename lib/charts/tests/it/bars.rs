//! Small bars and proportions.

use charts::{Bar, Tone, bar, bar_with_target, proportion};

use crate::rects;

#[test]
fn a_bar_is_as_long_as_its_share_of_the_largest() {
    let half = rects(&bar(50, 100, Bar::Plain));
    assert_eq!(half, [(0, 1000, Tone::Track), (0, 500, Tone::Bar)]);
}

#[test]
fn a_tenth_of_a_percent_can_be_told_apart() {
    assert_eq!(rects(&bar(333, 1000, Bar::Low))[1], (0, 333, Tone::Low));
    assert_eq!(rects(&bar(334, 1000, Bar::Low))[1], (0, 334, Tone::Low));
}

#[test]
fn nothing_has_no_length_but_little_has_some() {
    assert_eq!(rects(&bar(0, 100, Bar::Class(Tone::Amount3))), []);
    let little = rects(&bar(1, i64::MAX, Bar::Class(Tone::Amount3)));
    assert_eq!(little, [(0, 1, Tone::Amount3)]);
}

#[test]
fn values_beyond_the_scale_and_huge_ones_fill_the_bar_and_no_more() {
    for (value, max) in [(200, 100), (i64::MAX, 1), (i64::MAX, i64::MAX)] {
        assert_eq!(rects(&bar(value, max, Bar::Plain))[1], (0, 1000, Tone::Bar));
    }
}

#[test]
fn a_scale_of_nothing_draws_only_the_track() {
    for max in [0, -5, i64::MIN] {
        assert_eq!(rects(&bar(5, max, Bar::Plain)), [(0, 1000, Tone::Track)]);
    }
}

#[test]
fn a_rise_goes_right_of_the_middle_and_a_fall_goes_left() {
    let rise = bar(81, 81, Bar::Change(Tone::Change5));
    let fall = bar(-81, 81, Bar::Change(Tone::Change1));
    assert_eq!(rects(&rise)[0], (500, 480, Tone::Change5));
    assert_eq!(rects(&fall)[0], (20, 480, Tone::Change1));
    assert_eq!(rise.class, "bar dv");
}

#[test]
fn the_largest_fall_that_can_be_stored_stays_on_the_sheet() {
    let drawn = rects(&bar(i64::MIN, i64::MIN, Bar::Change(Tone::Change1)));
    assert_eq!(drawn[0], (20, 480, Tone::Change1));
}

#[test]
fn no_change_shows_only_the_zero_line() {
    let drawn = rects(&bar(0, 81, Bar::Change(Tone::Change2)));
    assert_eq!(drawn, [(496, 8, Tone::Track)]);
}

#[test]
fn the_tick_of_a_target_stays_on_the_sheet() {
    let tick = |target| rects(&bar_with_target(5, target, 10, Bar::Plain))[2];
    assert_eq!(tick(5), (494, 12, Tone::Mark));
    assert_eq!(tick(10), (988, 12, Tone::Mark));
    assert_eq!(tick(0), (0, 12, Tone::Mark));
}

#[test]
fn a_bar_beside_its_figure_is_not_read_aloud() {
    let svg = bar(1, 2, Bar::Plain).to_svg();
    assert!(svg.contains("aria-hidden=\"true\""), "{svg}");
    assert!(svg.contains("preserveAspectRatio=\"none\""), "{svg}");
}

#[test]
fn the_parts_of_a_proportion_fill_the_bar() {
    let parts = [(71_996, Tone::Change4), (27_161, Tone::Unchanged), (4_253, Tone::Change1)];
    let drawn = rects(&proportion(&parts, None));
    assert_eq!(
        drawn,
        [(0, 692, Tone::Change4), (696, 260, Tone::Unchanged), (960, 40, Tone::Change1)]
    );
}

#[test]
fn a_part_of_one_among_a_million_can_be_seen() {
    let drawn = rects(&proportion(&[(1_000_000, Tone::Change4), (1, Tone::Change1)], None));
    assert_eq!(drawn, [(0, 988, Tone::Change4), (992, 8, Tone::Change1)]);
}

#[test]
fn parts_of_nothing_leave_an_empty_track() {
    for parts in [&[][..], &[(0, Tone::Change4), (-3, Tone::Change1)]] {
        assert_eq!(rects(&proportion(parts, None)), [(0, 1000, Tone::Track)]);
    }
}

#[test]
fn huge_counts_share_the_bar_without_overflow() {
    let parts = [(i64::MAX, Tone::Change4), (i64::MAX, Tone::Change1)];
    let drawn = rects(&proportion(&parts, None));
    assert_eq!(drawn, [(0, 498, Tone::Change4), (502, 498, Tone::Change1)]);
}
