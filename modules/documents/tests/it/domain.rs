//! Numbers, words, files, differences, codes: rules without I/O.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use documents::domain::classification::{is_code, read_table};
use documents::domain::difference::{Change, difference};
use documents::domain::file::{FileError, FileKind};
use documents::domain::kind::LetterTypes;
use documents::domain::number::{Ingredients, Pattern, PatternError};
use documents::domain::party::{Party, Scope};
use documents::domain::words::{Query, end_of, words};
use proptest::prelude::*;

use crate::house::day;

fn number(pattern: &str, ordinal: i64, unit: &str, position: &str, code: &str, on: &str) -> String {
    let (secrecy, day) = ("R", day(on));
    let of = Ingredients { secrecy, classification: code, ordinal, unit, position, day };
    Pattern::parse(pattern).unwrap().format(&of)
}

/// documents.md §5.1: numbers as offices write them.
#[test]
fn numbers_look_as_offices_write_them() {
    let organisation = "{klas}/{urut}/{unit}";
    assert_eq!(number(organisation, 15, "OR", "", "000.8.3.3", "2026-04-01"), "000.8.3.3/15/OR");
    assert_eq!(number(organisation, 15, "OR", "", "000.8.6.2", "2026-04-01"), "000.8.6.2/15/OR");
    let ministry = "{sifat}-{urut}/{jabatan}/{klas}/{bulan}/{tahun}";
    let told = number(ministry, 99, "", "IJ", "KP.07.6", "2020-04-30");
    assert_eq!(told, "R-99/IJ/KP.07.6/04/2020");
    assert_eq!(
        number("NOMOR {urut} TAHUN {tahun}", 23, "", "", "", "2020-01-01"),
        "NOMOR 23 TAHUN 2020"
    );
    let special = "{urut:2}/{jabatan}/{bulan}/{tahun}";
    assert_eq!(number(special, 5, "", "IJ", "", "2016-04-30"), "05/IJ/04/2016");
    assert_eq!(number("{urut:3}/{bulan_romawi}", 1234, "", "", "", "2026-09-01"), "1234/IX");
}

#[test]
fn a_wrong_pattern_says_where() {
    let refused = |text: &str| Pattern::parse(text).unwrap_err();
    assert_eq!(refused("ab{urut"), PatternError::Open { at: 3 });
    assert_eq!(refused("a}{urut}"), PatternError::Close { at: 2 });
    let token = PatternError::Token { at: 5, token: "nomor".to_owned() };
    assert_eq!(refused("abc/{nomor}/{urut}"), token);
    assert_eq!(refused("{urut:9}"), PatternError::Width { at: 1 });
    assert_eq!(refused("{klas}/{tahun}"), PatternError::Ordinal);
    assert_eq!(refused("{urut}{urut:3}"), PatternError::Ordinal);
    assert_eq!(refused(""), PatternError::Length);
    assert_eq!(refused("{urut}\n"), PatternError::Character { at: 7 });
}

proptest! {
    #[test]
    fn a_pattern_is_written_as_it_was_read(text in "[a-z/.{}: -]{0,40}") {
        if let Ok(pattern) = Pattern::parse(&text) {
            prop_assert_eq!(Pattern::parse(&pattern.to_string()).unwrap(), pattern);
        }
    }

    #[test]
    fn a_difference_gives_both_texts_back(
        old in "[ab\n ]{0,60}", new in "[ab\n ]{0,60}"
    ) {
        let pieces = difference(&old, &new);
        let without = |change: Change| -> String {
            let kept = pieces.iter().filter(|piece| piece.change != change);
            kept.map(|piece| piece.text.as_str()).collect()
        };
        prop_assert_eq!(without(Change::Added), old);
        prop_assert_eq!(without(Change::Removed), new);
    }

    #[test]
    fn what_begins_so_lies_before_its_end(beginning in "\\PC{1,8}", rest in "\\PC{0,8}") {
        let word = format!("{beginning}{rest}");
        if let Some(end) = end_of(&beginning) {
            prop_assert!(word.as_str() >= beginning.as_str() && word < end);
        }
    }
}

#[test]
fn only_changed_words_are_told() {
    let pieces = difference("Rapat hari Senin pukul 09.00.", "Rapat hari Selasa pukul 09.00.");
    let changed: Vec<(Change, &str)> = pieces
        .iter()
        .filter(|piece| piece.change != Change::Same)
        .map(|piece| (piece.change, piece.text.as_str()))
        .collect();
    assert_eq!(changed, [(Change::Removed, "Senin"), (Change::Added, "Selasa")]);
}

/// A new line, wherever it stands, marks no word beside it.
#[test]
fn an_inserted_line_is_all_that_is_told() {
    for (old, new) in [
        ("Kepada\nDinas Kesehatan", "Kepada\nDinas Sosial\nDinas Kesehatan"),
        ("Kepada\nDinas Kesehatan", "Kepada\nDinas Kesehatan\nDinas Sosial"),
        ("Kepada\n\nDinas Kesehatan", "Kepada\n\nDinas Sosial\n\nDinas Kesehatan"),
    ] {
        let pieces = difference(old, new);
        let added = pieces.iter().filter(|piece| piece.change == Change::Added);
        let added: String = added.map(|piece| piece.text.as_str()).collect();
        let mut words: Vec<&str> = added.split_whitespace().collect();
        words.sort_unstable();
        assert_eq!(words, ["Dinas", "Sosial"], "{new:?}");
        assert!(pieces.iter().all(|piece| piece.change != Change::Removed), "{new:?}");
    }
    let pieces = difference("Satu\ndua", "Satu\n\ndua");
    let told: Vec<(Change, &str)> = pieces.iter().map(|p| (p.change, p.text.as_str())).collect();
    let (same, added) = (Change::Same, Change::Added);
    assert!(
        told == [(same, "Satu\n"), (added, "\n"), (same, "dua")]
            || told == [(same, "Satu"), (added, "\n"), (same, "\ndua")],
        "{told:?}"
    );
}

#[test]
fn a_number_is_found_whole_and_by_its_parts() {
    let found = words("Undangan 000.8.3.3/15/OR kepada Dinas-Kesehatan");
    for word in ["undangan", "000.8.3.3.15.or", "000.8.3.3", "15", "or", "kesehatan"] {
        assert!(found.contains(word), "{word} in {found:?}");
    }
    assert!(!found.contains("Undangan"));
    let asked = Query::parse("Undangan 000.8.3.3/15/OR kes");
    assert_eq!(asked.whole, ["000.8.3.3.15.or", "undangan"]);
    assert_eq!(asked.beginning.as_deref(), Some("kes"));
    assert_eq!(Query::parse("kes ").beginning, None);
    assert!(Query::parse(" /-. ").is_empty());
}

#[test]
fn a_file_is_what_its_first_bytes_say() {
    let docx = b"PK\x03\x04....word/document.xml....";
    assert_eq!(FileKind::of(docx), Ok(FileKind::Docx));
    assert_eq!(FileKind::of(b"%PDF-1.7\n..."), Ok(FileKind::Pdf));
    assert_eq!(FileKind::of(b"\xff\xd8\xff\xe0"), Ok(FileKind::Jpg));
    assert_eq!(FileKind::of(b""), Err(FileError::Empty));
    assert_eq!(FileKind::of(b"MZ\x90\x00"), Err(FileError::Program));
    assert_eq!(FileKind::of(b"#!/bin/sh"), Err(FileError::Program));
    assert_eq!(FileKind::of(b"<html>"), Err(FileError::Unknown));
    let macros = b"PK\x03\x04..word/document.xml..word/vbaProject.bin";
    assert_eq!(FileKind::of(macros), Err(FileError::Macros));
    assert_eq!(FileKind::of(b"\xd0\xcf\x11\xe0...."), Err(FileError::Macros));
    for active in ["/JavaScript", "/J#61vaScript", "/Launch", "/RichMedia"] {
        let pdf = format!("%PDF-1.7\n1 0 obj <</S {active}>>");
        assert_eq!(FileKind::of(pdf.as_bytes()), Err(FileError::Macros), "{active}");
    }
}

#[test]
fn parties_are_read_line_by_line() {
    let parties = Party::parse_lines(Scope::Outside, "PT Contoh; Jl. Yos Sudarso\n\n Budi \n; x\n");
    let told: Vec<(&str, &str)> =
        parties.iter().map(|party| (party.name.as_str(), party.address.as_str())).collect();
    assert_eq!(told, [("PT Contoh", "Jl. Yos Sudarso"), ("Budi", "")]);
    assert_eq!(Party::lines(&parties, Scope::Outside), "PT Contoh; Jl. Yos Sudarso\nBudi");
    assert_eq!(Party::lines(&parties, Scope::Government), "");
}

#[test]
fn codes_are_digits_between_dots() {
    for code in ["000", "000.8.3.3", "900.1.13.12"] {
        assert!(is_code(code), "{code}");
    }
    for other in ["", "KP.07", "0000", "000.", "000..1", "1.2.3.4.5.6.7.8.9"] {
        assert!(!is_code(other), "{other}");
    }
    let table = "kode,uraian\n000.1,Ketatausahaan\n000.2,Perlengkapan\n";
    assert_eq!(read_table(table.as_bytes()).unwrap().len(), 2);
    let wrong = read_table(b"code,title\n000.1,A\nABC,B\n").unwrap_err();
    assert_eq!(wrong.params(), [("row", "3".to_owned())]);
    let heads = read_table(b"x,uraian\n1,2\n").unwrap_err();
    assert_eq!(
        (heads.code(), heads.params()),
        ("tables/heads", &[("missing", "kode".to_owned())][..])
    );
}

#[test]
fn the_table_of_letter_types_is_whole() {
    let types = LetterTypes::built_in().unwrap();
    assert_eq!(types.iter().count(), 10);
    assert!(types.get("nota-dinas").is_ok() && types.get("memo").is_err());
    let twice = "[[type]]\nid='a'\ngroup='khusus'\nnumbering='a'\npattern='{urut}'\nsigners=['head']\n\
        addressed=true\npaper=false\nsignature='certified'\ntemplate='notula'\nsubject='hal'\nbody='isi'\nbody_required=true\n";
    assert!(LetterTypes::parse(twice).is_ok());
    assert!(LetterTypes::parse(&format!("{twice}{twice}")).is_err());
    assert!(LetterTypes::parse(&twice.replace("notula", "unknown")).is_err());
    assert!(LetterTypes::parse(&twice.replace("{urut}", "{tahun}")).is_err());
    assert!(LetterTypes::parse(&twice.replace("'head'", "'king'")).is_err());
    assert!(LetterTypes::parse(&twice.replace("certified", "wax")).is_err());
}
