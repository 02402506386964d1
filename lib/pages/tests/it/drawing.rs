//! Pages are drawn, and what must not be drawn is refused.

use std::time::Duration;

use pages::{Limits, PagesError, guard};

use crate::{corpus, file, page, renderer, within};

const RED_CORNER: &str = "1 0 0 rg 0 0 100 50 re f";

fn colour(picture: &pages::Picture, x: usize, y: usize) -> &[u8] {
    let at = (y * picture.width as usize + x) * 3;
    &picture.rgb[at..at + 3]
}

#[test]
fn a_page_is_drawn_as_wide_as_asked_with_its_lower_left_below() {
    let picture = renderer().render(page(RED_CORNER, ""), 1, 400).unwrap();
    assert_eq!((picture.width, picture.height), (400, 200));
    assert_eq!(colour(&picture, 50, 150), [255, 0, 0]);
    assert_eq!(colour(&picture, 50, 50), [255, 255, 255]);
    assert_eq!(colour(&picture, 300, 150), [255, 255, 255]);
    let png = picture.to_png().unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
}

#[test]
fn a_rectangle_in_points_is_found_on_turned_pages_too() {
    let upright = renderer().render(page(RED_CORNER, ""), 1, 400).unwrap();
    let region = upright.region([0.0, 0.0, 100.0, 50.0]);
    assert_eq!((region.left, region.top, region.width, region.height), (0, 100, 200, 100));
    let turned = renderer().render(page(RED_CORNER, "/Rotate 90"), 1, 200).unwrap();
    assert_eq!((turned.width, turned.height), (200, 400));
    let region = turned.region([0.0, 0.0, 100.0, 50.0]);
    let (x, y) = (region.left + region.width / 2, region.top + region.height / 2);
    assert_eq!(colour(&turned, x as usize, y as usize), [255, 0, 0]);
    assert_eq!((region.width, region.height), (100, 200));
}

#[test]
fn letters_of_other_programs_are_drawn() {
    for name in ["valid/table-one.pdf", "valid/streams-two.pdf", "valid/b-lta.pdf"] {
        let picture = renderer().render(corpus(name), 1, 600).unwrap();
        let dark = picture.rgb.chunks(3).filter(|rgb| rgb.iter().all(|part| *part < 100)).count();
        assert!(dark > 200, "{name}: {dark} dark pixels");
    }
}

#[test]
fn what_is_no_page_has_no_picture() {
    let renderer = renderer();
    let one = page(RED_CORNER, "");
    assert_eq!(renderer.render(one.clone(), 2, 400), Err(PagesError::NoPage(2)));
    assert_eq!(renderer.render(one.clone(), 0, 400), Err(PagesError::NoPage(0)));
    assert!(matches!(renderer.render(one.clone(), 1, 0), Err(PagesError::TooLarge { .. })));
    assert!(matches!(renderer.render(one, 1, 9_000), Err(PagesError::TooLarge { .. })));
    for bytes in [&b""[..], b"%PDF-1.7", b"GIF89a"] {
        assert!(matches!(renderer.render(bytes, 1, 400), Err(PagesError::Unreadable(_))));
    }
}

#[test]
fn pictures_and_streams_that_grow_without_end_are_refused_before_they_are_drawn() {
    let picture =
        "<</Type/XObject/Subtype/Image/Width 60000/Height 60000/Length 1>>\nstream\nx\nendstream";
    let mut objects: Vec<String> = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>".to_owned(),
        picture.to_owned(),
    ];
    let refused = guard(&file(&objects), &Limits::default());
    assert!(matches!(refused, Err(PagesError::TooLarge { .. })), "{refused:?}");
    objects[3] = "<</Length 3000>>\nstream\n".to_owned() + &"0 ".repeat(1_500) + "\nendstream";
    let limits = Limits { decoded: 2_000, ..Limits::default() };
    let refused = guard(&file(&objects), &limits);
    assert!(matches!(refused, Err(PagesError::TooLarge { .. })), "{refused:?}");
    assert_eq!(guard(&file(&objects), &Limits::default()), Ok(1));
    let limits = Limits { file: 100, ..Limits::default() };
    assert!(matches!(guard(&file(&objects), &limits), Err(PagesError::TooLarge { .. })));
}

#[test]
fn a_drawing_that_runs_out_of_time_is_given_up() {
    let renderer = within(Limits { time: Duration::ZERO, ..Limits::default() });
    let given_up = renderer.render(page(RED_CORNER, ""), 1, 400);
    assert_eq!(given_up, Err(PagesError::TooSlow));
}

#[test]
fn while_all_seats_are_taken_nothing_new_begins() {
    let renderer = within(Limits { at_once: 0, wait: Duration::ZERO, ..Limits::default() });
    assert_eq!(renderer.render(page(RED_CORNER, ""), 1, 400), Err(PagesError::Busy));
}

#[test]
fn the_lowest_blank_place_is_found_and_none_on_a_full_or_turned_page() {
    let renderer = renderer();
    let blank = |contents: &str, more: &str| {
        renderer.blank(page(contents, more), 1, (60_000, 20_000)).unwrap().map(|at| (at.x, at.y))
    };
    let near = |found: Option<(i64, i64)>, x: i64, y: i64| {
        let (left, bottom) = found.unwrap();
        assert!((left - x).abs() < 1_000 && (bottom - y).abs() < 1_000, "{left} {bottom}");
    };
    near(blank("", ""), 111_650, 28_350);
    near(blank("0 g 110 0 90 100 re f", ""), 28_350, 28_350);
    near(blank("0 g 0 0 200 30 re f", ""), 111_650, 34_350);
    assert_eq!(blank("0.5 g 0 0 200 100 re f", ""), None);
    assert_eq!(blank("", "/Rotate 90"), None);
}
