//! Sheets with everything that a judge wants to know of them.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use tables::{Book, Content, Limits, Merge, Shown, address, sheets};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn all(bytes: &[u8]) -> Book {
    sheets(bytes, &Limits::default()).unwrap()
}

fn refused(bytes: &[u8], limits: &Limits) -> &'static str {
    sheets(bytes, limits).unwrap_err().code()
}

/// The same workbook with a part put in the place of another, or beside the others.
fn with(bytes: &[u8], path: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = false;
    for at in 0..old.len() {
        let mut entry = old.by_index(at).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        if entry.name().unwrap() == path {
            (text, found) = (change(&text), true);
        }
        new.start_file(entry.name().unwrap(), SimpleFileOptions::default()).unwrap();
        new.write_all(text.as_bytes()).unwrap();
    }
    if !found {
        new.start_file(path, SimpleFileOptions::default()).unwrap();
        new.write_all(change("").as_bytes()).unwrap();
    }
    new.finish().unwrap().into_inner()
}

fn contents(book: &Book, sheet: usize) -> Vec<(String, Content)> {
    let rows = book.sheets[sheet].rows.iter();
    let cells = rows.flat_map(|row| row.cells.iter().map(|cell| (row.number, cell)));
    cells.map(|(row, cell)| (address(row, cell.column), cell.content.clone())).collect()
}

#[test]
fn each_kind_of_cell_is_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, " Teks ").unwrap();
    sheet.write(0, 1, 64.10).unwrap();
    sheet.write_with_format(0, 2, 0.0907, &Format::new().set_num_format("0.00%")).unwrap();
    sheet.write_with_format(0, 3, 12_345, &Format::new().set_num_format("#,##0")).unwrap();
    sheet.write_with_format(0, 4, "007", &Format::new().set_num_format("@")).unwrap();
    let day = ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
    sheet.write_with_format(0, 5, &day, &Format::new().set_num_format("d-mmm")).unwrap();
    sheet.write(0, 6, true).unwrap();
    sheet.write_formula(0, 7, rust_xlsxwriter::Formula::new("1+1").set_result("2")).unwrap();
    sheet.write_formula(0, 8, rust_xlsxwriter::Formula::new("1/0").set_result("#DIV/0!")).unwrap();
    let book = all(&book.save_to_buffer().unwrap());
    let row = &book.sheets[0].rows[0];
    let text = |it: &str| Content::Text(it.into());
    let wanted = [
        (text(" Teks "), false, Shown::Plainly),
        (Content::Number("64.1".into()), false, Shown::Plainly),
        (Content::Number("0.0907".into()), false, Shown::Percent),
        (Content::Number("12345".into()), false, Shown::Thousands),
        (text("007"), false, Shown::Text),
        (Content::Day("2026-03-01".into()), false, Shown::Plainly),
        (Content::Bool(true), false, Shown::Plainly),
        (Content::Number("2".into()), true, Shown::Plainly),
        (Content::Error("#DIV/0!".into()), true, Shown::Plainly),
    ];
    let seen = row.cells.iter().map(|it| (it.content.clone(), it.formula, it.shown));
    assert_eq!(seen.collect::<Vec<_>>(), wanted);
}

#[test]
fn a_formula_that_was_never_computed_is_told_from_a_blank() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_formula(1, 1, rust_xlsxwriter::Formula::new("A1*2").set_result("")).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let bytes = with(&bytes, "xl/worksheets/sheet1.xml", |text| {
        let from = text.find("<v>").unwrap();
        let to = text.find("</v>").unwrap() + 4;
        format!("{}{}", &text[..from], &text[to..])
    });
    assert_eq!(contents(&all(&bytes), 0), [("B2".to_owned(), Content::Nothing)]);
    assert!(all(&bytes).sheets[0].rows[0].cells[0].formula);
}

#[test]
fn merged_ranges_show_one_cell_wherever_they_are() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 1, 1, 3, "2024", &Format::new()).unwrap();
    sheet.write(2, 1, 5).unwrap();
    let book = all(&book.save_to_buffer().unwrap());
    let sheet = &book.sheets[0];
    let range = Merge { first_row: 1, first_column: 1, last_row: 2, last_column: 3 };
    assert_eq!(sheet.merges, [range]);
    assert_eq!(sheet.seen(2, 3).unwrap().content, Content::Text("2024".into()));
    assert_eq!(sheet.seen(3, 1).unwrap().content, Content::Number("5".into()));
    assert_eq!((sheet.seen(3, 3), sheet.seen(1, 4)), (None, None));
}

#[test]
fn what_is_hidden_is_read_and_said() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("2024").unwrap().write(0, 0, "baru").unwrap();
    let old = book.add_worksheet().set_name("2019 & lama").unwrap();
    for row in 0..3 {
        old.write(row, 0, row).unwrap();
        old.write(row, 3, row).unwrap();
    }
    old.set_hidden(true);
    old.set_row_hidden(1).unwrap();
    old.set_column_hidden(3).unwrap();
    let book = all(&book.save_to_buffer().unwrap());
    let names = book.sheets.iter().map(|it| (it.name.as_str(), it.hidden)).collect::<Vec<_>>();
    assert_eq!(names, [("2024", false), ("2019 & lama", true)]);
    let old = &book.sheets[1];
    assert_eq!(old.rows.iter().map(|it| it.hidden).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(old.hidden_columns, [3]);
}

#[test]
fn a_csv_is_one_sheet_of_texts() {
    let book = all("\u{feff}Kecamatan;Jumlah\n\nKaubun;1.234,5\n".as_bytes());
    let wanted = [("A1", "Kecamatan"), ("B1", "Jumlah"), ("A3", "Kaubun"), ("B3", "1.234,5")];
    let wanted = wanted.map(|(at, text)| (at.to_owned(), Content::Text(text.into())));
    assert_eq!(contents(&book, 0), wanted);
}

#[test]
fn other_forms_are_refused_with_what_to_do() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, 1).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let limits = Limits::default();
    let part = |path: &str| with(&bytes, path, |_| "x".to_owned());
    assert_eq!(refused(&part("xl/vbaProject.bin"), &limits), "tables/macros");
    assert_eq!(refused(&part("xl/workbook.bin"), &limits), "tables/other-workbook");
    assert_eq!(refused(&part("content.xml"), &limits), "tables/other-workbook");
    assert_eq!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &limits), "tables/other-workbook");
    assert_eq!(refused(b"PK\x03\x04", &limits), "tables/unreadable");
    assert_eq!(refused(b"\0\0\0\x01", &limits), "tables/unreadable");
}

#[test]
fn limits_count_over_all_sheets() {
    let mut book = Workbook::new();
    for _ in 0..3 {
        let sheet = book.add_worksheet();
        for row in 0..10 {
            sheet.write(row, 0, "sepuluh huruf").unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let all = Limits::default();
    assert!(sheets(&bytes, &Limits { rows: 30, ..all }).is_ok());
    assert_eq!(refused(&bytes, &Limits { rows: 29, ..all }), "tables/too-large");
    assert_eq!(refused(&bytes, &Limits { unpacked: 1000, ..all }), "tables/too-large");
    let mut wide = Workbook::new();
    wide.add_worksheet().write(0, 256, 1).unwrap();
    assert_eq!(refused(&wide.save_to_buffer().unwrap(), &all), "tables/too-large");
}

/// One long text that a million cells point at is short in the file and long in memory.
#[test]
fn shared_texts_are_counted_each_time() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let text = "x".repeat(30_000);
    for row in 0..1000 {
        sheet.write(row, 0, &text).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let limits = Limits { unpacked: 4 << 20, ..Limits::default() };
    assert_eq!(refused(&bytes, &limits), "tables/too-large");
}

#[test]
fn rows_out_of_order_are_put_in_order() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, 1).unwrap();
    let bytes = with(&book.save_to_buffer().unwrap(), "xl/worksheets/sheet1.xml", |text| {
        let from = text.find("<sheetData>").unwrap();
        let to = text.find("</sheetData>").unwrap();
        let rows = r#"<sheetData><row r="9"><c r="B9"><v>3</v></c><c r="A9"><v>2</v></c></row>
            <row r="4" hidden="1"><c r="A4"><v>1</v></c></row>"#;
        format!("{}{rows}{}", &text[..from], &text[to..])
    });
    let book = all(&bytes);
    let places: Vec<String> = contents(&book, 0).into_iter().map(|it| it.0).collect();
    assert_eq!(places, ["A4", "A9", "B9"]);
    assert!(book.sheets[0].rows[0].hidden);
}

#[test]
fn addresses_count_as_spreadsheets_do() {
    let wanted = ["A1", "Z2", "AA3", "IV256", "XFD4"];
    let places = [(1, 0), (2, 25), (3, 26), (256, 255), (4, 16_383)];
    assert_eq!(places.map(|(row, column)| address(row, column)), wanted);
}
