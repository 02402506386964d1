//! Lists over many pages.

use std::ops::Range;

use paper::proof::ProofPage;
use paper::{Align, Column, Document, End, Paper, Row, Table};

use crate::{document, fonts, read};

const COLUMNS: [Column<'static>; 3] = [
    Column { title: "Nama", width: 90.0, align: Align::Left },
    Column { title: "PBB (Rp)", width: 40.0, align: Align::Right },
    Column { title: "Tanda tangan", width: 40.0, align: Align::Box },
];

fn rows(count: usize) -> Vec<Row> {
    (1..=count).map(|n| vec![format!("Wajib Pajak {n}"), n.to_string(), String::new()]).collect()
}

fn print(document: &mut Document<'_>, rows: Vec<Row>, closing: &[Row]) -> End {
    let page_total = |range: Range<usize>| {
        let sum: usize = range.clone().map(|i| i + 1).sum();
        vec![format!("Jumlah {} baris", range.len()), sum.to_string()]
    };
    let table = Table {
        paper: Paper::A4,
        columns: &COLUMNS,
        size: 9.0,
        left: 20.0,
        bottom: 20.0,
        row_height: 0.0,
        head: &|page, number| {
            page.text(20.0, 15.0, paper::Style::bold(9.0), &format!("Lembar {number}"));
            20.0
        },
        page_total: Some(&page_total),
    };
    table.print(document, rows, closing)
}

fn printed(count: usize) -> Vec<ProofPage> {
    let fonts = fonts();
    let mut document = document(&fonts);
    let total = vec!["Jumlah semua".to_owned(), (count * (count + 1) / 2).to_string()];
    print(&mut document, rows(count), &[total]);
    read(document).pages()
}

/// The number that stands after a text on a page.
fn after(page: &ProofPage, label: &str) -> Option<usize> {
    let place = page.texts.iter().position(|text| text.starts_with(label))?;
    page.texts[place + 1].parse().ok()
}

#[test]
fn every_row_is_printed_once_and_in_order() {
    let pages = printed(200);
    let names: Vec<&String> = pages
        .iter()
        .flat_map(|page| page.texts.iter().filter(|text| text.starts_with("Wajib Pajak")))
        .collect();
    let expected: Vec<String> = (1..=200).map(|n| format!("Wajib Pajak {n}")).collect();
    assert_eq!(names, expected.iter().collect::<Vec<_>>());
}

#[test]
fn each_page_repeats_the_head_and_the_titles() {
    let pages = printed(200);
    assert!(pages.len() > 3);
    for (page, number) in pages.iter().zip(1..) {
        assert!(page.texts.contains(&format!("Lembar {number}")));
        assert!(page.texts.contains(&"PBB (Rp)".to_owned()));
    }
}

#[test]
fn the_totals_of_the_pages_add_up_to_the_whole() {
    let pages = printed(200);
    let sum: usize = pages.iter().filter_map(|page| after(page, "Jumlah ")).sum();
    assert_eq!(sum, 20_100);
    let last = pages.last().unwrap();
    assert_eq!(after(last, "Jumlah semua"), Some(20_100));
}

#[test]
fn an_empty_list_is_one_page_with_its_totals() {
    let pages = printed(0);
    assert_eq!(pages.len(), 1);
    assert_eq!(after(&pages[0], "Jumlah semua"), Some(0));
}

#[test]
fn a_long_text_goes_on_in_the_next_line() {
    let fonts = fonts();
    let mut document = document(&fonts);
    let long = "Jalan ".repeat(40);
    let short = print(&mut document, rows(1), &[]);
    let tall = print(&mut document, vec![vec![long.clone(), "1".to_owned()]], &[]);
    assert!(tall.y > short.y + 5.0, "{} {}", tall.y, short.y);
    let page = &read(document).pages()[1];
    let words = page.texts.iter().flat_map(|text| text.split(' ')).filter(|w| *w == "Jalan");
    assert_eq!(words.count(), 40);
}

#[test]
fn a_row_higher_than_a_page_does_not_run_for_ever() {
    let fonts = fonts();
    let mut document = document(&fonts);
    let end = print(&mut document, vec![vec!["kata ".repeat(3_000), String::new()]], &[]);
    assert_eq!(end.pages, 0..1);
}

#[test]
fn lists_in_one_document_follow_each_other() {
    let fonts = fonts();
    let mut document = document(&fonts);
    let first = print(&mut document, rows(100), &[]);
    let second = print(&mut document, rows(3), &[]);
    assert_eq!(second.pages.start, first.pages.end);
    assert_eq!(second.pages.len(), 1);
    let pages = read(document).pages();
    assert!(pages[second.pages.start].texts.contains(&"Lembar 1".to_owned()));
}

#[test]
fn a_list_goes_on_below_another_while_there_is_room() {
    let fonts = fonts();
    let mut document = document(&fonts);
    let table = Table {
        paper: Paper::A4,
        columns: &COLUMNS,
        size: 9.0,
        left: 20.0,
        bottom: 20.0,
        row_height: 0.0,
        head: &|_, _| 20.0,
        page_total: None,
    };
    let first = table.print(&mut document, rows(3), &[]);
    let second = table.print_below(&mut document, ("Daftar kedua", first.y), rows(3), &[]);
    assert_eq!((second.pages.clone(), first.pages), (0..1, 0..1));
    assert!(second.y > first.y + 20.0);
    let third = table.print_below(&mut document, ("Daftar ketiga", 260.0), rows(3), &[]);
    assert_eq!(third.pages, 1..2, "too little room for heads and rows");
    let pages = read(document).pages();
    assert!(pages[0].texts.contains(&"Daftar kedua".to_owned()));
    assert!(pages[1].texts.contains(&"Daftar ketiga".to_owned()));
}
