//! The delivery list (tanda terima penyampaian SPPT): who took which notice, signed on the spot.

use base::{Date, Language, Nop, Rupiah, format};
use paper::{Align, Column, Document, Fonts, Ink, Page, Paper, Style, Table};

use super::parts::{self, MARGIN};

/// The notices one carrier takes along.
#[derive(Debug, Clone)]
pub struct DeliveryList {
    /// `Kabupaten Kutai Timur`.
    pub regency: String,
    pub agency: String,
    pub demo: bool,
    pub tax_year: i16,
    pub village: String,
    pub district: String,
    pub printed: Date,
    pub rows: Vec<DeliveryRow>,
}

#[derive(Debug, Clone)]
pub struct DeliveryRow {
    pub nop: Nop,
    pub name: String,
    pub address: String,
    pub due: Rupiah,
}

/// Prints the list with a box for the date and one for the signature in each row.
///
/// # Errors
/// Those of [`Document::finish`].
pub fn print_delivery(fonts: &Fonts, paper: Paper, list: &DeliveryList) -> base::Result<Vec<u8>> {
    let title = format!("Tanda terima penyampaian SPPT {} {}", list.tax_year, list.village);
    let mut document = Document::new(fonts, &title, Language::Id);
    let columns = columns(paper);
    let table = Table {
        paper,
        columns: &columns,
        size: 8.0,
        left: MARGIN,
        bottom: 14.0,
        row_height: 13.0,
        head: &|page, number| head(page, number, list),
        page_total: None,
    };
    let rows = list.rows.iter().zip(1_usize..).map(|(row, number)| {
        let name = format!("{}\n{}", row.nop, row.name);
        let due = format::integer(row.due.0);
        vec![number.to_string(), name, row.address.clone(), due, String::new(), number.to_string()]
    });
    let end = table.print(&mut document, rows, &[]);
    let pages = signatures(&mut document, end, paper, list);
    document.number_pages(pages, MARGIN);
    document.finish()
}

fn columns(paper: Paper) -> [Column<'static>; 6] {
    let fixed = 9.0 + 22.0 + 24.0 + 36.0;
    let free = paper.width - 2.0 * MARGIN - fixed;
    let column = |title, width, align| Column { title, width, align };
    [
        column("No.", 9.0, Align::Right),
        column("NOP dan wajib pajak", free * 0.55, Align::Left),
        column("Alamat", free * 0.45, Align::Left),
        column("PBB (Rp)", 22.0, Align::Right),
        column("Tanggal", 24.0, Align::Box),
        column("Tanda tangan", 36.0, Align::Box),
    ]
}

fn head(page: &mut Page<'_, '_>, number: usize, list: &DeliveryList) -> f32 {
    let y = parts::official_top(page, list.demo, MARGIN);
    let right = page.paper().width - MARGIN;
    let quiet = Style::regular(8.5).ink(Ink::QUIET);
    let place = format!("{}, {}", list.village, list.district);
    if number > 1 {
        let title = format!("Tanda terima SPPT {}", list.tax_year);
        let end = page.text(MARGIN, y, Style::bold(9.5), &title);
        page.text(end + 3.0, y, quiet, &place);
        return y + 3.0;
    }
    page.text(MARGIN, y, Style::bold(9.5).ink(Ink::BRAND), &format!("Pemerintah {}", list.regency));
    page.text_right(right, y, quiet, &list.agency);
    let title = format!("Tanda terima penyampaian SPPT {}", list.tax_year);
    page.text(MARGIN, y + 9.5, Style::bold(15.0), &title);
    page.text(MARGIN, y + 15.0, Style::regular(9.5), &place);
    let count = format!(
        "{} SPPT, dicetak {}",
        format::grouped(list.rows.len() as u64),
        format::date(list.printed, Language::Id)
    );
    page.text_right(right, y + 15.0, quiet, &count);
    y + 19.0
}

/// Who carried the notices and who received the list back.
fn signatures(
    document: &mut Document<'_>,
    end: paper::End,
    paper: Paper,
    list: &DeliveryList,
) -> std::ops::Range<usize> {
    let fits = end.y + 38.0 <= paper.height - 14.0;
    let y = if fits { end.y + 9.0 } else { head(&mut document.page(paper), 2, list) + 9.0 };
    let pages = end.pages.start..document.page_count();
    let Some(mut page) = pages.end.checked_sub(1).and_then(|last| document.reopen(last)) else {
        return pages;
    };
    let (text, width) = (Style::regular(9.0), 66.0);
    let second = paper.width - MARGIN - width;
    for (x, office) in [(MARGIN, "Petugas penyampai"), (second, "Diterima kembali oleh")] {
        page.text(x, y, text, office);
        page.line((x, y + 21.0), (x + width, y + 21.0), Ink::EDGE, 0.5);
        page.text(x, y + 25.0, text.ink(Ink::QUIET), "Nama dan tanggal");
    }
    pages
}
