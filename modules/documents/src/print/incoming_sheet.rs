//! The register of incoming letters as a spreadsheet that prints on A4.

use base::{Date, Error, Kind};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::domain::incoming::Listed;

/// The row of the titles.
const TITLES: u32 = 3;

/// The sentences of the sheet, in the language of whoever asked for it.
#[derive(Debug, Clone, Default)]
pub struct Words {
    pub title: String,
    /// Agenda number, received, sender, number, date, subject, secrecy, urgency, to, state, due.
    pub heads: [String; 11],
    /// The words for secrecies, urgencies and states, by those that are stored.
    pub said: Vec<(String, String)>,
    pub demo: String,
}

impl Words {
    fn of<'a>(&'a self, key: &'a str) -> &'a str {
        self.said.iter().find(|(word, _)| word == key).map_or(key, |(_, said)| said)
    }
}

/// The register as XLSX; the same lines and date give the same bytes.
///
/// # Errors
/// `documents/register-sheet` when there is more than a spreadsheet holds.
pub fn build(
    words: &Words,
    (regency, demo): (&str, bool),
    lines: &[Listed],
    created: Date,
) -> base::Result<Vec<u8>> {
    let failed = |e: XlsxError| Error::new(Kind::Internal, "documents/register-sheet").caused_by(e);
    write(words, (regency, demo), lines, created).map_err(failed)
}

fn write(
    words: &Words,
    (regency, demo): (&str, bool),
    lines: &[Listed],
    created: Date,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let at = excel_day(created)?;
    let about = DocProperties::new().set_title(&words.title).set_creation_datetime(&at);
    book.set_properties(&about);
    let sheet = book.add_worksheet();
    sheet.set_name("Surat masuk")?;
    let bold = Format::new().set_bold();
    sheet.write_with_format(0, 0, &words.title, &bold)?;
    sheet.write(1, 0, regency)?;
    if demo {
        sheet.write_with_format(2, 0, &words.demo, &bold)?;
    }
    for (column, head) in (0..).zip(&words.heads) {
        sheet.write_with_format(TITLES, column, head, &bold)?;
    }
    for (row, line) in (TITLES + 1..).zip(lines) {
        write_line(sheet, row, words, line)?;
    }
    let widths = [12.0, 12.0, 34.0, 26.0, 12.0, 54.0, 14.0, 14.0, 34.0, 20.0, 12.0];
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(TITLES + 1, 0)?;
    sheet.set_repeat_rows(TITLES, TITLES)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    book.save_to_buffer()
}

/// Texts are written as texts, so that none becomes a formula.
fn write_line(
    sheet: &mut Worksheet,
    row: u32,
    words: &Words,
    line: &Listed,
) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap();
    sheet.write_string(row, 0, &line.number)?;
    write_day(sheet, (row, 1), Some(line.received))?;
    sheet.write_string_with_format(row, 2, &line.sender, &wrapped)?;
    sheet.write_string(row, 3, &line.their_number)?;
    write_day(sheet, (row, 4), line.their_day)?;
    sheet.write_string_with_format(row, 5, &line.subject, &wrapped)?;
    sheet.write_string(row, 6, words.of(line.secrecy.as_str()))?;
    sheet.write_string(row, 7, words.of(&format!("urgency-{}", line.urgency.as_str())))?;
    sheet.write_string_with_format(row, 8, &line.addressee_title, &wrapped)?;
    sheet.write_string(row, 9, words.of(line.state.as_str()))?;
    write_day(sheet, (row, 10), line.due)
}

fn write_day(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    day: Option<Date>,
) -> Result<(), XlsxError> {
    if let Some(day) = day {
        let form = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_with_format(row, column, &excel_day(day)?, &form)?;
    }
    Ok(())
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let (month, date) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), month, date)
}
