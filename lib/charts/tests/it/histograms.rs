//! Columns of counts.

use base::format::integer;
use charts::{Column, Columns, Shape, Tone};

use crate::{rects, texts};

fn classes(columns: &[(&str, i64)]) -> Columns {
    let column = |&(label, value): &(&str, i64)| Column {
        label: label.to_owned(),
        value,
        figure: integer(value),
        tone: Tone::Change3,
    };
    Columns {
        sentence: "Sebaran perubahan per objek".to_owned(),
        note: "Jumlah objek pajak".to_owned(),
        columns: columns.iter().map(column).collect(),
    }
}

fn heights(columns: &Columns) -> Vec<i32> {
    let height = |shape: &Shape| match shape {
        Shape::Rect { height, .. } => Some(*height),
        _ => None,
    };
    columns.draw().shapes.iter().filter_map(height).collect()
}

#[test]
fn the_histogram_of_a_simulation_is_drawn_as_designed() {
    let columns =
        [("turun", 4253), ("tetap", 27161), ("0–2,5 %", 22319), ("ditahan batas 10 %", 9339)];
    insta::assert_snapshot!(classes(&columns).draw().to_svg().replace("><", ">\n<"));
}

#[test]
fn the_tallest_column_reaches_the_top_and_others_their_share() {
    assert_eq!(heights(&classes(&[("a", 100), ("b", 50), ("c", 1)])), [150, 75, 2]);
}

#[test]
fn a_count_of_nothing_has_a_figure_but_no_column() {
    let columns = classes(&[("turun", 0), ("naik", -4)]);
    assert_eq!(heights(&columns), [0; 0]);
    assert_eq!(texts(&columns.draw())[..4], ["0", "turun", "-4", "naik"]);
}

#[test]
fn huge_counts_have_the_height_of_the_sheet() {
    assert_eq!(heights(&classes(&[("a", i64::MAX), ("b", i64::MAX / 2)])), [150, 75]);
}

#[test]
fn a_wide_label_takes_two_lines() {
    let drawing = classes(&[("ditahan batas 10 %", 9)]).draw();
    assert_eq!(texts(&drawing)[1..3], ["ditahan", "batas 10 %"]);
    assert_eq!(drawing.height, classes(&[("naik", 9)]).draw().height + 18);
}

#[test]
fn many_columns_or_long_words_widen_the_sheet_instead_of_overlapping() {
    let many: Vec<(&str, i64)> = vec![("ditahanpembatasan", 9); 12];
    let drawing = classes(&many).draw();
    let drawn = rects(&drawing);
    assert!(drawn.windows(2).all(|pair| pair[0].0 + pair[0].1 < pair[1].0));
    assert!(drawn.iter().all(|(x, width, _)| x + width <= drawing.width));
}

#[test]
fn no_columns_leave_the_ground_and_the_note() {
    assert_eq!(texts(&classes(&[]).draw()), ["Jumlah objek pajak"]);
}
