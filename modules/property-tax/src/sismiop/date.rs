//! Dates as Oracle and Excel write them.
//!
//! `2026-11-21`, `21-11-2026`, `21/11/2026`, `21.11.2026`, `21-NOV-26`, `21-NOV-2026`, each with
//! or without a time of day, which is not kept. Two-digit years follow Oracle's `RR`: 00 to 49
//! are of this century, 50 to 99 of the last. The day always comes before the month; an American
//! date with a day above 12 is refused.

use base::Date;

use super::Reason;

/// English and Indonesian abbreviations; Indonesian Oracle clients write both `AGU` and `AGT`.
const MONTHS: [&[&[u8]]; 12] = [
    &[b"JAN"],
    &[b"FEB"],
    &[b"MAR"],
    &[b"APR"],
    &[b"MAY", b"MEI"],
    &[b"JUN"],
    &[b"JUL"],
    &[b"AUG", b"AGU", b"AGT", b"AGS"],
    &[b"SEP"],
    &[b"OCT", b"OKT"],
    &[b"NOV", b"NOP"],
    &[b"DEC", b"DES"],
];

/// Reads a date; a year outside 1900 to 2100 is refused.
pub fn parse(text: &[u8]) -> Result<Date, Reason> {
    let day = day_part(text)?;
    let mut parts = day.split(|b| matches!(b, b'-' | b'/' | b'.'));
    let (Some(a), Some(b), Some(c), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Reason::Date);
    };
    let (year, month, day) = if a.len() == 4 {
        (number(a)?, number(b)?, number(c)?)
    } else if b.len() == 3 {
        (year_of(c, true)?, month_named(b)?, number(a)?)
    } else {
        (year_of(c, false)?, number(b)?, number(a)?)
    };
    if !(1900..=2100).contains(&year) {
        return Err(Reason::Year);
    }
    let small = |n: i16| i8::try_from(n).map_err(|_| Reason::Date);
    Date::new(year, small(month)?, small(day)?).map_err(|_| Reason::Date)
}

/// Cuts a time of day such as ` 00:00:00`, `T08:15:00` or Oracle's ` 12.00.00.000000000 AM`.
fn day_part(text: &[u8]) -> Result<&[u8], Reason> {
    let cut = text.iter().enumerate().position(|(i, b)| *b == b' ' || (*b == b'T' && i == 10));
    let Some(at) = cut else { return Ok(text) };
    let time = &text[at + 1..];
    let clock = |b: &u8| {
        b.is_ascii_digit()
            || matches!(
                b.to_ascii_uppercase(),
                b':' | b'.' | b',' | b' ' | b'A' | b'P' | b'M' | b'Z'
            )
    };
    if time.iter().all(clock) { Ok(&text[..at]) } else { Err(Reason::Date) }
}

fn number(text: &[u8]) -> Result<i16, Reason> {
    if text.is_empty() || text.len() > 4 {
        return Err(Reason::Date);
    }
    text.iter().try_fold(0, |value: i16, b| {
        if b.is_ascii_digit() { Ok(value * 10 + i16::from(b - b'0')) } else { Err(Reason::Date) }
    })
}

/// Two digits are only accepted beside a month in letters, where no other reading exists.
fn year_of(text: &[u8], two_digits: bool) -> Result<i16, Reason> {
    match (text.len(), number(text)?) {
        (4, year) => Ok(year),
        (2, year) if two_digits => Ok(if year < 50 { 2000 + year } else { 1900 + year }),
        _ => Err(Reason::Date),
    }
}

fn month_named(text: &[u8]) -> Result<i16, Reason> {
    let found = MONTHS.iter().position(|names| names.iter().any(|n| n.eq_ignore_ascii_case(text)));
    found.and_then(|i| i16::try_from(i + 1).ok()).ok_or(Reason::Date)
}
