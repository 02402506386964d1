//! Two years of one notice.

use base::{Language, Rupiah, format::short_amount};
use charts::{Comparison, Part, Row, Shape, Tone};

use crate::{rects, texts};

fn years(rows: &[(&str, i64, i64)]) -> Comparison {
    let part = |value| Part { value, label: short_amount(Rupiah(value), Language::Id) };
    let row = |&(name, land, building): &(&str, i64, i64)| Row {
        name: name.to_owned(),
        parts: vec![part(land), part(building)],
    };
    Comparison {
        sentence: "NJOP 2025 dan 2026".to_owned(),
        series: vec!["Nilai tanah".to_owned(), "Nilai bangunan".to_owned()],
        rows: rows.iter().map(row).collect(),
    }
}

#[test]
fn the_comparison_of_a_notice_is_drawn_as_designed() {
    let rows = [("2025", 94_560_000, 108_000_000), ("2026", 111_360_000, 108_000_000)];
    insta::assert_snapshot!(years(&rows).draw().to_svg().replace("><", ">\n<"));
}

#[test]
fn both_years_share_one_scale() {
    let drawn = rects(&years(&[("2025", 50, 0), ("2026", 100, 0)]).draw());
    assert_eq!(drawn, [(66, 242, Tone::Data), (66, 486, Tone::Data)]);
}

#[test]
fn a_label_without_room_in_the_last_part_stands_behind_the_bar() {
    let drawing = years(&[("2025", 50_000_000, 1_000_000), ("2026", 90_000_000, 1_000_000)]).draw();
    let labels: Vec<_> = texts(&drawing);
    assert_eq!(labels[..3], ["2025", "50,0\u{a0}juta", "1,0\u{a0}juta"]);
    assert!(ends_on_the_sheet(&drawing));
}

#[test]
fn a_label_without_room_elsewhere_stands_below_with_the_name_of_its_series() {
    let drawing = years(&[("2025", 1_560_000, 108_000_000)]).draw();
    assert!(texts(&drawing).contains(&"Nilai tanah 1,6\u{a0}juta"));
    let one_line = years(&[("2025", 108_000_000, 108_000_000)]).draw();
    assert_eq!(drawing.height, one_line.height + 30);
}

#[test]
fn no_building_has_neither_a_bar_nor_a_label_over_the_land() {
    let drawing = years(&[("2026", 111_360_000, 0)]).draw();
    assert_eq!(rects(&drawing).len(), 1);
    assert_eq!(texts(&drawing), ["2026", "111,4\u{a0}juta"]);
}

#[test]
fn a_year_of_nothing_says_zero() {
    let drawing = years(&[("2025", 0, 0)]).draw();
    assert_eq!(rects(&drawing), []);
    assert!(texts(&drawing).contains(&"0"), "{:?}", texts(&drawing));
}

#[test]
fn a_negative_part_has_no_length_but_is_told() {
    let drawing = years(&[("2025", -5_000_000, 9_000_000)]).draw();
    assert_eq!(rects(&drawing).len(), 1);
    assert!(texts(&drawing).contains(&"Nilai tanah -5,0\u{a0}juta"), "{:?}", texts(&drawing));
}

#[test]
fn huge_values_stay_on_the_sheet() {
    assert!(ends_on_the_sheet(&years(&[("2025", i64::MAX, i64::MAX), ("2026", 1, 1)]).draw()));
}

#[test]
fn no_rows_make_an_empty_sheet() {
    let drawing = years(&[]).draw();
    assert_eq!(drawing.shapes, []);
    assert!(drawing.height > 0);
}

fn ends_on_the_sheet(drawing: &charts::Drawing) -> bool {
    drawing.shapes.iter().all(|shape| match shape {
        Shape::Rect { x, width, y, height, .. } => {
            x + width <= drawing.width && y + height <= drawing.height
        }
        Shape::Text { at, .. } => at.x < drawing.width && at.y < drawing.height,
        _ => true,
    })
}
