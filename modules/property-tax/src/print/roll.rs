//! The roll of a village (DHKP): every notice of one year, in the order of their NOP.

use std::ops::Range;

use base::{Date, Error, Fraction, Kind, Language, Nop, Rupiah, format};
use paper::{Align, Column, Document, Fonts, Ink, Page, Paper, Row, Style, Table};

use super::parts;
use super::sheet::Signatory;

/// A village's roll.
#[derive(Debug, Clone)]
pub struct Roll {
    /// `Kabupaten Kutai Timur`.
    pub regency: String,
    pub agency: String,
    pub demo: bool,
    pub tax_year: i16,
    /// `Kelurahan Teluk Lingga`.
    pub village: String,
    /// `Kecamatan Sangatta Utara`.
    pub district: String,
    /// The day whose payments it shows.
    pub as_of: Date,
    pub place: String,
    pub signatory: Signatory,
    pub rows: Vec<RollRow>,
}

/// One notice in the roll.
#[derive(Debug, Clone)]
pub struct RollRow {
    pub nop: Nop,
    pub name: String,
    /// Of the object.
    pub address: String,
    pub land_m2: Fraction,
    pub building_m2: Fraction,
    pub njop: Rupiah,
    pub due: Rupiah,
    /// The day it was paid in full.
    pub paid: Option<Date>,
}

/// What a range of rows adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) land_m2: Fraction,
    pub(super) building_m2: Fraction,
    pub(super) njop: Rupiah,
    pub(super) due: Rupiah,
    pub(super) paid: Rupiah,
    pub(super) paid_count: usize,
}

pub(super) const MARGIN: f32 = 12.0;

/// Prints the roll on lying sheets.
///
/// # Errors
/// `property-tax/roll-too-large` when the amounts of the village cannot be added up.
pub fn print_roll(fonts: &Fonts, paper: Paper, roll: &Roll) -> base::Result<Vec<u8>> {
    let all = sums(&roll.rows)?;
    let title = format!("DHKP {} {}", roll.tax_year, roll.village);
    let mut document = Document::new(fonts, &title, Language::Id);
    let paper = paper.landscape();
    let columns = columns(paper);
    // A part of a sum that was possible is possible: amounts and areas are not negative.
    let page_total = |range: Range<usize>| {
        let rows = roll.rows.get(range).unwrap_or_default();
        sums(rows)
            .map(|sums| total_row("Jumlah halaman ini", rows.len(), &sums))
            .unwrap_or_default()
    };
    let table = Table {
        paper,
        columns: &columns,
        size: 8.0,
        left: MARGIN,
        bottom: 13.0,
        row_height: 0.0,
        head: &|page, number| head(page, number, roll),
        page_total: Some(&page_total),
    };
    let rows = roll.rows.iter().zip(1..).map(|(row, number)| cells(number, row));
    let total = total_row(&format!("Jumlah {}", roll.village), roll.rows.len(), &all);
    let end = table.print(&mut document, rows, &[total]);
    let pages = closing(&mut document, end, paper, roll, &all);
    document.number_pages(pages, MARGIN);
    document.finish()
}

/// Adds rows up.
pub(super) fn sums(rows: &[RollRow]) -> base::Result<Sums> {
    let too_large = || Error::new(Kind::Invalid, "property-tax/roll-too-large");
    let zero = Fraction::whole(0);
    let mut sums = Sums {
        land_m2: zero,
        building_m2: zero,
        njop: Rupiah::ZERO,
        due: Rupiah::ZERO,
        paid: Rupiah::ZERO,
        paid_count: 0,
    };
    for row in rows {
        sums.land_m2 = sums.land_m2.checked_add(row.land_m2).map_err(|_| too_large())?;
        sums.building_m2 =
            sums.building_m2.checked_add(row.building_m2).map_err(|_| too_large())?;
        sums.njop = sums.njop.checked_add(row.njop).ok_or_else(too_large)?;
        sums.due = sums.due.checked_add(row.due).ok_or_else(too_large)?;
        if row.paid.is_some() {
            sums.paid = sums.paid.checked_add(row.due).ok_or_else(too_large)?;
            sums.paid_count += 1;
        }
    }
    Ok(sums)
}

/// Name and address share what the figures leave.
fn columns(paper: Paper) -> [Column<'static>; 9] {
    let figures = 11.0 + 40.0 + 21.0 + 25.0 + 32.0 + 28.0 + 22.0;
    let free = paper.width - 2.0 * MARGIN - figures;
    let column = |title, width, align| Column { title, width, align };
    [
        column("No.", 11.0, Align::Right),
        column("NOP", 40.0, Align::Left),
        column("Wajib pajak", free * 0.45, Align::Left),
        column("Alamat objek pajak", free * 0.55, Align::Left),
        column("Bumi (m²)", 21.0, Align::Right),
        column("Bangunan (m²)", 25.0, Align::Right),
        column("NJOP (Rp)", 32.0, Align::Right),
        column("Ketetapan (Rp)", 28.0, Align::Right),
        column("Lunas", 22.0, Align::Right),
    ]
}

fn cells(number: usize, row: &RollRow) -> Row {
    vec![
        number.to_string(),
        row.nop.to_string(),
        row.name.clone(),
        row.address.clone(),
        format::decimal(row.land_m2, 2),
        format::decimal(row.building_m2, 2),
        format::integer(row.njop.0),
        format::integer(row.due.0),
        row.paid.map_or_else(|| "belum".to_owned(), short_date),
    ]
}

fn total_row(label: &str, count: usize, sums: &Sums) -> Row {
    vec![
        String::new(),
        format!("{} SPPT", format::grouped(count as u64)),
        label.to_owned(),
        String::new(),
        format::decimal(sums.land_m2, 2),
        format::decimal(sums.building_m2, 2),
        format::integer(sums.njop.0),
        format::integer(sums.due.0),
        format!("{} lunas", format::grouped(sums.paid_count as u64)),
    ]
}

/// `21-11-2026`, as short as a narrow column needs.
pub(super) fn short_date(date: Date) -> String {
    format!("{:02}-{:02}-{}", date.day(), date.month(), date.year())
}

/// The full heading on the first sheet, one line on the others.
fn head(page: &mut Page<'_, '_>, number: usize, roll: &Roll) -> f32 {
    let y = parts::official_top(page, roll.demo, MARGIN) - 1.0;
    let right = page.paper().width - MARGIN;
    let quiet = Style::regular(8.5).ink(Ink::QUIET);
    let place = format!("{}, {}, {}", roll.village, roll.district, roll.regency);
    if number > 1 {
        let end = page.text(MARGIN, y, Style::bold(9.5), &format!("DHKP {}", roll.tax_year));
        page.text(end + 3.0, y, quiet, &place);
        return y + 2.5;
    }
    page.text(MARGIN, y, Style::bold(9.5).ink(Ink::BRAND), &format!("Pemerintah {}", roll.regency));
    page.text_right(right, y, quiet, &roll.agency);
    let title = format!("Daftar Himpunan Ketetapan Pajak (DHKP) {}", roll.tax_year);
    page.text(MARGIN, y + 9.0, Style::bold(15.0), &title);
    page.text(
        MARGIN,
        y + 14.6,
        Style::regular(9.5),
        &format!("{}, {}", roll.village, roll.district),
    );
    let as_of = format!("Pembayaran sampai {}", format::date(roll.as_of, Language::Id));
    page.text_right(right, y + 14.6, quiet, &as_of);
    y + 18.0
}

/// What is paid and what is open, and the signature, on the last sheet or one more.
fn closing(
    document: &mut Document<'_>,
    end: paper::End,
    paper: Paper,
    roll: &Roll,
    all: &Sums,
) -> Range<usize> {
    let fits = end.y + 42.0 <= paper.height - 13.0;
    let y = if fits { end.y + 8.0 } else { head(&mut document.page(paper), 2, roll) + 8.0 };
    let pages = end.pages.start..document.page_count();
    let Some(mut page) = pages.end.checked_sub(1).and_then(|last| document.reopen(last)) else {
        return pages;
    };
    let open = all.due.checked_sub(all.paid).unwrap_or(Rupiah::ZERO);
    let lines = [
        ("Ketetapan", roll.rows.len(), all.due),
        ("Sudah lunas", all.paid_count, all.paid),
        ("Belum lunas", roll.rows.len() - all.paid_count, open),
    ];
    let text = Style::regular(9.0);
    for ((label, count, amount), row) in lines.into_iter().zip([0.0_f32, 1.0, 2.0]) {
        let y = y + row * text.leading() * 1.15;
        page.text(MARGIN, y, text, label);
        page.text_right(MARGIN + 52.0, y, text, &format!("{} SPPT", format::grouped(count as u64)));
        page.text_right(MARGIN + 92.0, y, Style::bold(9.0), &parts::rupiah(amount));
    }
    let dated = (roll.place.as_str(), roll.as_of);
    let width = 75.0;
    parts::signature(&mut page, paper.width - MARGIN - width, y, width, dated, &roll.signatory);
    pages
}
