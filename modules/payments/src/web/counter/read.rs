//! How these pages read and write amounts, days and refusals.

use axum::http::StatusCode;
use base::{Date, Error, Kind, Rupiah};

/// An amount that is not below zero: `150.000`, `Rp150.000`, `150000`.
pub fn money(text: &str) -> Result<Rupiah, Error> {
    let amount = Rupiah::parse(text).ok().filter(|amount| *amount >= Rupiah::ZERO);
    amount.ok_or_else(|| Error::new(Kind::Invalid, "payments/amount"))
}

/// A whole number that is not below zero.
pub fn number(text: &str) -> Result<i64, Error> {
    let number = text.trim().parse().ok().filter(|number: &i64| *number >= 0);
    number.ok_or_else(|| Error::new(Kind::Invalid, "payments/number"))
}

/// `30-09-2026`, `30/9/2026`, `30.9.2026` or, from a date field, `2026-09-30`.
pub fn parse_day(text: &str) -> Result<Date, Error> {
    let parts: Vec<i16> =
        text.split(['-', '/', '.', ' ']).map(|part| part.parse().unwrap_or(0)).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if *year > 31 => (*year, *month, *day),
        [day, month, year] => (*year, *month, *day),
        _ => (0, 0, 0),
    };
    let small = |n: i16| i8::try_from(n).unwrap_or(0);
    Date::new(year, small(month), small(day))
        .ok()
        .filter(|_| year > 1900)
        .ok_or_else(|| Error::new(Kind::Invalid, "payments/date"))
}

/// The status of a page that shows a refusal beside what was typed; `None` where the error has a
/// page of its own.
pub fn status_of(error: &Error) -> Option<StatusCode> {
    match error.kind() {
        Kind::Invalid => Some(StatusCode::UNPROCESSABLE_ENTITY),
        Kind::Conflict => Some(StatusCode::CONFLICT),
        _ => None,
    }
}
