//! How officers' pages write figures, paths and what went wrong.

use std::borrow::Borrow;

use axum::http::StatusCode;
use base::{Error, Fraction, Kind, Rupiah, format};
use web::Choice;

use crate::domain::area::{Area, AreaError};
use crate::domain::village::Village;

/// `+8,1 %`, `−0,4 %`, `0 %`; empty without last year's amount.
pub fn change(from: impl Borrow<Rupiah>, to: impl Borrow<Rupiah>) -> String {
    let (from, to) = (*from.borrow(), *to.borrow());
    let Ok(whole) = Fraction::new(i128::from(to.0) - i128::from(from.0), i128::from(from.0)) else {
        return String::new();
    };
    let negative = whole.is_negative();
    let size = if negative { Fraction::ZERO.checked_sub(whole).unwrap_or(whole) } else { whole };
    let text = format::percent(size, 1);
    match (negative, whole.is_zero()) {
        (_, true) => text,
        (true, _) => format!("−{text}"),
        (false, _) => format!("+{text}"),
    }
}

/// The same in tenths of a percent, for maps and bars.
pub fn permille(from: Rupiah, to: Rupiah) -> Option<i64> {
    if from.0 <= 0 {
        return None;
    }
    let change = (i128::from(to.0) - i128::from(from.0)) * 1_000 / i128::from(from.0);
    i64::try_from(change).ok()
}

/// A part of a whole as a percentage: `9,0 %`.
pub fn share(part: impl Borrow<i64>, whole: impl Borrow<i64>) -> String {
    let (part, whole) = (*part.borrow(), *whole.borrow());
    Fraction::new(i128::from(part), i128::from(whole))
        .map(|share| format::percent(share, 1))
        .unwrap_or_default()
}

/// Millions of rupiah with at most one decimal, for tables: `8.413`.
pub fn millions(amount: impl Borrow<Rupiah>) -> String {
    let amount = *amount.borrow();
    Fraction::new(i128::from(amount.0), 1_000_000)
        .map(|value| format::decimal(value, if amount.0.abs() < 100_000_000 { 1 } else { 0 }))
        .unwrap_or_default()
}

/// A dash for nothing, as in printed tables.
pub fn count(value: impl Borrow<i64>) -> String {
    match *value.borrow() {
        0 => "–".to_owned(),
        value => format::integer(value),
    }
}

/// `140,5`, `140.5`, `1.200` and `1.200,5`: a point before three digits parts thousands, because
/// an area has at most two decimals.
pub fn parse_area(text: &str) -> Result<Area, Error> {
    let text = text.trim().trim_end_matches("m²").trim();
    let thousands = text.split('.').skip(1).all(|group| {
        let digits = group.split(',').next().unwrap_or_default();
        digits.len() == 3
    });
    let plain = if text.contains(',') || (text.contains('.') && thousands) {
        text.replace('.', "").replace(',', ".")
    } else {
        text.to_owned()
    };
    let parsed = Fraction::parse_decimal(&plain).map_err(AreaError::from);
    parsed.and_then(Area::from_square_metres).map_err(|error| {
        Error::new(
            Kind::Invalid,
            match error {
                AreaError::Negative => "property-tax/area-negative",
                AreaError::Malformed => "property-tax/area-malformed",
            },
        )
    })
}

/// An area as a field of a form shows it.
pub fn area_field(area: Area) -> String {
    format::decimal(area.square_metres(), 2)
}

/// A tax year of four digits.
pub fn parse_year(text: &str) -> Result<i64, Error> {
    let year: i64 = text.parse().unwrap_or(0);
    match (1985..=2100).contains(&year) {
        true => Ok(year),
        false => Err(Error::new(Kind::Invalid, "property-tax/year-malformed")),
    }
}

/// The year in which a building was built.
pub fn parse_year_built(text: &str) -> Result<i64, Error> {
    let year: i64 = text.parse().unwrap_or(0);
    match (1800..=2100).contains(&year) {
        true => Ok(year),
        false => Err(Error::new(Kind::Invalid, "property-tax/year-malformed")),
    }
}

/// The status under which a form comes back with what was wrong.
pub fn status(error: &Error) -> Option<StatusCode> {
    match error.kind() {
        Kind::Invalid | Kind::Precondition => Some(StatusCode::UNPROCESSABLE_ENTITY),
        Kind::Conflict => Some(StatusCode::CONFLICT),
        Kind::NotFound => Some(StatusCode::NOT_FOUND),
        _ => None,
    }
}

/// The same for a page that shows something itself: whoever may see it is also told what they may
/// not do with it. `None` too where the thing is not there (`unknown`): nothing can be shown.
pub fn status_beside(error: &Error, unknown: &str) -> Option<StatusCode> {
    match error.kind() {
        _ if error.code() == unknown => None,
        Kind::Forbidden => Some(StatusCode::FORBIDDEN),
        _ => status(error),
    }
}

/// Villages as choices, by district: `Sangatta Utara · Teluk Lingga`.
pub fn village_choices(villages: &[Village]) -> Vec<Choice> {
    let choice =
        |v: &Village| Choice::new(v.village.digits(), format!("{} · {}", v.district_name, v.name));
    let mut choices: Vec<Choice> = villages.iter().map(choice).collect();
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    choices
}
