//! The middle of the notice: values of land and buildings, and the way from there to the amount.

use base::{Rupiah, format};
use paper::{Ink, Page, Style};

use super::parts::{MARGIN, rupiah};
use super::sheet::NoticeSheet;

const TEXT: Style = Style::regular(9.0);
const STRONG: Style = Style::bold(9.0);
const QUIET: Style = Style::regular(8.0).ink(Ink::QUIET);
const ROW: f32 = 5.9;

/// The right edges of the columns area, class and value per m², as parts of the width.
const EDGES: [f32; 3] = [0.42, 0.56, 0.78];

/// Area, class and value of each part.
pub(super) fn values(page: &mut Page<'_, '_>, y: f32, sheet: &NoticeSheet) -> f32 {
    let (left, width) = (MARGIN, page.paper().width - 2.0 * MARGIN);
    let right = left + width;
    let edges = EDGES.map(|part| left + width * part);
    page.text(left, y, QUIET, "Objek");
    for (edge, title) in edges.iter().zip(["Luas (m²)", "Kelas", "NJOP per m² (Rp)"]) {
        page.text_right(*edge, y, QUIET, title);
    }
    page.text_right(right, y, QUIET, "Nilai jual (NJOP, Rp)");
    page.line((left, y + 2.0), (right, y + 2.0), Ink::INK, 1.0);
    let mut y = y + 2.0;
    for part in &sheet.parts {
        let base = y + 4.1;
        page.text(left, base, TEXT, part.kind.label());
        page.text_right(edges[0], base, TEXT, &format::decimal(part.area_m2, 3));
        page.text_right(edges[1], base, TEXT, &part.class);
        page.text_right(edges[2], base, TEXT, &format::integer(part.value_per_m2.0));
        page.text_right(right, base, TEXT, &format::integer(part.value.0));
        y += ROW;
        page.line((left, y), (right, y), Ink::LINE, 0.5);
    }
    y
}

/// Each step with its amount, the last one under a thick line.
pub(super) fn steps(page: &mut Page<'_, '_>, y: f32, sheet: &NoticeSheet) -> f32 {
    let (left, right) = (MARGIN, page.paper().width - MARGIN);
    let mut y = y;
    for (label, note, amount) in lines(sheet) {
        let base = y + 4.1;
        let end = page.text(left, base, TEXT, &label);
        if !note.is_empty() {
            page.text(end + 2.0, base, QUIET, &note);
        }
        page.text_right(right, base, STRONG, &amount);
        y += ROW;
        page.line((left, y), (right, y), Ink::LINE, 0.5);
    }
    page.line((left, y), (right, y), Ink::INK, 1.0);
    page.text(left, y + 5.6, Style::bold(10.5), "PBB yang harus dibayar");
    page.text_right(right, y + 5.6, Style::bold(10.5), &rupiah(sheet.due));
    y + 15.0
}

fn lines(sheet: &NoticeSheet) -> Vec<(String, String, String)> {
    let plain = |label: &str, note: &str, amount: Rupiah| {
        (label.to_owned(), note.to_owned(), rupiah(amount))
    };
    let rate = |rate: Option<base::Fraction>| {
        rate.map_or_else(|| "bertingkat".to_owned(), |rate| format::percent(rate, 4))
    };
    let mut lines = vec![
        plain("NJOP sebagai dasar pengenaan PBB-P2", "", sheet.njop),
        plain(
            "NJOP tidak kena pajak (NJOPTKP)",
            "satu kali untuk setiap wajib pajak",
            sheet.njoptkp,
        ),
        plain("NJOP untuk penghitungan PBB-P2", "dasar dikurangi NJOPTKP", sheet.taxable),
        plain("Nilai jual kena pajak (NJKP)", &rate(sheet.njkp_rate), sheet.njkp),
        plain("PBB-P2 terutang", &format!("tarif {} × NJKP", rate(sheet.tariff)), sheet.tax),
    ];
    for step in &sheet.adjustments {
        lines.push(plain(&step.label, "", step.amount));
    }
    lines
}
