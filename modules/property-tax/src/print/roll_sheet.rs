//! The roll of a village as a spreadsheet, for officials who calculate on.

use base::{Date, Error, Fraction, Kind, Rounding, Rupiah};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::roll::{Roll, RollRow, Sums, sums};

const TITLES: [(&str, f64); 9] = [
    ("No.", 6.0),
    ("NOP", 26.0),
    ("Wajib pajak", 32.0),
    ("Alamat objek pajak", 40.0),
    ("Bumi (m²)", 12.0),
    ("Bangunan (m²)", 14.0),
    ("NJOP (Rp)", 18.0),
    ("Ketetapan (Rp)", 16.0),
    ("Tanggal lunas", 14.0),
];

/// The row of the titles, counted from 0; the heading stands above.
const TITLE_ROW: u32 = 3;

/// A cell of a spreadsheet is a binary floating-point number, which holds whole numbers exactly up
/// to 2^53; an amount beyond that (Rp9 quadrillion) is refused instead of silently rounded.
const EXACT: i64 = 1 << 53;

/// The roll as XLSX. `created` is the date in the file's properties; the same roll and date give
/// the same bytes.
///
/// # Errors
/// `property-tax/roll-too-large` when an amount or the number of rows is beyond a spreadsheet.
pub fn roll_sheet(roll: &Roll, created: Date) -> base::Result<Vec<u8>> {
    let all = sums(&roll.rows)?;
    build(roll, created, &all)
        .map_err(|fault| Error::new(Kind::Invalid, "property-tax/roll-too-large").caused_by(fault))
}

/// Why there is no spreadsheet.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("a number does not fit exactly into a cell")]
    Number,
    #[error(transparent)]
    File(#[from] XlsxError),
}

fn build(roll: &Roll, created: Date, all: &Sums) -> Result<Vec<u8>, Fault> {
    let mut book = Workbook::new();
    let day = excel_date(created)?;
    let title = format!("DHKP {} {}", roll.tax_year, roll.village);
    book.set_properties(
        &DocProperties::new()
            .set_title(&title)
            .set_author(&roll.agency)
            .set_creation_datetime(&day),
    );
    let sheet = book.add_worksheet();
    sheet.set_name(format!("DHKP {}", roll.tax_year))?;
    heading(sheet, roll)?;
    let mut next = TITLE_ROW;
    for (row, number) in roll.rows.iter().zip(1_u32..) {
        next += 1;
        write_row(sheet, next, number, row)?;
    }
    sheet.autofilter(TITLE_ROW, 0, next.max(TITLE_ROW + 1), 8)?;
    write_totals(sheet, next + 1, roll, all)?;
    set_up_printing(sheet)?;
    Ok(book.save_to_buffer()?)
}

fn heading(sheet: &mut Worksheet, roll: &Roll) -> Result<(), Fault> {
    let place = format!("{}, {}, {}", roll.village, roll.district, roll.regency);
    let title = format!("Daftar Himpunan Ketetapan Pajak (DHKP) {}", roll.tax_year);
    sheet.write_with_format(0, 0, title, &Format::new().set_bold().set_font_size(14))?;
    sheet.write(1, 0, place)?;
    if roll.demo {
        let warning = "Data contoh. Nama, angka, dan aturan rekaan. Bukan tagihan.";
        sheet.write_with_format(2, 0, warning, &Format::new().set_bold())?;
    }
    let style = Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Medium);
    for (column, (title, width)) in (0..).zip(TITLES) {
        let align = if column == 0 || column >= 4 { FormatAlign::Right } else { FormatAlign::Left };
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(TITLE_ROW, column, title, &style.clone().set_align(align))?;
    }
    sheet.set_freeze_panes(TITLE_ROW + 1, 2)?;
    Ok(())
}

fn write_row(sheet: &mut Worksheet, at: u32, number: u32, row: &RollRow) -> Result<(), Fault> {
    sheet.write(at, 0, number)?;
    // As text: 18 digits are more than a number in a spreadsheet can hold.
    sheet.write(at, 1, row.nop.to_string())?;
    sheet.write(at, 2, &row.name)?;
    sheet.write(at, 3, &row.address)?;
    sheet.write_with_format(at, 4, area(row.land_m2)?, &area_format())?;
    sheet.write_with_format(at, 5, area(row.building_m2)?, &area_format())?;
    sheet.write_with_format(at, 6, amount(row.njop)?, &amount_format())?;
    sheet.write_with_format(at, 7, amount(row.due)?, &amount_format())?;
    match row.paid {
        Some(day) => {
            let format = Format::new().set_num_format("dd-mm-yyyy").set_align(FormatAlign::Right);
            sheet.write_with_format(at, 8, &excel_date(day)?, &format)?;
        }
        None => {
            let format = Format::new().set_align(FormatAlign::Right);
            sheet.write_with_format(at, 8, "belum", &format)?;
        }
    }
    Ok(())
}

fn write_totals(sheet: &mut Worksheet, at: u32, roll: &Roll, all: &Sums) -> Result<(), Fault> {
    let thick = |format: Format| format.set_bold().set_border_top(FormatBorder::Medium);
    let text = thick(Format::new());
    sheet.write_with_format(at, 0, "", &text)?;
    sheet.write_with_format(at, 1, format!("{} SPPT", roll.rows.len()), &text)?;
    sheet.write_with_format(at, 2, format!("Jumlah {}", roll.village), &text)?;
    sheet.write_with_format(at, 3, "", &text)?;
    sheet.write_with_format(at, 4, area(all.land_m2)?, &thick(area_format()))?;
    sheet.write_with_format(at, 5, area(all.building_m2)?, &thick(area_format()))?;
    sheet.write_with_format(at, 6, amount(all.njop)?, &thick(amount_format()))?;
    sheet.write_with_format(at, 7, amount(all.due)?, &thick(amount_format()))?;
    let paid = format!("{} lunas", all.paid_count);
    sheet.write_with_format(at, 8, paid, &text.set_align(FormatAlign::Right))?;
    Ok(())
}

fn set_up_printing(sheet: &mut Worksheet) -> Result<(), Fault> {
    // 9 is A4 in the list of paper sizes of the format.
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(TITLE_ROW, TITLE_ROW)?;
    sheet.set_footer("&RHalaman &P dari &N");
    Ok(())
}

fn amount_format() -> Format {
    Format::new().set_num_format("#,##0")
}

fn area_format() -> Format {
    Format::new().set_num_format("#,##0.###")
}

fn amount(amount: Rupiah) -> Result<f64, Fault> {
    if amount.0.abs() > EXACT { Err(Fault::Number) } else { Ok(amount.0 as f64) }
}

/// Square metres to a thousandth.
fn area(value: Fraction) -> Result<f64, Fault> {
    let scaled = value.checked_mul(Fraction::whole(1000)).map_err(|_| Fault::Number)?;
    let thousandths = i64::try_from(scaled.round(Rounding::HalfUp)).map_err(|_| Fault::Number)?;
    Ok(amount(Rupiah(thousandths))? / 1000.0)
}

fn excel_date(date: Date) -> Result<ExcelDateTime, Fault> {
    let part = |part: i8| part.unsigned_abs();
    let year = u16::try_from(date.year()).map_err(|_| Fault::Number)?;
    Ok(ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))?)
}
