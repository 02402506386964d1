//! Papers: what stands on them, that nothing is lost, that a reprint is the same file.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Date, Fraction, Kind, Rupiah};
use calamine::{Data, Reader, Xlsx};
use paper::proof::Proof;
use paper::{Fonts, Paper};
use property_tax::print::{
    NoticeSheet, Roll, file_of_notices, print_delivery, print_notice, print_roll, roll_sheet,
    samples,
};

fn fonts() -> Fonts {
    Fonts::load().unwrap()
}

fn printed(sheet: &NoticeSheet) -> Proof {
    Proof::read(&print_notice(&fonts(), Paper::A4, sheet).unwrap()).unwrap()
}

/// The pages' text with every line break as a space, as a person reads it.
fn running_text(proof: &Proof) -> String {
    proof.text().replace('\n', " ")
}

fn read_sheet(roll: &Roll) -> Vec<Vec<Data>> {
    let file = roll_sheet(roll, roll.as_of).unwrap();
    let mut book = Xlsx::new(std::io::Cursor::new(file)).unwrap();
    let range = book.worksheet_range("DHKP 2026").unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn a_notice_shows_all_the_law_asks_for() {
    let text = running_text(&printed(&samples::notice(147).unwrap()));
    for expected in [
        "Surat Pemberitahuan Pajak Terutang",
        "Sektor Perkotaan",
        "Nomor 2026/640804/0000147",
        "64.08.040.003.010-0147.0",
        "Kelurahan Teluk Lingga",
        "YULIANA PUSPITA CONTOH",
        "Bumi 240 071 464.000 111.360.000",
        "Bangunan 90 021 1.200.000 108.000.000",
        "NJOP sebagai dasar pengenaan PBB-P2 Rp219.360.000",
        "(NJOPTKP) satu kali untuk setiap wajib pajak Rp10.000.000",
        "NJOP untuk penghitungan PBB-P2 dasar dikurangi NJOPTKP Rp209.360.000",
        "(NJKP) 20 % Rp41.872.000",
        "tarif 0,5 % × NJKP Rp209.360",
        "PBB yang harus dibayar Rp209.360",
        "Dua ratus sembilan ribu tiga ratus enam puluh rupiah",
        "30 September 2026",
        "Sangatta, 2 Februari 2026",
        "NIP 19700101 199503 1 001",
        "Bankaltimtara · kantor pos",
        "Naik Rp16.800 dari Rp192.560.",
        "Tidak ada sampai 30 Januari 2026.",
        "7KQ2-M9XD",
        "Perda contoh pasal 7",
    ] {
        assert!(text.contains(expected), "`{expected}` is missing in: {text}");
    }
}

#[test]
fn a_crowded_notice_shows_joint_parts_changes_and_arrears() {
    let proof = printed(&samples::crowded_notice().unwrap());
    let text = running_text(&proof);
    for expected in [
        "Bumi bersama 13 051",
        "Bangunan bersama 2 001",
        "Stimulus -Rp10.000",
        "2023 Rp178.420, 2024 Rp192.560, 2025 Rp150.000.",
        "NPWP 01.234.567.8-901.000",
    ] {
        assert!(text.contains(expected), "`{expected}` is missing in: {text}");
    }
    assert_eq!(proof.pages().len(), 1);
}

#[test]
fn a_notice_too_full_for_one_sheet_goes_on_and_loses_nothing() {
    let mut sheet = samples::crowded_notice().unwrap();
    sheet.adjustments = (0..12)
        .flat_map(|n| {
            let mut step = sheet.adjustments[0].clone();
            step.label = format!("Pengurangan ke-{n}");
            [step]
        })
        .collect();
    let proof = printed(&sheet);
    assert_eq!(proof.pages().len(), 2);
    let text = running_text(&proof);
    assert!(text.contains("Pengurangan ke-11"));
    assert!(text.contains("7KQ2-M9XD"));
    assert!(!proof.pages()[1].qr().is_empty(), "the code is on the second sheet");
}

#[test]
fn a_falling_and_an_unchanged_tax_are_named_so() {
    let mut sheet = samples::notice(1).unwrap();
    sheet.last_year_due = Some(Rupiah(300_000));
    assert!(running_text(&printed(&sheet)).contains("Turun Rp90.640 dari Rp300.000."));
    sheet.last_year_due = Some(sheet.due);
    assert!(running_text(&printed(&sheet)).contains("Tetap, Rp209.360."));
    sheet.last_year_due = None;
    assert!(!running_text(&printed(&sheet)).contains("Dibanding tahun lalu"));
}

#[test]
fn only_a_demo_cell_marks_its_notices_as_examples() {
    let mut sheet = samples::notice(1).unwrap();
    let count = |sheet: &NoticeSheet| printed(sheet).text().matches("Data contoh").count();
    assert_eq!(count(&sheet), 2, "at the top, and beside the amount");
    sheet.demo = false;
    assert_eq!(count(&sheet), 0);
}

#[test]
fn a_reprint_is_the_same_file_and_another_amount_is_not() {
    let mut sheet = samples::notice(147).unwrap();
    let first = print_notice(&fonts(), Paper::F4, &sheet).unwrap();
    assert_eq!(first, print_notice(&fonts(), Paper::F4, &sheet).unwrap());
    sheet.due = Rupiah(209_361);
    assert_ne!(first, print_notice(&fonts(), Paper::F4, &sheet).unwrap());
}

#[test]
fn a_notice_is_one_small_page() {
    let fonts = fonts();
    for number in [1, 2, 3, 147, 9_999] {
        let mut sheet = samples::notice(number).unwrap();
        sheet.demo = false;
        for paper in [Paper::A4, Paper::F4] {
            let file = print_notice(&fonts, paper, &sheet).unwrap();
            assert_eq!(Proof::read(&file).unwrap().pages().len(), 1);
            assert!(file.len() <= 15 * 1024, "{} bytes", file.len());
        }
    }
}

#[test]
fn a_village_is_one_file_with_a_page_for_each_notice() {
    let sheets: Vec<NoticeSheet> = (1..=30).filter_map(samples::notice).collect();
    let file = file_of_notices(&fonts(), Paper::A4, "SPPT Teluk Lingga", &sheets).unwrap();
    let pages = Proof::read(&file).unwrap().pages();
    assert_eq!(pages.len(), 30);
    for (page, sheet) in pages.iter().zip(&sheets) {
        assert!(page.texts.contains(&sheet.nop.to_string()));
    }
}

#[test]
fn an_address_too_long_for_a_code_is_refused() {
    let mut sheet = samples::notice(1).unwrap();
    sheet.verify_url = "a".repeat(4_000);
    let fault = print_notice(&fonts(), Paper::A4, &sheet).unwrap_err();
    assert_eq!(fault.code(), "paper/qr-too-long");
}

#[test]
fn the_roll_adds_up_by_page_and_by_village() {
    let roll = samples::roll(120).unwrap();
    let proof = Proof::read(&print_roll(&fonts(), Paper::F4, &roll).unwrap()).unwrap();
    let amount = |text: &str| Rupiah::parse(text).unwrap().0;
    let mut by_page = 0;
    for page in proof.pages() {
        if let Some(place) = page.texts.iter().position(|text| text == "Jumlah halaman ini") {
            by_page += amount(&page.texts[place + 4]);
        }
    }
    let village: i64 = roll.rows.iter().map(|row| row.due.0).sum();
    assert_eq!(by_page, village);
    let text = running_text(&proof);
    assert!(text.contains("Jumlah Kelurahan Teluk Lingga"));
    assert!(text.contains(&format!("120 SPPT {}", Rupiah(village))));
    for row in &roll.rows {
        assert_eq!(text.matches(&row.nop.to_string()).count(), 1);
    }
}

#[test]
fn the_roll_says_who_has_paid_and_who_has_not() {
    let roll = samples::roll(6).unwrap();
    let proof = Proof::read(&print_roll(&fonts(), Paper::A4, &roll).unwrap()).unwrap();
    let text = running_text(&proof);
    assert_eq!(text.matches("15-06-2026").count(), 2);
    assert_eq!(text.matches(" belum ").count(), 4);
    assert!(text.contains("Sudah lunas 2 SPPT"));
    assert!(text.contains("Belum lunas 4 SPPT"));
    assert!(text.contains("Halaman 1 dari 1"));
}

#[test]
fn a_village_without_notices_still_has_a_roll() {
    let roll = samples::roll(0).unwrap();
    let proof = Proof::read(&print_roll(&fonts(), Paper::A4, &roll).unwrap()).unwrap();
    assert!(running_text(&proof).contains("Ketetapan 0 SPPT Rp0"));
}

#[test]
fn amounts_that_cannot_be_added_up_are_refused() {
    let mut roll = samples::roll(2).unwrap();
    for row in &mut roll.rows {
        row.njop = Rupiah(i64::MAX);
    }
    let fault = print_roll(&fonts(), Paper::A4, &roll).unwrap_err();
    assert_eq!((fault.kind(), fault.code()), (Kind::Invalid, "property-tax/roll-too-large"));
    assert_eq!(roll_sheet(&roll, roll.as_of).unwrap_err().code(), "property-tax/roll-too-large");
}

#[test]
fn the_spreadsheet_holds_every_row_and_the_sums() {
    let roll = samples::roll(10).unwrap();
    let rows = read_sheet(&roll);
    let first = rows.iter().position(|row| row[0] == Data::String("No.".into())).unwrap() + 1;
    for (row, expected) in rows[first..].iter().zip(&roll.rows) {
        assert_eq!(row[1], Data::String(expected.nop.to_string()));
        assert_eq!(row[6], Data::Float(expected.njop.0 as f64));
        assert_eq!(row[7], Data::Float(expected.due.0 as f64));
    }
    assert_eq!(rows[first][4], Data::Float(152.5));
    let total = &rows[first + 10];
    let due: i64 = roll.rows.iter().map(|row| row.due.0).sum();
    assert_eq!(total[7], Data::Float(due as f64));
    assert_eq!(total[1], Data::String("10 SPPT".into()));
}

#[test]
fn a_name_that_looks_like_a_formula_stays_a_name() {
    let mut roll = samples::roll(1).unwrap();
    roll.rows[0].name = "=HYPERLINK(\"x\")".to_owned();
    let rows = read_sheet(&roll);
    assert!(rows.iter().any(|row| row[2] == Data::String("=HYPERLINK(\"x\")".into())));
}

#[test]
fn an_amount_a_spreadsheet_would_round_is_refused() {
    let mut roll = samples::roll(1).unwrap();
    roll.rows[0].njop = Rupiah((1 << 53) + 1);
    assert_eq!(roll_sheet(&roll, roll.as_of).unwrap_err().code(), "property-tax/roll-too-large");
    roll.rows[0].njop = Rupiah(1 << 53);
    roll.rows[0].land_m2 = Fraction::whole(1);
    assert!(roll_sheet(&roll, roll.as_of).is_ok());
}

#[test]
fn the_same_roll_and_date_give_the_same_spreadsheet() {
    let roll = samples::roll(20).unwrap();
    let day = Date::new(2026, 8, 12).unwrap();
    assert_eq!(roll_sheet(&roll, day).unwrap(), roll_sheet(&roll, day).unwrap());
    let other = Date::new(2026, 8, 13).unwrap();
    assert_ne!(roll_sheet(&roll, day).unwrap(), roll_sheet(&roll, other).unwrap());
}

#[test]
fn the_delivery_list_has_a_numbered_box_for_every_notice() {
    let list = samples::delivery(35).unwrap();
    let proof = Proof::read(&print_delivery(&fonts(), Paper::A4, &list).unwrap()).unwrap();
    let text = running_text(&proof);
    assert!(text.contains("35 SPPT, dicetak 4 Februari 2026"));
    let all: Vec<String> = proof.pages().into_iter().flat_map(|page| page.texts).collect();
    for (number, row) in (1..).zip(&list.rows) {
        assert!(all.contains(&row.nop.to_string()));
        let number = number.to_string();
        assert_eq!(all.iter().filter(|text| **text == number).count(), 2, "row {number}");
    }
    assert!(text.contains("Petugas penyampai"));
}
