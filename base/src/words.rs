//! Amounts in words (terbilang), as a notice must show them.

use crate::Rupiah;

const ONES: [&str; 12] = [
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
];
const SCALES: [(u64, &str); 4] = [
    (1_000_000_000_000, "triliun"),
    (1_000_000_000, "miliar"),
    (1_000_000, "juta"),
    (1_000, "ribu"),
];

/// An amount in Indonesian words: `seratus dua puluh tujuh ribu lima ratus rupiah`.
pub fn rupiah(amount: Rupiah) -> String {
    let sign = if amount.0 < 0 { "minus " } else { "" };
    format!("{sign}{} rupiah", number(amount.0.unsigned_abs()))
}

/// A whole number in Indonesian words.
pub fn number(value: u64) -> String {
    if value == 0 {
        return "nol".to_owned();
    }
    let mut words = Vec::new();
    spell(value, &mut words);
    words.join(" ")
}

fn spell(value: u64, words: &mut Vec<&'static str>) {
    for (scale, name) in SCALES {
        if value >= scale {
            // One thousand has a word of its own; one million does not.
            if scale == 1_000 && value / scale == 1 {
                words.push("seribu");
            } else {
                spell(value / scale, words);
                words.push(name);
            }
            return spell(value % scale, words);
        }
    }
    spell_below_thousand(value, words);
}

fn spell_below_thousand(value: u64, words: &mut Vec<&'static str>) {
    let one = |n: u64| ONES[usize::try_from(n).unwrap_or(0)];
    match value {
        0 => {}
        1..=11 => words.push(one(value)),
        12..=19 => words.extend([one(value - 10), "belas"]),
        20..=99 => {
            words.extend([one(value / 10), "puluh"]);
            spell_below_thousand(value % 10, words);
        }
        _ => {
            if value / 100 == 1 {
                words.push("seratus");
            } else {
                words.extend([one(value / 100), "ratus"]);
            }
            spell_below_thousand(value % 100, words);
        }
    }
}
