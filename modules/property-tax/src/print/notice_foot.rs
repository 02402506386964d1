//! The lower part of the notice: how to pay, what is still open, who signs, how to check it.

use base::{Language, Rupiah, format};
use paper::{Ink, Page, Style};

use super::parts::{self, MARGIN};
use super::sheet::NoticeSheet;

const TITLE: Style = Style::bold(9.0);
const TEXT: Style = Style::regular(8.5);
const LEGAL: Style = Style::regular(7.0).ink(Ink::QUIET);

/// The slip with the code at the lower edge, in millimetres.
const SLIP: f32 = 50.0;
const QR: f32 = 31.0;

/// Whether the foot fits under what is already drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Here,
    NextPage,
}

/// Finds out where the foot goes.
pub(super) fn place(page: &Page<'_, '_>, y: f32, sheet: &NoticeSheet) -> Place {
    let columns = columns(page);
    let mut left = 0.0;
    for (_, text) in notes(sheet) {
        let lines = page.lines(TEXT, columns.left_width, &text).len();
        left += TITLE.leading() + parts::stack(lines, TEXT) + 2.0;
    }
    let title = page.lines(Style::regular(9.0), columns.right_width, &sheet.signatory.title).len();
    let right = parts::stack(title + 3, Style::regular(9.0)) + 12.0;
    if y + left.max(right) <= page.paper().height - SLIP { Place::Here } else { Place::NextPage }
}

/// A corner and a size, from above, in millimetres.
pub(super) type Room = ((f32, f32), (f32, f32));

/// Draws the foot, its notes from `y`, its slip at the lower edge. Gives the room for a seal, above
/// the name of whoever issued it.
pub(super) fn draw(page: &mut Page<'_, '_>, y: f32, sheet: &NoticeSheet) -> base::Result<Room> {
    let columns = columns(page);
    let mut left = y;
    for (title, text) in notes(sheet) {
        page.text(MARGIN, left, TITLE, title);
        let after = left + TITLE.leading();
        left = page.paragraph(MARGIN, after, columns.left_width, TEXT, &text) + 2.0;
    }
    let dated = (sheet.place.as_str(), sheet.issued);
    parts::signature(page, columns.right, y, columns.right_width, dated, &sheet.signatory);
    slip(page, sheet)?;
    let (top, height) = parts::signature_room(page, y, columns.right_width, &sheet.signatory.title);
    Ok(((columns.right, top), (columns.right_width, height)))
}

struct Columns {
    left_width: f32,
    right: f32,
    right_width: f32,
}

fn columns(page: &Page<'_, '_>) -> Columns {
    let width = page.paper().width - 2.0 * MARGIN;
    let right_width = width * 0.355;
    Columns { left_width: width * 0.575, right: MARGIN + width - right_width, right_width }
}

fn notes(sheet: &NoticeSheet) -> Vec<(&'static str, String)> {
    let mut notes = vec![("Tempat membayar", sheet.pay_at.join(" · "))];
    if let Some(note) = &sheet.penalty_note {
        notes.push(("Sesudah jatuh tempo", note.clone()));
    }
    if let Some(last_year) = sheet.last_year_due {
        notes.push(("Dibanding tahun lalu", comparison(sheet.due, last_year)));
    }
    notes.push(("Tunggakan", arrears(sheet)));
    notes
}

fn comparison(due: Rupiah, last_year: Rupiah) -> String {
    let Some(change) = due.checked_sub(last_year) else { return parts::rupiah(last_year) };
    match change.0 {
        0 => format!("Tetap, {}.", parts::rupiah(last_year)),
        1.. => format!("Naik {} dari {}.", parts::rupiah(change), parts::rupiah(last_year)),
        _ => format!(
            "Turun {} dari {}.",
            parts::rupiah(Rupiah(change.0.saturating_neg())),
            parts::rupiah(last_year)
        ),
    }
}

fn arrears(sheet: &NoticeSheet) -> String {
    let date = format::date(sheet.arrears_as_of, Language::Id);
    if sheet.arrears.is_empty() {
        return format!("Tidak ada sampai {date}.");
    }
    let years: Vec<String> = sheet
        .arrears
        .iter()
        .map(|arrear| format!("{} {}", arrear.tax_year, parts::rupiah(arrear.amount)))
        .collect();
    format!("Belum dibayar sampai {date}, tanpa sanksi: {}.", years.join(", "))
}

/// What the owner keeps: the code for the phone, the code for the citizen's page.
fn slip(page: &mut Page<'_, '_>, sheet: &NoticeSheet) -> base::Result<()> {
    let width = page.paper().width - 2.0 * MARGIN;
    let top = page.paper().height - SLIP;
    page.dashes(MARGIN, top, width, Ink::EDGE);
    page.qr(MARGIN, top + 6.0, QR, &sheet.verify_url)?;
    let x = MARGIN + QR + 7.0;
    let box_width = 46.0;
    let text_width = width - QR - 7.0 - box_width - 6.0;
    page.text(x, top + 9.0, TITLE, "Bisa diperiksa siapa saja");
    let check = format!(
        "Pindai kode QR ini, atau buka {} dan ketik nomor {}. Halaman itu menunjukkan apakah \
         angka di lembar ini asli, sudah diganti, atau diubah.",
        sheet.verify_page, sheet.serial
    );
    let y = page.paragraph(x, top + 9.0 + TITLE.leading(), text_width, TEXT, &check) + 1.2;
    let legal = format!("Dasar hukum: {}.", sheet.legal_basis.join("; "));
    page.paragraph(x, y, text_width, LEGAL, &legal);
    access_code(page, MARGIN + width - box_width, top + 6.0, box_width, sheet);
    Ok(())
}

fn access_code(page: &mut Page<'_, '_>, x: f32, y: f32, width: f32, sheet: &NoticeSheet) {
    page.rounded_outline(x, y, width, QR, Ink::EDGE);
    page.text_center(x + width / 2.0, y + 6.6, Style::regular(8.0).ink(Ink::QUIET), "Kode akses");
    page.text_center(x + width / 2.0, y + 14.4, Style::bold(14.0), &sheet.access_code);
    let note = Style::regular(7.0).ink(Ink::QUIET);
    let mut line_y = y + 20.6;
    let hint = "Membuka nama, alamat, dan rincian SPPT ini. Jangan bagikan.";
    for line in page.lines(note, width - 8.0, hint) {
        page.text_center(x + width / 2.0, line_y, note, &line);
        line_y += note.leading();
    }
}
