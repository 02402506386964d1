//! Numbers and dates as people here write them.

use crate::{Date, Fraction, Instant, Language, Rounding, Zone};

/// Digits in groups of three with dots: `1.234.567`.
pub fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

/// A whole number with its sign: `-1.234`.
pub fn integer(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(value.unsigned_abs()))
}

/// An exact number with a decimal comma and at most `places` decimals, half up: `140,5`.
pub fn decimal(value: Fraction, places: u32) -> String {
    let scale = 10_i128.saturating_pow(places);
    let scaled = value.checked_mul(Fraction::whole(scale)).map(|v| v.round(Rounding::HalfUp));
    let Ok(scaled) = scaled else { return value.to_string() };
    let sign = if scaled < 0 { "-" } else { "" };
    let (whole, rest) = (
        scaled.unsigned_abs() / scale.unsigned_abs(),
        scaled.unsigned_abs() % scale.unsigned_abs(),
    );
    let decimals = format!("{rest:0width$}", width = places as usize);
    let decimals = decimals.trim_end_matches('0');
    let Ok(whole) = u64::try_from(whole).map(grouped) else { return value.to_string() };
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{decimals}") }
}

/// A rate as a percentage: 1/200 is `0,5 %` (with a no-break space).
pub fn percent(rate: Fraction, places: u32) -> String {
    match rate.checked_mul(Fraction::whole(100)) {
        Ok(value) => format!("{}\u{a0}%", decimal(value, places)),
        Err(_) => rate.to_string(),
    }
}

const MONTHS_ID: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in words: `21 November 2026`.
pub fn date(date: Date, language: Language) -> String {
    let months = match language {
        Language::Id => &MONTHS_ID,
        Language::En => &MONTHS_EN,
    };
    let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    format!("{} {} {}", date.day(), months[month], date.year())
}

/// A moment in the cell's zone: `21 November 2026 10.12 WITA`.
pub fn moment(instant: Instant, zone: &Zone, language: Language) -> String {
    let civil = instant.civil(zone);
    let day = date(civil.date(), language);
    format!("{day} {:02}.{:02} {}", civil.hour(), civil.minute(), zone.label())
}
