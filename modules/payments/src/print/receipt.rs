//! The receipt (Surat Tanda Terima Setoran) on half a sheet: A5 lying on its side, or the upper half
//! of A4 or F4 with a line to cut along.

use base::{Instant, Language, Rupiah, Zone, format};
use contracts::MarkPlace;
use paper::{Document, Fonts, Ink, Page, Paper, Style};

use crate::domain::channel::Channel;
use crate::domain::receipt::{Receipt, grouped};
use crate::store::receipts::Issued;

/// A5 lying on its side: half of A4, in millimetres.
pub const HALF: Paper = Paper { width: 210.0, height: 148.0 };

const MARGIN: f32 = 16.0;
const QR: f32 = 38.0;
/// The first line of the foot; below it the half sheet ends.
const FOOT: f32 = 135.0;
/// Width and height of the room for a seal, below the code.
const SEAL: (f32, f32) = (46.0, 18.0);
const ROW: f32 = 5.6;
const LABEL: Style = Style::regular(8.0).ink(Ink::QUIET);
const TEXT: Style = Style::regular(9.0);
const STRONG: Style = Style::bold(9.0);
const BRAND: Style = Style::bold(10.0).ink(Ink::BRAND);

/// What stands on the paper.
#[derive(Debug, Clone)]
pub struct ReceiptSheet {
    /// `Kabupaten Kutai Timur`.
    pub regency: String,
    pub demo: bool,
    /// In which times are written.
    pub zone: Zone,
    pub issued: Issued,
    pub bank: Option<String>,
    /// The text inside the QR code.
    pub verify_url: String,
    /// Where a number can be typed.
    pub verify_page: String,
}

/// A receipt as a file.
///
/// # Errors
/// `paper/qr-too-long` when the address in the QR code is too long.
pub fn print_receipt(fonts: &Fonts, paper: Paper, sheet: &ReceiptSheet) -> base::Result<Vec<u8>> {
    Ok(print_receipt_to_seal(fonts, paper, sheet)?.0)
}

/// The same with the place where a seal would be seen. Without one it stays white.
///
/// # Errors
/// As [`print_receipt`].
pub fn print_receipt_to_seal(
    fonts: &Fonts,
    paper: Paper,
    sheet: &ReceiptSheet,
) -> base::Result<(Vec<u8>, MarkPlace)> {
    let receipt = &sheet.issued.receipt;
    let title = format!("STTS PBB-P2 {} {}", receipt.bill.tax_year, receipt.bill.nop);
    let mut document = Document::new(fonts, &title, Language::Id);
    let mut page = document.page(paper);
    draw(&mut page, sheet)?;
    if paper.height > HALF.height + 1.0 {
        page.dashes(0.0, HALF.height, paper.width, Ink::EDGE);
    }
    let corner = (paper.width - MARGIN - SEAL.0, FOOT - 8.0 - SEAL.1);
    let place = MarkPlace::from_above(1, paper.height, corner, SEAL);
    Ok((document.finish()?, place))
}

fn draw(page: &mut Page<'_, '_>, sheet: &ReceiptSheet) -> base::Result<()> {
    page.ribbon();
    let y = notices(page, sheet);
    let right = page.paper().width - MARGIN;
    page.text(MARGIN, y, BRAND, &format!("Pemerintah {}", sheet.regency));
    page.text_right(right, y, BRAND, "STTS");
    page.text(MARGIN, y + 9.5, Style::bold(15.0), "Surat Tanda Terima Setoran");
    let tax_year = sheet.issued.receipt.bill.tax_year.to_string();
    page.text_right(right, y + 9.5, Style::bold(15.0), &tax_year);
    let tax = "Pajak Bumi dan Bangunan Perdesaan dan Perkotaan (PBB-P2)";
    page.text(MARGIN, y + 14.5, LABEL, tax);
    page.text_right(right, y + 14.5, LABEL, "Tahun pajak");
    let (top, column) = (y + 22.0, right - MARGIN - QR - 14.0);
    let y = who(page, top, column, sheet);
    let y = amounts(page, y + 2.0, column, &sheet.issued.receipt);
    how(page, y + 6.0, column, sheet);
    check(page, right - QR, top - 4.0, sheet)
}

/// In a demo cell that it is one; of a payment that was taken back that it was.
fn notices(page: &mut Page<'_, '_>, sheet: &ReceiptSheet) -> f32 {
    let width = page.paper().width;
    let mut y = 2.1;
    if sheet.demo {
        page.area(0.0, y, width, 6.4, Ink::WARN_SOFT);
        let end = page.text(MARGIN, y + 4.3, Style::bold(8.0).ink(Ink::WARN), "Data contoh. ");
        let more = "Nama, angka, dan pembayaran rekaan. Bukan bukti bayar.";
        page.text(end, y + 4.3, Style::regular(8.0).ink(Ink::WARN), more);
        y += 6.4;
    }
    if let Some(at) = sheet.issued.reversed_at {
        page.area(0.0, y, width, 8.4, Ink::BAD);
        let told = format!(
            "DIBATALKAN {}. Pembayaran ini ditarik kembali; tagihannya terbuka lagi.",
            moment(at, &sheet.zone)
        );
        page.text(MARGIN, y + 5.6, Style::bold(9.5).ink(Ink::WHITE), &told);
        y += 8.4;
    }
    y + 9.4
}

fn who(page: &mut Page<'_, '_>, y: f32, width: f32, sheet: &ReceiptSheet) -> f32 {
    let receipt = &sheet.issued.receipt;
    let rows = [
        ("NTPD", grouped(&receipt.number)),
        ("NOP", receipt.bill.nop.to_string()),
        ("Wajib pajak", receipt.payer.clone()),
        ("Letak objek", receipt.address.clone()),
    ];
    let mut y = y;
    for (label, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        page.text(MARGIN, y, LABEL, label);
        y = page.paragraph(MARGIN + 26.0, y, width - 26.0, STRONG, value) + 0.6;
    }
    y
}

/// Principal, interest, what was waived and why, and the sum in figures and words.
fn amounts(page: &mut Page<'_, '_>, y: f32, width: f32, receipt: &Receipt) -> f32 {
    let right = MARGIN + width;
    let mut rows = vec![("Pokok pajak".to_owned(), receipt.principal)];
    if receipt.penalty > Rupiah::ZERO {
        rows.push((format!("Sanksi bunga, {} bulan", receipt.months), receipt.penalty));
    }
    if receipt.waived > Rupiah::ZERO {
        let waived = Rupiah(receipt.waived.0.saturating_neg());
        rows.push((format!("Pembebasan sanksi ({})", receipt.waiver_basis), waived));
    }
    let mut y = y;
    for (label, amount) in &rows {
        let last = page.paragraph(MARGIN, y + 4.0, width - 34.0, TEXT, label);
        page.text_right(right, y + 4.0, STRONG, &amount.to_string());
        y = last - TEXT.leading() + ROW - 4.0 + 0.2;
        page.line((MARGIN, y), (right, y), Ink::LINE, 0.5);
    }
    page.line((MARGIN, y), (right, y), Ink::INK, 1.0);
    page.text(MARGIN, y + 6.4, Style::bold(11.0), "Jumlah dibayar");
    page.text_right(right, y + 6.4, Style::bold(13.0), &receipt.total().to_string());
    let words = capital(&base::words::rupiah(receipt.total()));
    page.paragraph(MARGIN, y + 11.4, width, LABEL, &words)
}

/// When, by which way, under which number at the bank.
fn how(page: &mut Page<'_, '_>, y: f32, width: f32, sheet: &ReceiptSheet) {
    let issued = &sheet.issued;
    let mut way = channel(issued.channel).to_owned();
    if let Some(bank) = &sheet.bank {
        way = format!("{way}, {bank}");
    }
    let mut rows = vec![("Waktu bayar", moment(issued.paid_at, &sheet.zone)), ("Cara bayar", way)];
    if let Some(reference) = &issued.reference {
        rows.push(("Referensi", reference.clone()));
    }
    let mut y = y;
    for (label, value) in rows {
        page.text(MARGIN, y, LABEL, label);
        y = page.paragraph(MARGIN + 26.0, y, width - 26.0, TEXT, &value) + 0.4;
    }
}

/// The code that anybody can check, and at the foot what to do without a camera.
fn check(page: &mut Page<'_, '_>, x: f32, y: f32, sheet: &ReceiptSheet) -> base::Result<()> {
    page.qr(x, y, QR, &sheet.verify_url)?;
    page.text_center(x + QR / 2.0, y + QR + 6.0, STRONG, "Bisa diperiksa siapa saja");
    let width = page.paper().width - 2.0 * MARGIN;
    page.line((MARGIN, FOOT - 5.5), (MARGIN + width, FOOT - 5.5), Ink::LINE, 0.5);
    let told = format!(
        "Pindai kode QR, atau ketik NTPD di {}. Halaman itu menunjukkan apakah tanda terima ini asli, \
         sementara, final, atau dibatalkan.",
        sheet.verify_page
    );
    page.paragraph(MARGIN, FOOT, width, LABEL, &told);
    Ok(())
}

/// The way in words; a receipt on paper is in Indonesian.
fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::VirtualAccount => "Virtual account",
        Channel::Qris => "QRIS",
        Channel::HostToHost => "Bank",
        Channel::Teller => "Loket",
        Channel::Collector => "Petugas pemungut desa",
        Channel::Reconciliation => "Bank, dicatat saat rekonsiliasi",
        Channel::Compensation => "Kompensasi kelebihan bayar",
        Channel::Internal => "Pemindahbukuan",
    }
}

fn moment(at: Instant, zone: &Zone) -> String {
    format::moment(at, zone, Language::Id)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
