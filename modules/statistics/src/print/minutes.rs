//! The berita acara pemeriksaan as the text of a letter: what was examined, what was found, what was
//! decided. Letters are written in Indonesian.

use base::{Language, Zone, format};
use cell::Settings;
use contracts::{Minutes, Present};

use crate::domain::examination::{Check, Finding};
use crate::domain::obligation::{Act, Step};
use crate::usecase::process::tables::Opened;

/// Confirmed findings that the letter names; of the others it says how many they are.
const NAMED: usize = 30;

/// What is reported.
pub struct Examination<'e> {
    /// The table as it is read now.
    pub opened: &'e Opened,
    pub decision: &'e Step,
    pub zone: &'e Zone,
    /// The position that signs.
    pub signer: &'e str,
}

/// The letter.
pub fn minutes(settings: &Settings, it: &Examination<'_>) -> Minutes {
    let Opened { submission, dataset, obligation, .. } = it.opened;
    let title = dataset.title(Language::Id);
    let day = format::date(it.decision.at.civil(it.zone).date(), Language::Id);
    let opening = format!(
        "Pada tanggal {day}, walidata {} memeriksa data berikut menurut Peraturan Presiden Nomor 39 \
         Tahun 2019 tentang Satu Data Indonesia. Yang terlibat:",
        settings.name
    );
    let present =
        |name: &str, capacity: &str| Present { name: name.into(), capacity: capacity.into() };
    Minutes {
        subject: format!("Pemeriksaan data {title} {}", obligation.period),
        opening,
        present: vec![
            present(&it.decision.name, "walidata, yang memeriksa"),
            present(&submission.brought_name, "produsen data, yang membawa tabel"),
        ],
        body: body(it),
        signer: it.signer.to_owned(),
    }
}

fn body(it: &Examination<'_>) -> String {
    let Opened { submission, dataset, obligation, examined, .. } = it.opened;
    let rows = [
        ("Data", dataset.title(Language::Id).to_owned()),
        ("Periode", obligation.period.to_string()),
        ("Produsen data", obligation.producer.clone()),
        ("Berkas", submission.file_name.clone()),
        ("Sidik jari berkas (SHA-256)", groups(&submission.sha256)),
        ("Angka yang dibaca", format::grouped(examined.figures.len() as u64)),
        ("Keputusan", verdict(it.decision).to_owned()),
    ];
    let mut text = "| Hal | Keterangan |\n|---|---|\n".to_owned();
    for (name, said) in rows {
        text.push_str(&format!("| {name} | {} |\n", cell(&said)));
    }
    if !it.decision.reason.is_empty() {
        text.push_str(&format!("\nAlasan keputusan: {}\n", line(&it.decision.reason)));
    }
    text.push_str(&confirmed(it));
    text
}

const fn verdict(step: &Step) -> &'static str {
    match step.act {
        Act::Return => "Dikembalikan kepada produsen data untuk diperbaiki",
        _ => "Memenuhi prinsip Satu Data Indonesia dan diterima",
    }
}

/// What the checks doubted and the producer explained.
fn confirmed(it: &Examination<'_>) -> String {
    let Opened { submission, examined, .. } = it.opened;
    let explained = examined.findings.iter().filter_map(|finding| {
        let reason = submission.confirmed.reason(&finding.key())?;
        Some((finding, reason))
    });
    let all: Vec<(&Finding, &str)> = explained.collect();
    if all.is_empty() {
        return "\nTidak ada hal yang diragukan oleh pemeriksaan otomatis.\n".to_owned();
    }
    let mut text = "\nHal yang diragukan pemeriksaan otomatis dan dijelaskan produsen data:\n\n\
                    | Pemeriksaan | Sel | Penjelasan |\n|---|---|---|\n"
        .to_owned();
    for (finding, reason) in all.iter().take(NAMED) {
        let at = finding.at.as_deref().unwrap_or("seluruh tabel");
        let check = finding.check;
        text.push_str(&format!("| {} {} | {at} | {} |\n", check.code(), name(check), cell(reason)));
    }
    if all.len() > NAMED {
        text.push_str(&format!("\nDan {} hal lain, tercatat pada tabelnya.\n", all.len() - NAMED));
    }
    text
}

const fn name(check: Check) -> &'static str {
    match check {
        Check::K01 => "susunan kolom",
        Check::K02 => "kode dan nama",
        Check::K03 => "baris ganda",
        Check::K04 => "kelengkapan",
        Check::K05 => "bentuk angka",
        Check::K06 => "rentang nilai",
        Check::K07 => "satuan",
        Check::K08 => "jumlah",
        Check::K09 => "loncatan antarperiode",
        Check::K10 => "pencilan antarwilayah",
        Check::K13 => "sel kosong",
        Check::K14 => "metadata",
    }
}

/// Digits as people compare them.
fn groups(hex: &str) -> String {
    let parts = hex.as_bytes().chunks(8).map(String::from_utf8_lossy);
    parts.collect::<Vec<_>>().join(" ")
}

/// Text in a cell of a table of the markup.
fn cell(text: &str) -> String {
    line(&text.replace('|', "/"))
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
