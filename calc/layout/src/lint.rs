//! The rules for names of concepts in the national standards of statistical data.

use quality::names::plain;

use crate::period;

/// What is wrong with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// This word does not begin with a capital letter.
    Small(String),
    /// This abbreviation is not one that everybody knows.
    Abbreviation(String),
    /// It begins with how it is measured: *Jumlah*, *Persentase*.
    Measure(String),
    /// It says when.
    Period(String),
    /// It says where.
    Region(String),
}

/// Words that stay small inside a name.
const SMALL: [&str; 22] = [
    "dan", "di", "ke", "dari", "yang", "untuk", "dengan", "pada", "atau", "per", "oleh", "dalam",
    "terhadap", "menurut", "of", "and", "by", "in", "the", "for", "per", "antar",
];

/// Abbreviations that everybody knows.
const GENERAL: [&str; 34] = [
    "PDRB", "PDB", "IPM", "IPG", "IDG", "IKK", "SD", "MI", "SMP", "MTs", "SMA", "SMK", "MA", "TK",
    "PAUD", "ASN", "PNS", "KTP", "NIK", "KK", "HIV", "AIDS", "TBC", "KB", "UMKM", "APBD", "APBN",
    "PAD", "BPJS", "DPRD", "PKK", "RT", "RW", "TPAK",
];

/// Ukuran: how something is measured.
const MEASURES: [&str; 15] = [
    "jumlah",
    "persentase",
    "rata",
    "rerata",
    "rasio",
    "indeks",
    "laju",
    "angka",
    "proporsi",
    "total",
    "banyaknya",
    "tingkat",
    "nilai",
    "median",
    "number",
];

/// Judges a name. Whether another concept has the same name is for whoever keeps them.
pub fn name(text: &str, regions: &[&str]) -> Vec<Wrong> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let mut wrong = Vec::new();
    if let Some(first) = words.first().filter(|it| MEASURES.contains(&it.to_lowercase().as_str())) {
        wrong.push(Wrong::Measure((*first).to_owned()));
    }
    for (at, word) in words.iter().enumerate() {
        let small = word.starts_with(char::is_lowercase);
        // Rata-rata: the second half of a doubled word stays small.
        let before = at.checked_sub(1).and_then(|it| words.get(it));
        let doubled = before.is_some_and(|it| it.to_lowercase() == *word);
        if small && !doubled && (at == 0 || !SMALL.contains(word)) {
            wrong.push(Wrong::Small((*word).to_owned()));
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = letters > 1 && !word.contains(char::is_lowercase);
        if capitals && !GENERAL.contains(word) {
            wrong.push(Wrong::Abbreviation((*word).to_owned()));
        }
        let said = period::read(word);
        if said.alone && said.is_something() || ["Semester", "Triwulan", "Tahun"].contains(word) {
            wrong.push(Wrong::Period((*word).to_owned()));
        }
    }
    let padded = |text: &str| {
        format!(" {} ", text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
    };
    let whole = padded(&words.join(" "));
    let named = regions.iter().filter(|it| !plain(it).is_empty() && whole.contains(&padded(it)));
    wrong.extend(named.map(|it| Wrong::Region((*it).to_owned())));
    wrong
}
