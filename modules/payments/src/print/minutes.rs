//! The report of a reconciliation (berita acara rekonsiliasi) on paper.

use base::{Language, Rupiah, Zone, format};
use cell::Settings;
use paper::{Align, Column, Document, Fonts, Ink, Page, Paper, Row, Style, Table};

use crate::domain::reconciliation::{Action, Bucket};
use crate::usecase::reconciliation::Minutes;

const MARGIN: f32 = 18.0;
const BOTTOM: f32 = 16.0;
/// What the closing needs below the last table.
const SIGNATURES: f32 = 46.0;

/// Draws the report; the same reconciliation gives the same bytes.
///
/// # Errors
/// Those of the document.
pub fn print(
    fonts: &Fonts,
    settings: &Settings,
    zone: &Zone,
    minutes: &Minutes,
) -> base::Result<Vec<u8>> {
    let title = format!("Berita acara rekonsiliasi {}", minutes.file.partner_name);
    let mut document = Document::new(fonts, &title, Language::Id);
    let head = |page: &mut Page<'_, '_>, number: usize| head(page, number, settings, minutes);
    let plain = |page: &mut Page<'_, '_>, _: usize| plain_head(page, settings, minutes);
    let buckets = minutes.sums.iter().map(|(bucket, sum)| {
        let (count, file, ours) = (sum.count, sum.file, sum.ours);
        vec![name(*bucket).to_owned(), format::integer(count), figure(file), figure(ours)]
    });
    let total = |of: fn(&crate::domain::reconciliation::Sum) -> i64| {
        minutes.sums.iter().fold(0_i64, |sum, (_, one)| sum.saturating_add(of(one)))
    };
    let closing = vec![
        "Jumlah".to_owned(),
        format::integer(total(|s| s.count)),
        figure(Rupiah(total(|s| s.file.0))),
        figure(Rupiah(total(|s| s.ours.0))),
    ];
    let mut end = table(&BUCKETS, &head).print(&mut document, buckets, &[closing]);
    if !minutes.decided.is_empty() {
        let rows = minutes.decided.iter().map(decided);
        let below = ("Temuan yang diputuskan", end.y);
        end = table(&DECIDED, &plain).print_below(&mut document, below, rows, &[]);
    }
    let rows = minutes.journal.iter().map(|moved| {
        vec![moved.code.clone(), moved.name.clone(), figure(moved.debit), figure(moved.credit)]
    });
    let sum = |of: fn(&crate::usecase::reconciliation::MovedCode) -> i64| {
        minutes.journal.iter().fold(0_i64, |sum, moved| sum.saturating_add(of(moved)))
    };
    let (debit, credit) = (Rupiah(sum(|m| m.debit.0)), Rupiah(sum(|m| m.credit.0)));
    let closing = vec![String::new(), "Jumlah".to_owned(), figure(debit), figure(credit)];
    let below = ("Jurnal", end.y);
    let end = table(&JOURNAL, &plain).print_below(&mut document, below, rows, &[closing]);
    sign(&mut document, end.y, settings, zone, minutes);
    let pages = 0..document.page_count();
    document.number_pages(pages, MARGIN);
    document.finish()
}

const fn column(title: &'static str, width: f32, align: Align) -> Column<'static> {
    Column { title, width, align }
}

const BUCKETS: [Column<'static>; 4] = [
    column("Kelompok", 78.0, Align::Left),
    column("Banyaknya", 24.0, Align::Right),
    column("Menurut bank (Rp)", 36.0, Align::Right),
    column("Menurut pembukuan (Rp)", 36.0, Align::Right),
];

const DECIDED: [Column<'static>; 5] = [
    column("Referensi", 50.0, Align::Left),
    column("Kelompok", 36.0, Align::Left),
    column("Keputusan", 36.0, Align::Left),
    column("Bank (Rp)", 26.0, Align::Right),
    column("Pembukuan (Rp)", 26.0, Align::Right),
];

const JOURNAL: [Column<'static>; 4] = [
    column("Kode rekening", 40.0, Align::Left),
    column("Uraian", 70.0, Align::Left),
    column("Debet (Rp)", 32.0, Align::Right),
    column("Kredit (Rp)", 32.0, Align::Right),
];

fn table<'t>(
    columns: &'t [Column<'static>],
    head: &'t dyn Fn(&mut Page<'_, '_>, usize) -> f32,
) -> Table<'t> {
    Table {
        paper: Paper::A4,
        columns,
        size: 8.5,
        left: MARGIN,
        bottom: BOTTOM,
        row_height: 0.0,
        head,
        page_total: None,
    }
}

/// Ribbon, and in a demo cell the notice that nothing is real.
fn top(page: &mut Page<'_, '_>, settings: &Settings) -> f32 {
    page.ribbon();
    if !settings.demo {
        return 16.0;
    }
    page.area(0.0, 2.1, page.paper().width, 7.0, Ink::WARN_SOFT);
    let style = Style::bold(8.0).ink(Ink::WARN);
    page.text(MARGIN, 6.8, style, "Data contoh. Nama dan angka rekaan.");
    19.5
}

fn head(page: &mut Page<'_, '_>, number: usize, settings: &Settings, minutes: &Minutes) -> f32 {
    if number > 1 {
        return plain_head(page, settings, minutes);
    }
    let y = top(page, settings);
    let brand = Style::bold(9.5).ink(Ink::BRAND);
    page.text(MARGIN, y, brand, &format!("Pemerintah {}", settings.name));
    page.text(MARGIN, y + 9.0, Style::bold(15.0), "Berita acara rekonsiliasi");
    let file = &minutes.file;
    let (gross, fee) = minutes.arrived;
    let net = Rupiah(gross.0.saturating_sub(fee.0));
    let day = |date| format::date(date, Language::Id);
    let days = match file.from == file.until {
        true => day(file.from),
        false => format!("{} sampai {}", day(file.from), day(file.until)),
    };
    let facts = [
        ("Bank atau mitra", file.partner_name.clone()),
        ("Masa", days),
        ("Berkas bank", format!("{} ({} baris)", file.file_name, format::integer(file.lines))),
        ("Jumlah menurut bank", file.total.to_string()),
        ("Diterima, sebelum biaya", gross.to_string()),
        ("Biaya layanan", fee.to_string()),
        ("Masuk ke kas daerah", net.to_string()),
    ];
    let text = Style::regular(9.0);
    let mut at = y + 17.0;
    for (label, value) in facts {
        page.text(MARGIN, at, text.ink(Ink::QUIET), label);
        at = page.paragraph(MARGIN + 48.0, at, 120.0, text, &value);
        at += 0.8;
    }
    at + 1.0
}

fn plain_head(page: &mut Page<'_, '_>, settings: &Settings, minutes: &Minutes) -> f32 {
    let y = top(page, settings);
    let end = page.text(MARGIN, y, Style::bold(9.5), "Berita acara rekonsiliasi");
    let what =
        format!("{}, {}", minutes.file.partner_name, format::date(minutes.file.from, Language::Id));
    page.text(end + 3.0, y, Style::regular(9.0).ink(Ink::QUIET), &what);
    y + 3.0
}

fn decided(found: &crate::usecase::reconciliation::Found) -> Row {
    vec![
        found.reference.clone(),
        name(found.bucket).to_owned(),
        found.action.map(word).unwrap_or_default().to_owned(),
        figure(found.file),
        figure(found.ours),
    ]
}

fn name(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Matched => "Cocok",
        Bucket::OnlyAtBank => "Hanya di bank",
        Bucket::OnlyHere => "Hanya di pembukuan",
        Bucket::Different => "Beda jumlah",
        Bucket::Duplicate => "Ganda",
        Bucket::Reversed => "Dibatalkan",
    }
}

fn word(action: Action) -> &'static str {
    match action {
        Action::Book => "Dibukukan",
        Action::Await => "Ditunggu",
        Action::Explain => "Dijelaskan",
        Action::Reverse => "Pembayaran dibatalkan",
    }
}

fn figure(amount: Rupiah) -> String {
    match amount {
        Rupiah::ZERO => "–".to_owned(),
        amount => format::integer(amount.0),
    }
}

/// Both names, with what each did, and room for their hands.
fn sign(document: &mut Document<'_>, y: f32, settings: &Settings, zone: &Zone, minutes: &Minutes) {
    let fits = y + SIGNATURES <= Paper::A4.height - BOTTOM;
    let y = match fits {
        true => y + 10.0,
        false => plain_head(&mut document.page(Paper::A4), settings, minutes) + 10.0,
    };
    let Some(mut page) =
        document.page_count().checked_sub(1).and_then(|last| document.reopen(last))
    else {
        return;
    };
    let text = Style::regular(9.0);
    let roles = [
        ("Disusun oleh", Some(&minutes.file.loaded)),
        ("Disetujui oleh", minutes.file.closed.as_ref()),
    ];
    for ((label, by), x) in roles.into_iter().zip([MARGIN, 118.0]) {
        let Some(by) = by else { continue };
        page.text(x, y, text, label);
        let when = format::moment(by.at, zone, Language::Id);
        page.text(x, y + 4.6, text.ink(Ink::QUIET), &when);
        page.text(x, y + 26.0, Style::bold(9.0), &by.name);
    }
}
