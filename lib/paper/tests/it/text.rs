//! Text is set as it was given, measured truly and broken without loss.

use paper::{Paper, Style, Weight};

use crate::{document, fonts, read};

const STYLE: Style = Style::regular(9.0);

fn printed(text: &str) -> String {
    let fonts = fonts();
    let mut document = document(&fonts);
    document.page(Paper::A4).text(20.0, 20.0, STYLE, text);
    read(document).text()
}

#[test]
fn text_reads_back_as_it_was_written() {
    for text in [
        "Jalan Contoh Melati 12, RT 03 (sudut)",
        "0,5 % × Rp41.872.000 – 240 m² di 30° “contoh” …",
        "Ŋurah Éka Łukasz ß æ ø",
        "a\\b (c) )d(",
    ] {
        assert_eq!(printed(text), text);
    }
}

#[test]
fn every_glyph_number_survives_the_file() {
    // More characters than 92, so that numbers equal to "(", ")", "\" and a line end occur.
    let text: String = ('!'..='~').chain('\u{a1}'..='\u{17f}').collect();
    let text = text.replace('\u{ad}', "");
    assert_eq!(printed(&text), text);
}

#[test]
fn a_no_break_space_is_found_by_searching_for_a_space() {
    assert_eq!(printed("8,7\u{a0}% PBB\u{2011}P2"), "8,7 % PBB-P2");
}

#[test]
fn a_character_the_font_lacks_is_shown_as_the_replacement_mark() {
    assert_eq!(printed("Toko 漢 Jaya"), "Toko \u{fffd} Jaya");
}

#[test]
fn an_empty_text_draws_nothing() {
    assert_eq!(printed(""), "");
}

#[test]
fn figures_are_all_equally_wide() {
    let fonts = fonts();
    let widths: Vec<f32> = ('0'..='9').map(|c| fonts.width(STYLE, &c.to_string())).collect();
    assert!(widths.iter().all(|width| width.to_bits() == widths[0].to_bits()), "{widths:?}");
}

#[test]
fn twice_the_size_is_twice_the_width() {
    let fonts = fonts();
    let small = fonts.width(Style::bold(8.0), "Kutai Timur");
    let large = fonts.width(Style::bold(16.0), "Kutai Timur");
    assert!((large - 2.0 * small).abs() < 1e-4, "{small} {large}");
    assert!((15.0..18.0).contains(&small), "{small} mm for eleven letters of 8 points");
}

#[test]
fn a_paragraph_keeps_every_word_and_no_line_is_too_wide() {
    let fonts = fonts();
    let text = "Pindai kode ini, atau ketik nomor di halaman Periksa keaslian untuk melihat apakah \
                angka di lembar ini asli, sudah diganti, atau diubah.";
    let mut document = document(&fonts);
    let after = document.page(Paper::A4).paragraph(20.0, 20.0, 50.0, STYLE, text);
    let lines = read(document).pages()[0].texts.clone();
    assert!(lines.len() > 2);
    assert!(lines.iter().all(|line| fonts.width(STYLE, line) <= 50.0), "{lines:?}");
    assert_eq!(lines.join(" "), text);
    let expected = lines.iter().fold(20.0, |y, _| y + STYLE.leading());
    assert!((after - expected).abs() < 1e-3);
}

#[test]
fn a_word_wider_than_the_line_is_broken_and_nothing_is_lost() {
    let fonts = fonts();
    let word = "https://pbb.contoh.go.id/v/01JD8Z6Y3QK7M2N4P5R6S7T8V9";
    let mut document = document(&fonts);
    let lines = document.page(Paper::A4).lines(STYLE, 30.0, &format!("lihat {word}"));
    assert!(lines.iter().all(|line| fonts.width(STYLE, line) <= 30.0), "{lines:?}");
    assert_eq!(lines.concat(), format!("lihat{word}"));
}

#[test]
fn a_line_narrower_than_a_letter_still_ends() {
    let fonts = fonts();
    let mut document = document(&fonts);
    let lines = document.page(Paper::A4).lines(STYLE, 0.1, "abc");
    assert_eq!(lines, ["a", "b", "c"]);
}

#[test]
fn a_cut_font_knows_its_characters_and_no_others() {
    let fonts = fonts();
    let characters = "Budi Santoso".chars().collect();
    let cut = fonts.cut(Weight::Bold, &characters).unwrap();
    assert_eq!(cut.encode("Budi").len(), 8);
    assert_eq!(cut.encode("xyz"), []);
    assert_eq!(cut.widths.len(), characters.len());
    assert!(cut.name.ends_with("+NotoSans-Bold") && cut.stem == 156);
    let again = fonts.cut(Weight::Bold, &"otnaS iduBs".chars().collect()).unwrap();
    assert_eq!(cut, again);
}

#[test]
fn lines_are_no_wider_than_asked() {
    let fonts = fonts();
    let lines = fonts.lines(STYLE, 30.0, "Kepala Dinas Komunikasi dan Informatika");
    assert!(lines.len() > 1);
    assert!(lines.iter().all(|line| fonts.width(STYLE, line) <= 30.0));
    assert_eq!(lines.join(" "), "Kepala Dinas Komunikasi dan Informatika");
}
