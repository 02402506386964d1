//! The slip on paper (STS): the list, the count, and two signatures.

use base::{Language, Rupiah, format};
use cell::Cell;
use paper::{Align, Column, Document, End, Fonts, Ink, Page, Paper, Style, Table};

use crate::usecase::counter::slips::SlipFile;

const MARGIN: f32 = 18.0;

/// Prints a slip.
///
/// # Errors
/// Those of [`Document::finish`].
pub fn print(fonts: &Fonts, cell: &Cell, file: &SlipFile) -> base::Result<Vec<u8>> {
    let title = format!("Surat tanda setoran {}", file.slip.number);
    let mut document = Document::new(fonts, &title, Language::Id);
    let columns = columns();
    let table = Table {
        paper: Paper::A4,
        columns: &columns,
        size: 8.5,
        left: MARGIN,
        bottom: 16.0,
        row_height: 0.0,
        head: &|page, number| head(page, number, cell, file),
        page_total: None,
    };
    let closing = closing(file);
    let end = table.print(&mut document, rows(file), &closing);
    let pages = foot(&mut document, end, cell, file);
    document.number_pages(pages, MARGIN);
    document.finish()
}

fn columns() -> [Column<'static>; 4] {
    let column = |title, width, align| Column { title, width, align };
    [
        column("No.", 10.0, Align::Right),
        column("Bukti", 56.0, Align::Left),
        column("NOP, tahun, wajib pajak", 80.0, Align::Left),
        column("Rp", 28.0, Align::Right),
    ]
}

/// What is handed over beside the receipts, and the sum.
fn closing(file: &SlipFile) -> Vec<Vec<String>> {
    let row = |name: &str, amount: Rupiah| {
        vec![String::new(), name.to_owned(), String::new(), format::integer(amount.0)]
    };
    let rest = file.rest();
    let beside = (rest != Rupiah::ZERO).then(|| row("Selisih hitungan dan kelebihan bayar", rest));
    beside.into_iter().chain([row("Jumlah", file.slip.amount)]).collect()
}

fn rows(file: &SlipFile) -> Vec<Vec<String>> {
    let row = |(n, (proof, about, amount)): (usize, (String, String, Rupiah))| {
        vec![n.to_string(), proof, about, format::integer(amount.0)]
    };
    let finals = file.receipts.iter().map(|issued| {
        let it = &issued.receipt;
        let about = format!("{} · {}\n{}", it.bill.nop, it.bill.tax_year, it.payer);
        (it.number.clone(), about, it.total())
    });
    let temporary = file.temporary.iter().map(|on| {
        let it = &on.tts;
        let about = format!("{} · {}\n{}", it.bill.nop, it.bill.tax_year, it.payer);
        (it.number.to_string(), about, it.amount)
    });
    (1_usize..).zip(finals.chain(temporary)).map(row).collect()
}

fn head(page: &mut Page<'_, '_>, number: usize, cell: &Cell, file: &SlipFile) -> f32 {
    page.ribbon();
    let right = page.paper().width - MARGIN;
    let quiet = Style::regular(9.0).ink(Ink::QUIET);
    let slip = &file.slip;
    if number > 1 {
        page.text(MARGIN, 16.0, Style::bold(10.0), &format!("STS {}", slip.number));
        return 20.0;
    }
    let government = format!("Pemerintah {}", cell.settings().name);
    page.text(MARGIN, 18.0, Style::bold(10.0).ink(Ink::BRAND), &government);
    if cell.settings().demo {
        page.text_right(right, 18.0, Style::bold(10.0).ink(Ink::QUIET), "CONTOH – tidak berlaku");
    }
    page.text(MARGIN, 28.0, Style::bold(16.0), "Surat tanda setoran (STS)");
    page.text_right(right, 28.0, Style::bold(13.0), &slip.number);
    let made = format::moment(slip.made_at, cell.zone(), Language::Id);
    page.text(MARGIN, 35.0, quiet, &format!("Penyetor: {}", file.holder));
    page.text_right(right, 35.0, quiet, &made);
    let total = format!("{} · {} bukti", slip.amount, file.proofs());
    page.text(MARGIN, 45.0, Style::bold(14.0), &total);
    let words = base::words::rupiah(slip.amount);
    let end = page.paragraph(MARGIN, 51.0, right - MARGIN, Style::regular(9.0), &words);
    end + 3.0
}

/// The count of a drawer, and who hands over to whom.
fn foot(
    document: &mut Document<'_>,
    end: End,
    cell: &Cell,
    file: &SlipFile,
) -> std::ops::Range<usize> {
    let pieces: Vec<String> = file
        .pieces
        .iter()
        .flat_map(|pieces| pieces.rows())
        .map(|(value, n)| format!("{n} × {}", format::integer(value)))
        .collect();
    let height = 58.0;
    let fits = end.y + height <= Paper::A4.height - 16.0;
    let y = match fits {
        true => end.y + 8.0,
        false => head(&mut document.page(Paper::A4), 2, cell, file) + 8.0,
    };
    let pages = end.pages.start..document.page_count();
    let Some(mut page) = pages.end.checked_sub(1).and_then(|last| document.reopen(last)) else {
        return pages;
    };
    let width = page.paper().width - 2.0 * MARGIN;
    let mut y = y;
    if !pieces.is_empty() {
        let text = format!("Hitungan laci: {}", pieces.join(" · "));
        y = page.paragraph(MARGIN, y, width, Style::regular(8.5), &text) + 5.0;
    }
    let (text, half) = (Style::regular(9.0), 76.0);
    let second = page.paper().width - MARGIN - half;
    let receiver = file.slip.decided.as_ref().map(|decided| decided.by_name.as_str());
    let sides = [
        (MARGIN, "Yang menyetor", Some(&*file.slip.made_by_name)),
        (second, "Yang menerima", receiver),
    ];
    for (x, office, name) in sides {
        page.text(x, y, text, office);
        page.line((x, y + 22.0), (x + half, y + 22.0), Ink::EDGE, 0.5);
        page.text(x, y + 26.0, text.ink(Ink::QUIET), name.unwrap_or("Nama, tanggal, jumlah"));
    }
    pages
}
