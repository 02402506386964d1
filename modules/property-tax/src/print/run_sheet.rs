//! The totals of an assessment per district as a spreadsheet.

use base::{Date, Error, Kind, Rupiah};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// What the sheet shows.
#[derive(Debug, Clone)]
pub struct RunSheet {
    pub regency: String,
    pub demo: bool,
    pub tax_year: i64,
    /// Approved, rather than a simulation.
    pub issued: bool,
    pub rows: Vec<RunRow>,
}

/// One district.
#[derive(Debug, Clone)]
pub struct RunRow {
    pub code: String,
    pub name: String,
    /// Objects, up, unchanged, down, held back by the cap.
    pub counts: [i64; 5],
    /// Last year, this year, this year without the cap.
    pub amounts: [Rupiah; 3],
}

const TITLE_ROW: u32 = 3;
/// The first figure's column.
const FIRST: u16 = 2;
/// Whole numbers up to here are exact in a cell, see the roll.
const EXACT: i64 = 1 << 53;

/// The sheet as XLSX; the same totals and date give the same bytes.
///
/// # Errors
/// `property-tax/roll-too-large` when an amount is beyond a spreadsheet.
pub fn run_sheet(sheet: &RunSheet, created: Date) -> base::Result<Vec<u8>> {
    let too_large = || Error::new(Kind::Invalid, "property-tax/roll-too-large");
    let figures = sheet.rows.iter().flat_map(|row| row.amounts).map(|amount| amount.0);
    let sum = figures.clone().try_fold(0_i64, i64::checked_add);
    if sum.is_none_or(|sum| sum > EXACT) || figures.into_iter().any(|n| n < 0) {
        return Err(too_large());
    }
    build(sheet, created).map_err(|fault| too_large().caused_by(fault))
}

fn titles(year: i64) -> Vec<String> {
    let fixed = ["Kode", "Kecamatan", "Objek", "Naik", "Tetap", "Turun", "Ditahan batas"];
    let mut titles: Vec<String> = fixed.map(str::to_owned).into();
    titles.push(format!("PBB {} (Rp)", year - 1));
    titles.push(format!("PBB {year} (Rp)"));
    titles.push(format!("PBB {year} tanpa batas (Rp)"));
    titles
}

fn build(of: &RunSheet, created: Date) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (month, day) = (created.month().unsigned_abs(), created.day().unsigned_abs());
    let year = u16::try_from(created.year()).unwrap_or(1900);
    let at = ExcelDateTime::from_ymd(year, month, day)?;
    let kind = if of.issued { "Penetapan" } else { "Simulasi penetapan" };
    let title = format!("{kind} PBB {} per kecamatan", of.tax_year);
    let properties = DocProperties::new().set_title(&title).set_creation_datetime(&at);
    book.set_properties(&properties);
    let sheet = book.add_worksheet();
    sheet.set_name(format!("PBB {}", of.tax_year))?;
    sheet.write_with_format(0, 0, &title, &Format::new().set_bold().set_font_size(14))?;
    sheet.write(1, 0, &of.regency)?;
    if of.demo {
        let warning = "Data contoh. Nama, angka, dan aturan rekaan.";
        sheet.write_with_format(2, 0, warning, &Format::new().set_bold())?;
    }
    head(sheet, of.tax_year)?;
    let mut next = TITLE_ROW;
    for row in &of.rows {
        next += 1;
        sheet.write(next, 0, &row.code)?;
        sheet.write(next, 1, &row.name)?;
        figures(sheet, next, row.counts, row.amounts, &Format::new())?;
    }
    total(sheet, next + 1, of)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    book.save_to_buffer()
}

fn head(sheet: &mut Worksheet, year: i64) -> Result<(), XlsxError> {
    let style = Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Medium);
    for (column, title) in (0..).zip(titles(year)) {
        let align = if column < FIRST { FormatAlign::Left } else { FormatAlign::Right };
        sheet.set_column_width(column, if column == 1 { 26.0 } else { 16.0 })?;
        sheet.write_with_format(TITLE_ROW, column, title, &style.clone().set_align(align))?;
    }
    sheet.set_freeze_panes(TITLE_ROW + 1, FIRST)?;
    Ok(())
}

fn figures(
    sheet: &mut Worksheet,
    at: u32,
    counts: [i64; 5],
    amounts: [Rupiah; 3],
    style: &Format,
) -> Result<(), XlsxError> {
    let format = style.clone().set_num_format("#,##0");
    let all = counts.into_iter().chain(amounts.map(|amount| amount.0));
    for (column, value) in (FIRST..).zip(all) {
        sheet.write_with_format(at, column, value as f64, &format)?;
    }
    Ok(())
}

fn total(sheet: &mut Worksheet, at: u32, of: &RunSheet) -> Result<(), XlsxError> {
    let thick = Format::new().set_bold().set_border_top(FormatBorder::Medium);
    let mut counts = [0_i64; 5];
    let mut amounts = [Rupiah::ZERO; 3];
    for row in &of.rows {
        counts.iter_mut().zip(row.counts).for_each(|(sum, n)| *sum += n);
        let sums = amounts.iter_mut().zip(row.amounts);
        sums.for_each(|(sum, amount)| *sum = Rupiah(sum.0.saturating_add(amount.0)));
    }
    sheet.write_with_format(at, 0, "", &thick)?;
    sheet.write_with_format(at, 1, "Jumlah", &thick)?;
    figures(sheet, at, counts, amounts, &thick)
}
