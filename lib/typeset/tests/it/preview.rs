//! Pages as pictures.

use typeset::TypesetError;

use crate::support::{form, typesetter, with_prelude};

fn size(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert!(png.starts_with(b"\x89PNG"));
    (number(16), number(20))
}

#[test]
fn a_page_has_the_size_that_was_asked_for() {
    let preview = typesetter().preview(&form("keputusan", |_| {}), 2, 1.0).unwrap();
    assert_eq!(size(&preview.png), (595, 842));
    assert_eq!(preview.pages, 3);
    let preview = typesetter().preview(&form("keputusan", |_| {}), 3, 2.0).unwrap();
    assert_eq!(size(&preview.png), (1191, 1684));
}

#[test]
fn a_preview_is_the_same_each_time_and_differs_between_letters() {
    let one = form("nota-dinas", |_| {});
    let other = form("nota-dinas", |f| f["hal"] = "Lain".into());
    let draw = |sheet| typesetter().preview(sheet, 1, 1.0).unwrap().png;
    assert_eq!(draw(&one), draw(&one));
    assert_ne!(draw(&one), draw(&other));
}

#[test]
fn a_page_that_is_not_there_is_named() {
    for page in [0, 2, usize::MAX] {
        let refused = typesetter().preview(&with_prelude("Halo"), page, 1.0).unwrap_err();
        assert_eq!(refused, TypesetError::NoPage { page, pages: 1 });
    }
}

#[test]
fn a_picture_is_neither_too_fine_nor_too_large() {
    let draw = |body: &str, dots| typesetter().preview(&with_prelude(body), 1, dots).unwrap_err();
    for dots in [0.0, -1.0, 20.5, f64::NAN, f64::INFINITY] {
        assert_eq!(draw("Halo", dots), TypesetError::Resolution);
    }
    let refused = draw("#set page(width: 500cm, height: 500cm)\nHalo", 1.0);
    assert!(matches!(refused, TypesetError::TooLarge { .. }), "{refused}");
}

#[test]
fn a_preview_shows_a_letter_that_cannot_be_sealed_yet() {
    // A character without a typeface: the writer sees where it stands.
    assert!(typesetter().preview(&with_prelude("Halo 😀"), 1, 1.0).is_ok());
}
