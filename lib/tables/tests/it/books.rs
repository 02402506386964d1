use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use tables::Limits;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{read, refused, rows};

fn book() -> Workbook {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "JADWAL RETENSI").unwrap();
    for (column, head) in (1..).zip(["Kode", "Aktif", "Berlaku", "Pukul"]) {
        sheet.write(3, column, head).unwrap();
    }
    sheet.write(4, 1, "000.8").unwrap();
    sheet.write(4, 2, 2).unwrap();
    let day = ExcelDateTime::from_ymd(2026, 1, 2).unwrap();
    sheet.write_with_format(4, 3, &day, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    let time = ExcelDateTime::from_ymd(2026, 1, 2).unwrap().and_hms(8, 30, 0).unwrap();
    let shown = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    sheet.write_with_format(4, 4, &time, &shown).unwrap();
    book
}

#[test]
fn cells_keep_their_rows_and_say_what_they_show() {
    let table = read(&book().save_to_buffer().unwrap());
    let wanted = [
        (1, vec!["JADWAL RETENSI"]),
        (4, vec!["", "Kode", "Aktif", "Berlaku", "Pukul"]),
        (5, vec!["", "000.8", "2", "2026-01-02", "2026-01-02T08:30:00"]),
    ];
    assert_eq!(rows(&table), wanted);
}

#[test]
fn a_number_is_the_text_of_its_value() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, 0.1_f64 + 0.2).unwrap();
    sheet.write(0, 1, 35_747.5).unwrap();
    sheet.write(0, 2, true).unwrap();
    let table = read(&book.save_to_buffer().unwrap());
    assert_eq!(rows(&table), [(1, vec!["0.30000000000000004", "35747.5", "true"])]);
}

#[test]
fn the_first_visible_sheet_with_something_in_it_is_read() {
    let mut book = Workbook::new();
    let hidden = book.add_worksheet();
    hidden.write(0, 0, "catatan").unwrap();
    hidden.set_hidden(true);
    book.add_worksheet();
    book.add_worksheet().set_active(true).write(1, 0, "isi").unwrap();
    assert_eq!(rows(&read(&book.save_to_buffer().unwrap())), [(2, vec!["isi"])]);
}

#[test]
fn two_cells_at_the_far_corners_cost_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "a").unwrap();
    sheet.write(1_048_575, 0, "b").unwrap();
    sheet.write_blank(1_048_575, 16_383, &Format::new().set_bold()).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(rows(&read(&bytes)), [(1, vec!["a"]), (1_048_576, vec!["b"])]);
}

#[test]
fn a_bomb_is_refused_before_it_is_read() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(&vec![b' '; 3 << 20]).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 10_000, "it is small before it is unpacked");
    let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
    assert_eq!(refused(&bytes, &limits), "tables/too-large");
    assert_eq!(refused(&bytes, &Limits::default()), "tables/other-workbook");
}

#[test]
fn a_workbook_that_was_cut_is_refused() {
    let bytes = book().save_to_buffer().unwrap();
    for end in [4, 30, bytes.len() / 2, bytes.len() - 30] {
        assert_eq!(refused(&bytes[..end], &Limits::default()), "tables/unreadable", "{end}");
    }
}
