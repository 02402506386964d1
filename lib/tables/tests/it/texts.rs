use tables::Limits;

use crate::{read, refused, rows};

#[test]
fn every_separator_is_told_by_the_rows() {
    let wanted = vec![
        (1, vec!["kode", "uraian", "aktif"]),
        (2, vec!["000.8", "Rapat, upacara; lain | lain", "2"]),
        (3, vec!["900", "Keuangan", "10"]),
    ];
    for separator in [",", ";", "\t", "|"] {
        let text =
            "kode~uraian~aktif\r\n000.8~\"Rapat, upacara; lain | lain\"~2\r\n900~Keuangan~10\r\n";
        assert_eq!(rows(&read(text.replace('~', separator).as_bytes())), wanted, "{separator:?}");
    }
}

#[test]
fn commas_of_sentences_do_not_separate() {
    let text = "kode;uraian\n1;a, b, c\n2;d, e, f\n3;g\n";
    assert_eq!(rows(&read(text.as_bytes()))[1], (2, vec!["1", "a, b, c"]));
}

#[test]
fn a_line_that_names_the_separator_is_no_row() {
    assert_eq!(rows(&read(b"sep=;\r\na;b,c\r\n")), [(1, vec!["a", "b,c"])]);
}

#[test]
fn every_encoding_of_a_spreadsheet_is_read() {
    let text = "kode;uraian\n1;Café – naïf\n";
    let wide = |bytes: fn(u16) -> [u8; 2], mark: [u8; 2]| {
        let units = text.encode_utf16().flat_map(bytes);
        mark.into_iter().chain(units).collect::<Vec<u8>>()
    };
    let files = [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        wide(u16::to_le_bytes, [0xff, 0xfe]),
        wide(u16::to_be_bytes, [0xfe, 0xff]),
        b"kode;uraian\n1;Caf\xe9 \x96 na\xeff\n".to_vec(),
    ];
    for file in files {
        assert_eq!(rows(&read(&file))[1], (2, vec!["1", "Café – naïf"]), "{file:x?}");
    }
}

#[test]
fn rows_are_counted_as_a_spreadsheet_does() {
    let text = "\n\na,b\n\"1\n2\",x\n\n3,y\n,\n4,z\n";
    for end in ["\n", "\r\n", "\r"] {
        let table = read(text.replace('\n', end).as_bytes());
        let numbers: Vec<usize> = table.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [3, 4, 6, 8], "{end:?}");
    }
}

#[test]
fn what_is_no_text_is_refused() {
    let limits = Limits::default();
    assert_eq!(refused(b"%PDF-1.7\n\0\0", &limits), "tables/unreadable");
    assert_eq!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &limits), "tables/other-workbook");
    let empty = read(b"");
    assert!(empty.rows.is_empty());
    assert_eq!(empty.below([&["kode"]]).unwrap_err().code(), "tables/unreadable");
    // A letter that was named .xlsx.
    let letter = read(b"Yth. Kepala Dinas\n\ndi Sangatta\n");
    let refused = letter.below([&["kode"], &["uraian"]]).unwrap_err();
    assert_eq!(refused.code(), "tables/unreadable");
}

#[test]
fn the_limits_hold() {
    let limits = Limits { rows: 3, columns: 2, ..Limits::default() };
    let fits = tables::read(b"a,b\n1,2\n,\n,\n3,4,,,\n", &limits).unwrap();
    assert_eq!(fits.rows.len(), 3, "what holds nothing does not count");
    assert_eq!(refused(b"a,b\n1,2\n3,4\n5,6\n", &limits), "tables/too-large");
    assert_eq!(refused(b"a,b,c\n", &limits), "tables/too-large");
}

#[test]
fn heads_are_found_below_a_title_and_in_any_order() {
    let table = read("JRA Kabupaten\n\nNasib,KODE , aktif\nmusnah,000,2\n".as_bytes());
    let body = table.below([&["code", "kode"], &["aktif"]]).unwrap();
    assert_eq!(body.columns, [1, 2]);
    assert_eq!((body.rows.len(), body.rows[0].number), (1, 4));
    assert_eq!(body.column(&["nasib"]), Some(0));
    assert_eq!(body.column(&["sumber"]), None);
}

#[test]
fn heads_that_are_missing_are_named() {
    let table = read(b"kode,uraian\n000,Umum\n");
    let error = table.below([&["kode"], &["aktif", "active"], &["nasib"]]).unwrap_err();
    assert_eq!(error.code(), "tables/heads");
    assert_eq!(error.params(), [("missing", "aktif, nasib".to_owned())]);
}
