//! The retention schedule, and what it proposes for destruction, as spreadsheets.

use base::{Date, Error, Kind};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::domain::retention::{COLUMNS, Dossier, Rule};

/// The row of the titles in a list for people.
const TITLES: u32 = 3;

/// The sentences of a list of files, in the language of whoever asked for it.
#[derive(Debug, Clone, Default)]
pub struct Words {
    pub title: String,
    /// Ordinal, code, title, opened, closed, letters, due, row of the schedule, remark.
    pub heads: [String; 9],
    pub demo: String,
}

/// The schedule as XLSX. The first row holds the names of the columns that loading asks for, so it can
/// be loaded again.
///
/// # Errors
/// `documents/retention-sheet`: our own fault.
pub fn schedule(rules: &[Rule], created: Date) -> base::Result<Vec<u8>> {
    let write = || -> Result<Vec<u8>, XlsxError> {
        let (mut book, bold) = (begun("JRA", created)?, Format::new().set_bold());
        let sheet = book.add_worksheet();
        sheet.set_name("JRA")?;
        for (column, head) in (0..).zip(COLUMNS) {
            sheet.write_with_format(0, column, head, &bold)?;
        }
        for (row, rule) in (1..).zip(rules) {
            sheet.write_string(row, 0, &rule.prefix)?;
            sheet.write_string(row, 1, &rule.title)?;
            sheet.write(row, 2, rule.active_years)?;
            sheet.write(row, 3, rule.inactive_years)?;
            sheet.write_string(row, 4, rule.fate.as_str())?;
            sheet.write_string(row, 5, rule.from.to_string())?;
            sheet.write_string(row, 6, &rule.source)?;
        }
        for (column, width) in (0..).zip([14.0, 60.0, 8.0, 8.0, 16.0, 12.0, 40.0]) {
            sheet.set_column_width(column, width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        book.save_to_buffer()
    };
    write().map_err(failed)
}

/// Files that are proposed for destruction (daftar arsip usul musnah), with how many letters each
/// holds.
///
/// # Errors
/// As [`schedule`].
pub fn proposed(
    words: &Words,
    (regency, demo): (&str, bool),
    files: &[(Dossier, i64)],
    created: Date,
) -> base::Result<Vec<u8>> {
    let write = || -> Result<Vec<u8>, XlsxError> {
        let (mut book, bold) = (begun(&words.title, created)?, Format::new().set_bold());
        let sheet = book.add_worksheet();
        sheet.set_name("Usul musnah")?;
        sheet.write_with_format(0, 0, &words.title, &bold)?;
        sheet.write(1, 0, regency)?;
        if demo {
            sheet.write_with_format(2, 0, &words.demo, &bold)?;
        }
        for (column, head) in (0..).zip(&words.heads) {
            sheet.write_with_format(TITLES, column, head, &bold)?;
        }
        for (at, (file, letters)) in (1..).zip(files) {
            write_file(sheet, at, (file, *letters))?;
        }
        for (column, width) in (0..).zip([6.0, 14.0, 50.0, 12.0, 12.0, 10.0, 12.0, 40.0, 30.0]) {
            sheet.set_column_width(column, width)?;
        }
        sheet.set_freeze_panes(TITLES + 1, 0)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        book.save_to_buffer()
    };
    write().map_err(failed)
}

/// Texts are written as texts, so that none becomes a formula. The last column is for the panel.
fn write_file(
    sheet: &mut Worksheet,
    at: u32,
    (file, letters): (&Dossier, i64),
) -> Result<(), XlsxError> {
    let row = TITLES + at;
    sheet.write(row, 0, at)?;
    sheet.write_string(row, 1, &file.classification)?;
    sheet.write_string(row, 2, &file.title)?;
    sheet.write_string(row, 3, file.opened_at.to_string().get(..10).unwrap_or_default())?;
    if let Some(closed) = &file.closed {
        sheet.write_string(row, 4, closed.on.to_string())?;
        sheet.write_string(row, 6, closed.days.due.to_string())?;
        sheet.write_string(row, 7, format!("{} {}", closed.rule_prefix, closed.rule_source))?;
    }
    sheet.write(row, 5, letters)?;
    Ok(())
}

pub(super) fn begun(title: &str, created: Date) -> Result<Workbook, XlsxError> {
    let (month, date) = (created.month().unsigned_abs(), created.day().unsigned_abs());
    let year = u16::try_from(created.year()).unwrap_or(1900);
    let at = ExcelDateTime::from_ymd(year, month, date)?;
    let mut book = Workbook::new();
    let about = DocProperties::new().set_title(title).set_creation_datetime(&at);
    book.set_properties(&about);
    Ok(book)
}

pub(super) fn failed(error: XlsxError) -> Error {
    Error::new(Kind::Internal, "documents/retention-sheet").caused_by(error)
}
