//! The list of letters that are proposed for destruction, decided, or gone (daftar arsip usul musnah,
//! daftar arsip musnah), as a spreadsheet.

use base::Date;
use rust_xlsxwriter::{Format, XlsxError};

use super::retention_sheet::{begun, failed};
use crate::domain::disposal::{Disposal, ListedLetter};

/// The row of the titles.
const TITLES: u32 = 4;

/// The sentences of a list, in the language of whoever asked for it.
#[derive(Debug, Clone, Default)]
pub struct Words {
    pub title: String,
    /// Ordinal, code, file, number, day, subject, closed, due, row of the schedule.
    pub heads: [String; 9],
    /// What stands in the place of the subject of a secret letter.
    pub secret: String,
    pub demo: String,
}

/// The letters of a list that nobody wants kept, with the fingerprint of what was decided. Texts are
/// written as texts, so that none becomes a formula.
///
/// # Errors
/// `documents/retention-sheet`: our own fault.
pub fn list(
    words: &Words,
    (regency, demo): (&str, bool),
    (disposal, letters): (&Disposal, &[ListedLetter]),
    created: Date,
) -> base::Result<Vec<u8>> {
    let write = || -> Result<Vec<u8>, XlsxError> {
        let (mut book, bold) = (begun(&words.title, created)?, Format::new().set_bold());
        let sheet = book.add_worksheet();
        sheet.set_name("Arsip musnah")?;
        sheet.write_with_format(0, 0, &words.title, &bold)?;
        sheet.write(1, 0, regency)?;
        if let Some(decision) = &disposal.decision {
            sheet.write_string(2, 0, format!("SHA-256 {}", decision.digest))?;
        }
        if demo {
            sheet.write_with_format(3, 0, &words.demo, &bold)?;
        }
        for (column, head) in (0..).zip(&words.heads) {
            sheet.write_with_format(TITLES, column, head, &bold)?;
        }
        for (at, letter) in (1..).zip(letters) {
            let row = TITLES + at;
            sheet.write(row, 0, at)?;
            for (column, text) in (1..).zip(texts(words, disposal, letter)) {
                sheet.write_string(row, column, text)?;
            }
        }
        for (column, width) in (0..).zip([6.0, 14.0, 40.0, 24.0, 12.0, 50.0, 12.0, 12.0, 36.0]) {
            sheet.set_column_width(column, width)?;
        }
        sheet.set_freeze_panes(TITLES + 1, 0)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        book.save_to_buffer()
    };
    write().map_err(failed)
}

fn texts(words: &Words, disposal: &Disposal, letter: &ListedLetter) -> [String; 8] {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let file = disposal.files.iter().map(|item| &item.dossier).find(|it| it.id == letter.dossier);
    let closed = file.and_then(|file| file.closed.as_ref());
    let rule = closed.map(|it| format!("{} {}", it.rule_prefix, it.rule_source));
    let subject = if letter.is_closed { &words.secret } else { &letter.subject };
    [
        file.map(|file| file.classification.clone()).unwrap_or_default(),
        file.map(|file| file.title.clone()).unwrap_or_default(),
        letter.number.clone().unwrap_or_default(),
        day(letter.day),
        subject.clone(),
        day(closed.map(|it| it.on)),
        day(closed.map(|it| it.days.due)),
        rule.unwrap_or_default(),
    ]
}
