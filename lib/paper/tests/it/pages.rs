//! Sheets, lines and the file around them.

use base::Language;
use paper::{Document, Ink, Paper, Style};

use crate::{document, fonts, read};

#[test]
fn sheets_have_their_size_in_points() {
    let fonts = fonts();
    let mut document = document(&fonts);
    for paper in [Paper::A4, Paper::F4, Paper::F4.landscape()] {
        document.page(paper);
    }
    let sizes: Vec<(f32, f32)> = read(document).pages().iter().map(|page| page.size).collect();
    let expected = [(595.2756, 841.8898), (609.4488, 935.4331), (935.4331, 609.4488)];
    for (size, expected) in sizes.iter().zip(expected) {
        assert!((size.0 - expected.0).abs() < 0.01, "{size:?}");
        assert!((size.1 - expected.1).abs() < 0.01, "{size:?}");
    }
    assert_eq!(sizes.len(), 3);
}

#[test]
fn the_same_drawing_gives_the_same_bytes() {
    let print = || {
        let fonts = fonts();
        let mut document = document(&fonts);
        let mut page = document.page(Paper::A4);
        page.ribbon();
        page.rounded(20.0, 20.0, 60.0, 30.0, 3.0, Ink::SOFT);
        page.text(20.0, 40.0, Style::bold(11.0), "Rp209.360");
        page.qr(20.0, 60.0, 30.0, "https://contoh.go.id/v/1").unwrap();
        document.finish().unwrap()
    };
    assert_eq!(print(), print());
}

#[test]
fn pages_share_one_copy_of_each_font() {
    let fonts = fonts();
    let print = |pages: usize| {
        let mut document = document(&fonts);
        for _ in 0..pages {
            document.page(Paper::A4).text(20.0, 20.0, Style::regular(9.0), "Sangatta Utara");
        }
        document.finish().unwrap()
    };
    let count = |file: &[u8]| file.windows(10).filter(|w| w == b"/FontFile2").count();
    let (one, ten) = (print(1), print(10));
    assert_eq!((count(&one), count(&ten)), (1, 1));
    assert!(ten.len() - one.len() < 9 * 400, "{} bytes for nine pages", ten.len() - one.len());
}

#[test]
fn a_font_that_is_not_used_is_not_in_the_file() {
    let fonts = fonts();
    let mut document = document(&fonts);
    document.page(Paper::A4).text(20.0, 20.0, Style::bold(9.0), "Lunas");
    let file = String::from_utf8_lossy(&document.finish().unwrap()).into_owned();
    assert!(file.contains("+NotoSans-Bold"));
    assert!(!file.contains("+NotoSans-Regular"));
}

#[test]
fn the_file_names_its_title_and_language() {
    let fonts = fonts();
    let mut document = Document::new(&fonts, "e-SPPT 2026", Language::Id);
    document.page(Paper::A4);
    let file = String::from_utf8_lossy(&document.finish().unwrap()).into_owned();
    assert!(file.contains("/Title(e-SPPT 2026)"));
    assert!(file.contains("/Lang(id)"));
    assert!(!file.contains("CreationDate"), "a date would change the bytes of a reprint");
}

#[test]
fn each_list_in_a_file_is_numbered_from_one() {
    let fonts = fonts();
    let mut document = document(&fonts);
    for _ in 0..5 {
        document.page(Paper::A4);
    }
    document.number_pages(0..2, 18.0);
    document.number_pages(2..5, 18.0);
    let proof = read(document);
    let labels: Vec<String> = proof.pages().iter().map(|page| page.texts.join("")).collect();
    let expected = [
        "Halaman 1 dari 2",
        "Halaman 2 dari 2",
        "Halaman 1 dari 3",
        "Halaman 2 dari 3",
        "Halaman 3 dari 3",
    ];
    assert_eq!(labels, expected);
}

#[test]
fn a_page_that_is_not_there_cannot_be_opened() {
    let fonts = fonts();
    let mut document = document(&fonts);
    document.page(Paper::A4);
    assert!(document.reopen(0).is_some());
    assert!(document.reopen(1).is_none());
}
