//! The journal as a spreadsheet.

use base::{Date, Error, Kind};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// Whole numbers up to here are exact in a cell.
const EXACT: i64 = 1 << 53;
/// The row of the titles.
const TITLES: u32 = 3;

/// The rows as XLSX, titles first; the same rows and date give the same bytes.
///
/// # Errors
/// `payments/sheet` when there is more than a spreadsheet holds.
pub fn build(
    title: &str,
    (regency, demo): (&str, bool),
    rows: &[Vec<String>],
    created: Date,
) -> base::Result<Vec<u8>> {
    let failed = |e: XlsxError| Error::new(Kind::Invalid, "payments/sheet").caused_by(e);
    write(title, (regency, demo), rows, created).map_err(failed)
}

fn write(
    title: &str,
    (regency, demo): (&str, bool),
    rows: &[Vec<String>],
    created: Date,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (month, day) = (created.month().unsigned_abs(), created.day().unsigned_abs());
    let year = u16::try_from(created.year()).unwrap_or(1900);
    let at = ExcelDateTime::from_ymd(year, month, day)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&at));
    let sheet = book.add_worksheet();
    sheet.set_name("Jurnal")?;
    let bold = Format::new().set_bold();
    sheet.write_with_format(0, 0, title, &bold)?;
    sheet.write(1, 0, regency)?;
    if demo {
        sheet.write_with_format(2, 0, "Data contoh. Nama dan angka rekaan.", &bold)?;
    }
    let figures = Format::new().set_num_format("#,##0");
    for (at, row) in (TITLES..).zip(rows) {
        for (column, text) in (0..).zip(row) {
            let whole = text.parse::<i64>().ok().filter(|n| n.abs() <= EXACT && column >= 4);
            match whole {
                Some(number) => sheet.write_with_format(at, column, number as f64, &figures)?,
                None if at == TITLES => sheet.write_with_format(at, column, text, &bold)?,
                None => sheet.write(at, column, text)?,
            };
        }
    }
    for (column, width) in (0..).zip([12.0, 22.0, 22.0, 36.0, 18.0, 18.0]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(TITLES + 1, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    book.save_to_buffer()
}
