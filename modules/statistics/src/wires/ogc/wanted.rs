//! Which features are asked for.

use base::Decimal;
use cube::{Dimension, Role};

use super::collections::known;
use super::places::{self, Bounds};
use super::{CRS84, Refused};
use crate::domain::period::Period;
use crate::domain::selection::Selection;
use crate::usecase::outlines::Outline;
use crate::wires::parameters::Parameters;

/// Features without asking, and features at most.
pub(super) const FEATURES: usize = 100;
pub(super) const MOST_FEATURES: usize = 1000;

const OURS: [&str; 8] = ["limit", "offset", "bbox", "bbox-crs", "crs", "datetime", "lang", "f"];

/// The codes that are asked for; `None` when no feature can have what is asked for.
pub(super) fn selection(
    outline: &Outline,
    parameters: &Parameters,
) -> Result<Option<Selection>, Refused> {
    for name in ["crs", "bbox-crs"] {
        if !["", CRS84].contains(&parameters.text(name)) {
            return Err(Refused(400, format!("`{name}` is {CRS84}; there is no other here")));
        }
    }
    let asked = parameters.names().filter(|it| !OURS.contains(it));
    asked.into_iter().try_for_each(|name| known(name, outline))?;
    let bounds = bounds(parameters.text("bbox"))?;
    let months = months(parameters.text("datetime"))?;
    let mut wanted = Selection::all();
    for dimension in outline.dimensions.iter().filter(|it| it.role != Role::Measure) {
        let named = parameters.texts(&dimension.id);
        let fits = |code: &str| {
            let named = named.is_empty() || named.iter().any(|it| it == code);
            named
                && match dimension.role {
                    Role::Region => bounds.is_none_or(|it| {
                        places::place(code).is_some_and(|place| places::touch(place, it))
                    }),
                    Role::Time => months.as_ref().is_none_or(|it| within(code, it)),
                    _ => true,
                }
        };
        let codes: Vec<&str> =
            dimension.codes.iter().map(|it| it.id.as_str()).filter(|it| fits(it)).collect();
        if codes.is_empty() {
            return Ok(None);
        }
        if codes.len() < dimension.codes.len() {
            wanted = wanted.only(&dimension.id, codes);
        }
    }
    Ok(Some(wanted))
}

/// `west,south,east,north`, or with heights between, which do not count.
fn bounds(text: &str) -> Result<Option<Bounds>, Refused> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || Refused(400, "bbox: west,south,east,north in degrees".to_owned());
    let numbers: Result<Vec<Decimal>, _> =
        text.split(',').map(|it| Decimal::parse(it.trim())).collect();
    match numbers.map_err(|_| wrong())?.as_slice() {
        [west, south, east, north] | [west, south, _, east, north, _] => {
            Ok(Some([*west, *south, *east, *north]))
        }
        _ => Err(wrong()),
    }
}

/// First and last month of an instant or an interval (`2024-01-01/..`); figures are of months at least.
fn months(text: &str) -> Result<Option<[String; 2]>, Refused> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || Refused(400, format!("datetime: 2024-03-01, or 2024-01-01/.., not `{text}`"));
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    let month = |text: &str, open: &str, of_year: &str| match text {
        "" | ".." => Ok(open.to_owned()),
        year if year.len() == 4 => Period::parse(year).map(|it| format!("{it}-{of_year}")),
        longer => {
            let month = longer.get(..7).unwrap_or_default();
            Period::parse(month).map(|it| it.months()[0].clone())
        }
    };
    let first = month(first, "0000-01", "01").map_err(|_| wrong())?;
    let last = month(last, "9999-12", "12").map_err(|_| wrong())?;
    Ok(Some([first, last]))
}

fn within(code: &str, [first, last]: &[String; 2]) -> bool {
    let Ok(period) = Period::parse(code) else { return false };
    let [begins, ends] = period.months();
    begins <= *last && ends >= *first
}

/// A whole number that is at least one, or nought where that makes sense.
pub(super) fn number(
    parameters: &Parameters,
    name: &str,
    least: usize,
) -> Result<Option<usize>, Refused> {
    let text = parameters.text(name);
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse().ok().filter(|it| *it >= least);
    let wrong = || Refused(400, format!("`{name}` is a whole number from {least}, not `{text}`"));
    number.map(Some).ok_or_else(wrong)
}

/// The codes that the name of a feature has: one per dimension but the measure, with `:` between.
pub(super) fn of_feature(dimensions: &[Dimension], feature: &str) -> Option<Selection> {
    let others: Vec<&Dimension> = dimensions.iter().filter(|it| it.role != Role::Measure).collect();
    let codes: Vec<&str> = feature.split(':').collect();
    if codes.len() != others.len() {
        return None;
    }
    let mut pairs = others.into_iter().zip(codes);
    pairs.try_fold(Selection::all(), |all, (dimension, code)| {
        dimension.place(code).map(|_| all.only(&dimension.id, [code]))
    })
}
