//! The e-SPPT: one page on A4 or F4.

use base::{Language, format};
use contracts::MarkPlace;
use paper::{Document, Fonts, Ink, Page, Paper, Style};

use super::calculation;
use super::notice_foot;
use super::parts::{self, MARGIN};
use super::sheet::NoticeSheet;

const LABEL: Style = Style::regular(8.0).ink(Ink::QUIET);

/// One notice as a file of its own.
///
/// # Errors
/// `paper/qr-too-long` when the address in the QR code is too long.
pub fn print_notice(fonts: &Fonts, paper: Paper, sheet: &NoticeSheet) -> base::Result<Vec<u8>> {
    Ok(print_notice_to_seal(fonts, paper, sheet)?.0)
}

/// The same with the place where a seal would be seen. Without one it stays white.
///
/// # Errors
/// As [`print_notice`].
pub fn print_notice_to_seal(
    fonts: &Fonts,
    paper: Paper,
    sheet: &NoticeSheet,
) -> base::Result<(Vec<u8>, MarkPlace)> {
    let title = format!("e-SPPT PBB-P2 {} {}", sheet.tax_year, sheet.nop);
    let mut document = Document::new(fonts, &title, Language::Id);
    let (corner, size) = draw(&mut document, paper, sheet)?;
    let page = u32::try_from(document.page_count()).unwrap_or(u32::MAX);
    let place = MarkPlace::from_above(page, paper.height, corner, size);
    Ok((document.finish()?, place))
}

/// Many notices in one file, for the printer of a village; they share their fonts.
///
/// # Errors
/// As [`print_notice`].
pub fn file_of_notices<'s>(
    fonts: &Fonts,
    paper: Paper,
    title: &str,
    sheets: impl IntoIterator<Item = &'s NoticeSheet>,
) -> base::Result<Vec<u8>> {
    let mut document = Document::new(fonts, title, Language::Id);
    add_notices(&mut document, paper, sheets)?;
    document.finish()
}

/// Adds notices to a file that is being drawn.
///
/// # Errors
/// As [`print_notice`].
pub fn add_notices<'s>(
    document: &mut Document<'_>,
    paper: Paper,
    sheets: impl IntoIterator<Item = &'s NoticeSheet>,
) -> base::Result<()> {
    sheets.into_iter().try_for_each(|sheet| draw(document, paper, sheet).map(drop))
}

/// Gives the room for a seal on the last page of the notice.
fn draw(
    document: &mut Document<'_>,
    paper: Paper,
    sheet: &NoticeSheet,
) -> base::Result<notice_foot::Room> {
    let mut page = document.page(paper);
    let page = &mut page;
    let y = parts::official_top(page, sheet.demo, MARGIN);
    let y = heading(page, y, sheet);
    let y = amount_card(page, y, sheet);
    let y = object_and_subject(page, y, sheet);
    let y = calculation::values(page, y, sheet);
    let y = calculation::steps(page, y + 2.0, sheet);
    let foot = notice_foot::place(page, y, sheet);
    match foot {
        notice_foot::Place::Here => notice_foot::draw(page, y, sheet),
        // More lines than one sheet holds: the foot goes whole onto a second one.
        notice_foot::Place::NextPage => {
            let page = &mut document.page(paper);
            let y = parts::official_top(page, sheet.demo, MARGIN);
            let y = heading(page, y, sheet);
            notice_foot::draw(page, y, sheet)
        }
    }
}

/// Who sends it, what it is, for which year.
fn heading(page: &mut Page<'_, '_>, y: f32, sheet: &NoticeSheet) -> f32 {
    let right = page.paper().width - MARGIN;
    page.text(
        MARGIN,
        y,
        Style::bold(10.0).ink(Ink::BRAND),
        &format!("Pemerintah {}", sheet.regency),
    );
    page.text(MARGIN, y + 4.6, Style::regular(9.0).ink(Ink::QUIET), &sheet.agency);
    page.text_right(right, y, Style::bold(10.0).ink(Ink::BRAND), "e-SPPT");
    page.text_right(right, y + 4.6, LABEL, &format!("Nomor {}", sheet.serial));
    let y = y + 14.5;
    page.text(MARGIN, y, Style::bold(17.0), "Surat Pemberitahuan Pajak Terutang");
    page.text_right(right, y, Style::bold(17.0), &sheet.tax_year.to_string());
    let tax = format!(
        "Pajak Bumi dan Bangunan Perdesaan dan Perkotaan (PBB-P2) · Sektor {}",
        sheet.sector
    );
    page.text(MARGIN, y + 5.4, Style::regular(9.0).ink(Ink::QUIET), &tax);
    page.text_right(right, y + 5.4, LABEL, "Tahun pajak");
    y + 10.0
}

/// The answer first: how much, in figures and words, and until when.
fn amount_card(page: &mut Page<'_, '_>, y: f32, sheet: &NoticeSheet) -> f32 {
    let width = page.paper().width - 2.0 * MARGIN;
    let (left, second) = (MARGIN + 6.0, MARGIN + width * 0.645);
    let words_width = second - left - 6.0;
    let words_style = Style::regular(9.0);
    let words = parts::sentence(&base::words::rupiah(sheet.due));
    let lines = page.lines(words_style, words_width, &words).len().max(2);
    let height = 22.5 + parts::stack(lines, words_style);
    page.rounded(MARGIN, y, width, height, 3.0, Ink::SOFT);
    let label = page.text(left, y + 7.0, LABEL, "PBB yang harus dibayar");
    if sheet.demo {
        parts::demo_tag(page, label + 4.0, y + 7.0);
    }
    page.text(left, y + 17.2, Style::bold(25.0), &parts::rupiah(sheet.due));
    page.paragraph(left, y + 23.4, words_width, words_style, &words);
    page.line((second - 5.0, y + 5.0), (second - 5.0, y + height - 5.0), Ink::LINE, 0.75);
    page.text(second, y + 7.0, LABEL, "Bayar paling lambat");
    page.text(second, y + 13.2, Style::bold(13.0), &format::date(sheet.due_date, Language::Id));
    page.text(second, y + 20.4, LABEL, "Nomor objek pajak (NOP)");
    page.text(second, y + 25.6, Style::bold(10.5), &sheet.nop.to_string());
    y + height + 8.5
}

/// The thing that is taxed beside the person who owes it.
fn object_and_subject(page: &mut Page<'_, '_>, y: f32, sheet: &NoticeSheet) -> f32 {
    let half = (page.paper().width - 2.0 * MARGIN) / 2.0;
    let column = half - 5.0;
    let title = Style::bold(10.5);
    let text = Style::regular(9.0);
    page.text(MARGIN, y, title, "Letak objek pajak");
    let mut left = y + 5.6;
    for line in &sheet.object_address {
        left = page.paragraph(MARGIN, left, column, text, line);
    }
    let x = MARGIN + half;
    page.text(x, y, title, "Wajib pajak");
    let mut right = page.paragraph(x, y + 5.6, half, Style::regular(10.5), &sheet.subject_name);
    for line in &sheet.subject_address {
        right = page.paragraph(x, right, half, text, line);
    }
    if let Some(npwp) = &sheet.subject_npwp {
        right = page.paragraph(x, right, half, LABEL, &format!("NPWP {npwp}"));
    }
    left.max(right) + 4.2
}
