//! Numbers and dates as people here write them.

use crate::{Date, Decimal, Fraction, Instant, Language, Rounding, Rupiah, Zone};

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

/// A published figure with a decimal comma and all its places: `35.747,50`.
pub fn figure(value: Decimal) -> String {
    let digits = value.to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", &*digits), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{decimals}") }
}

/// An exact number with a decimal comma and at most `places` decimals, half up: `140,5`.
pub fn decimal(value: Fraction, places: u32) -> String {
    let Some(scale) = 10_i128.checked_pow(places) else { return value.to_string() };
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

/// Scales of large amounts: value, decimals shown, name in Indonesian and English.
const SCALES: [(i128, u32, &str, &str); 3] = [
    (1_000_000, 1, "juta", "million"),
    (1_000_000_000, 2, "miliar", "billion"),
    (1_000_000_000_000, 2, "triliun", "trillion"),
];

/// A large amount to be read at a glance: `Rp94,6 juta`, `Rp24,51 miliar`. Below a million it is
/// written in full. Half up; an amount that rounding lifts to the next scale is written in it.
/// The comma stays in English, like the dots of every other amount.
pub fn short_rupiah(amount: Rupiah, language: Language) -> String {
    let sign = if amount.0 < 0 { "-" } else { "" };
    format!("{sign}Rp{}", short(amount.0.unsigned_abs(), language))
}

/// The same without sign for currency, for a label in a chart: `94,6 juta`.
pub fn short_amount(amount: Rupiah, language: Language) -> String {
    let sign = if amount.0 < 0 { "-" } else { "" };
    format!("{sign}{}", short(amount.0.unsigned_abs(), language))
}

fn short(value: u64, language: Language) -> String {
    // Rounded to the decimals of its scale, an amount may reach that scale from just below.
    let rounded = |(scale, places, ..): &(i128, u32, &str, &str)| {
        let tens = 10_i128.pow(*places);
        (2 * i128::from(value) * tens + scale) / (2 * scale)
    };
    let fitting = SCALES.iter().enumerate().rev().find(|(i, scale)| {
        let below = i.checked_sub(1).and_then(|i| SCALES.get(i));
        let as_below = below.map_or(i128::from(value), |b| rounded(b) * b.0 / 10_i128.pow(b.1));
        as_below >= scale.0
    });
    let Some((_, scale)) = fitting else { return grouped(value) };
    let (_, places, indonesian, english) = *scale;
    let (parts, tens) = (rounded(scale).unsigned_abs(), 10_u128.pow(places));
    let name = match language {
        Language::Id => indonesian,
        Language::En => english,
    };
    let whole = u64::try_from(parts / tens).unwrap_or(u64::MAX);
    let width = places as usize;
    format!("{},{:0width$}\u{a0}{name}", grouped(whole), parts % tens)
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
