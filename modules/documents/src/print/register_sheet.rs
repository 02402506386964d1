//! The register of outgoing letters as a spreadsheet.

use base::{Date, Error, Kind};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::domain::book::Line;

/// The row of the titles.
const TITLES: u32 = 3;

/// The sentences of the sheet, in the language of whoever asked for it.
#[derive(Debug, Clone, Default)]
pub struct Words {
    pub title: String,
    /// Number, full number, date, type, subject, status, reason.
    pub heads: [String; 7],
    /// The word for a type, by its id.
    pub types: Vec<(String, String)>,
    /// The word for a status, by the one that is stored.
    pub statuses: Vec<(String, String)>,
    pub demo: String,
    /// Instead of what a letter is about that is closed to whoever asked.
    pub secret: String,
}

impl Words {
    fn of<'a>(words: &'a [(String, String)], key: &'a str) -> &'a str {
        words.iter().find(|(word, _)| word == key).map_or(key, |(_, said)| said)
    }
}

/// The register as XLSX; the same lines and date give the same bytes.
///
/// # Errors
/// `documents/register-sheet` when there is more than a spreadsheet holds.
pub fn build(
    words: &Words,
    (regency, demo): (&str, bool),
    lines: &[Line],
    created: Date,
) -> base::Result<Vec<u8>> {
    let failed = |e: XlsxError| Error::new(Kind::Internal, "documents/register-sheet").caused_by(e);
    write(words, (regency, demo), lines, created).map_err(failed)
}

fn write(
    words: &Words,
    (regency, demo): (&str, bool),
    lines: &[Line],
    created: Date,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let at = excel_day(created)?;
    let about = DocProperties::new().set_title(&words.title).set_creation_datetime(&at);
    book.set_properties(&about);
    let sheet = book.add_worksheet();
    sheet.set_name("Agenda")?;
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
    for (column, width) in (0..).zip([8.0, 28.0, 12.0, 20.0, 60.0, 14.0, 40.0]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(TITLES + 1, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    book.save_to_buffer()
}

/// Texts are written as texts, so that none becomes a formula.
fn write_line(
    sheet: &mut Worksheet,
    row: u32,
    words: &Words,
    line: &Line,
) -> Result<(), XlsxError> {
    let number = &line.number;
    sheet.write(row, 0, number.ordinal)?;
    sheet.write_string(row, 1, number.text.as_deref().unwrap_or_default())?;
    if let Some(day) = number.day {
        let form = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_with_format(row, 2, &excel_day(day)?, &form)?;
    }
    let kind = line.kind.as_deref().map(|id| Words::of(&words.types, id));
    sheet.write_string(row, 3, kind.unwrap_or_default())?;
    let about = if line.is_veiled() { &words.secret } else { &line.subject };
    sheet.write_string(row, 4, about)?;
    sheet.write_string(row, 5, Words::of(&words.statuses, number.status.as_str()))?;
    sheet.write_string(row, 6, number.reason.as_deref().unwrap_or_default())?;
    Ok(())
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let (month, date) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), month, date)
}
