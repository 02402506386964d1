//! Dates as people type them.

use base::{Date, Error, Kind};

/// `30-09-2026`, `30/9/2026`, `30.9.2026` or, from a date field, `2026-09-30`.
pub fn parse(text: &str) -> Result<Date, Error> {
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
        .ok_or_else(|| Error::new(Kind::Invalid, "property-tax/date-malformed"))
}
