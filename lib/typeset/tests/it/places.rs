//! Where signatures go.

use serde_json::json;
use typeset::{Paper, PlaceFault, Rect, TypesetError, templates};

use crate::support::{form, refusal, render, typesetter, with_prelude};

const MILLIMETRE: f64 = 72.0 / 25.4;

/// The red area of a page in points from the lower left corner, to a quarter of a point.
fn red_area(sheet: &typeset::Sheet, page: usize) -> Rect {
    let dots = 4.0;
    let preview = typesetter().preview(sheet, page, dots).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(preview.png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, 0.0_f64, 0.0_f64);
    for (n, pixel) in pixels.chunks(4).enumerate() {
        if pixel[0] > 200 && pixel[1] < 100 {
            let (x, y) = (n % frame.width as usize, n / frame.width as usize);
            (left, top) = (left.min(x as f64), top.min(y as f64));
            (right, bottom) = (right.max(x as f64 + 1.0), bottom.max(y as f64 + 1.0));
        }
    }
    let y = (f64::from(frame.height) - bottom) / dots;
    Rect { x: left / dots, y, width: (right - left) / dots, height: (bottom - top) / dots }
}

fn assert_near(found: Rect, drawn: Rect) {
    let pairs = [
        (found.x, drawn.x),
        (found.y, drawn.y),
        (found.width, drawn.width),
        (found.height, drawn.height),
    ];
    // The height of the page in dots is rounded: up to half a dot below, and edges up to one.
    assert!(pairs.iter().all(|(a, b)| (a - b).abs() < 0.6), "{found:?} is not {drawn:?}");
}

#[test]
fn a_place_is_exactly_where_its_space_is_drawn() {
    let red = "#block(fill: red, tempat(\"TTD\", 60mm, 22mm))";
    let bodies = [
        red.to_owned(),
        format!("Satu baris.\n\n{red}\n\nLagi."),
        format!("#align(right, {})", &red[1..]),
        format!("#grid(columns: (1fr, 1fr), [], pad(left: 7mm, {}))", &red[1..]),
        format!("#pagebreak()\n#v(10cm)\n{red}"),
        format!(
            "#set page(width: 215mm, height: 330mm, margin: 1cm)\n#place(bottom + right, {})",
            &red[1..]
        ),
    ];
    for body in bodies {
        let sheet = with_prelude(&body);
        let rendered = render(&sheet);
        let [place] = rendered.places.as_slice() else { panic!("one place in {body}") };
        assert_eq!(place.name, "TTD");
        assert!((place.rect.width - 60.0 * MILLIMETRE).abs() < 1e-6);
        assert!((place.rect.height - 22.0 * MILLIMETRE).abs() < 1e-6);
        assert_near(place.rect, red_area(&sheet, place.page));
    }
}

#[test]
fn every_form_has_a_place_for_each_signature_and_paraf() {
    for template in templates() {
        let rendered = render(&form(template.name, |_| {}));
        let names: Vec<_> = rendered.places.iter().map(|place| place.name.as_str()).collect();
        let wanted: &[&str] = match template.name {
            "surat-dinas" | "surat-edaran" => &["PARAF-1", "PARAF-2", "TTD"],
            "surat-tugas" => &["PARAF-1", "TTD"],
            "berita-acara" => &["TTD-1", "TTD-2", "TTD-MENGETAHUI"],
            _ => &["TTD"],
        };
        assert_eq!(names, wanted, "{}", template.name);
    }
}

#[test]
fn no_two_places_of_a_form_overlap() {
    for template in templates() {
        for paper in [Paper::A4, Paper::F4] {
            let mut sheet = form(template.name, |_| {});
            sheet.paper = paper;
            let places = render(&sheet).places;
            for (n, a) in places.iter().enumerate() {
                let apart = |b: &typeset::Place| {
                    let (p, q) = (a.rect, b.rect);
                    a.page != b.page
                        || p.x + p.width <= q.x
                        || q.x + q.width <= p.x
                        || p.y + p.height <= q.y
                        || q.y + q.height <= p.y
                };
                assert!(places[n + 1..].iter().all(apart), "{}", template.name);
            }
        }
    }
}

#[test]
fn a_template_without_places_has_none() {
    assert_eq!(render(&with_prelude("Halo")).places, []);
}

#[test]
fn a_mark_made_by_hand_counts_too() {
    let mark = "#metadata((nama: \"A\", lebar: 10.0, tinggi: 5.0))<pelangi-tempat>";
    let rendered = render(&with_prelude(mark));
    assert_eq!(rendered.places[0].rect.width, 10.0);
}

#[test]
fn places_that_cannot_take_a_signature_are_refused() {
    let place = |body: &str| match refusal(&with_prelude(body)) {
        TypesetError::Place(fault) => fault,
        other => panic!("{other}"),
    };
    let twice = "#tempat(\"TTD\", 1cm, 1cm)\n#tempat(\"TTD\", 1cm, 1cm)";
    assert_eq!(place(twice), PlaceFault::Twice("TTD".into()));
    assert_eq!(place("#tempat(\"a b\", 1cm, 1cm)"), PlaceFault::Name);
    assert_eq!(place("#tempat(\"\", 1cm, 1cm)"), PlaceFault::Name);
    assert_eq!(place("#tempat(\"X\", 0cm, 1cm)"), PlaceFault::Size("X".into()));
    assert_eq!(place("#metadata((nama: \"X\"))<pelangi-tempat>"), PlaceFault::Size("X".into()));
    let outside = "#place(right, dx: 5cm, tempat(\"X\", 3cm, 1cm))";
    assert_eq!(place(outside), PlaceFault::Outside { name: "X".into(), page: 1 });
    assert_eq!(refusal(&with_prelude(twice)).code(), "typeset/place");
}

#[test]
fn a_letter_with_many_paraf_has_a_place_for_each() {
    let officials: Vec<_> = (1..=9).map(|n| json!(format!("Kepala Bidang {n}"))).collect();
    let rendered = render(&form("surat-dinas", |f| f["paraf"] = json!(officials)));
    assert_eq!(rendered.places.len(), 10);
}
