//! Dates as PDF writes them: `D:YYYYMMDDHHmmSSOHH'mm'` (ISO 32000-1 §7.9.4).

use base::Instant;

/// The instant, or nothing for what is no date. What is left out is the earliest; without a zone
/// UTC is assumed, for nothing rests on it.
pub fn read(text: &str) -> Option<Instant> {
    let text = text.strip_prefix("D:").unwrap_or(text);
    let digits: usize = text.bytes().take_while(u8::is_ascii_digit).take(14).count();
    let (moment, zone) = text.split_at(digits);
    let part = |range: std::ops::Range<usize>, default| match moment.get(range) {
        Some(digits) => digits.parse::<i64>().ok(),
        None => Some(default),
    };
    let year = moment.get(0..4)?;
    let (month, day) = (part(4..6, 1)?, part(6..8, 1)?);
    let (hour, minute, second) = (part(8..10, 0)?, part(10..12, 0)?, part(12..14, 0)?);
    let iso = format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.000Z");
    Some(Instant::parse(&iso).ok()?.plus_seconds(-offset(zone)?))
}

/// Seconds east of Greenwich.
fn offset(zone: &str) -> Option<i64> {
    let sign = match zone.bytes().next() {
        None | Some(b'Z') => return Some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let numbers: String = zone.chars().filter(char::is_ascii_digit).collect();
    let part =
        |range| numbers.get(range).map_or(Some(0), |digits: &str| digits.parse::<i64>().ok());
    Some(sign * (part(0..2)? * 3600 + part(2..4)? * 60))
}
