//! K08: totals and their parts, along every axis whose codes have parents: districts of a regency,
//! women and men of all.

use std::collections::{BTreeMap, HashMap};

use base::Decimal;

use super::{Check, Finding, Table};
use crate::domain::dataset::Values;
use crate::domain::figure::Series;
use crate::domain::period::Period;

/// Looks where the total and all of its parts stand in the table. Only what can be added up is: counts
/// and amounts, no percentages.
pub(super) fn parts(table: &Table<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (axis, codes) in table.lists {
        let Some(place) = table.place(axis) else { continue };
        let mut below: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for it in codes {
            if let Some(parent) = it.parent.as_deref() {
                below.entry(parent).or_default().push(&it.code);
            }
        }
        let by_place = figures(table, place);
        for (at, figure) in table.figures.iter().filter(|(_, it)| adds_up(table, &it.series)) {
            let (Some(total), Some(code)) = (figure.cell.value(), figure.series.codes().get(place))
            else {
                continue;
            };
            let key = (others(&figure.series, place), figure.period);
            let Some(here) = by_place.get(&key) else { continue };
            let Some(children) = below.get(code.as_str()) else { continue };
            let values = children.iter().map(|child| here.get(child).copied());
            let Some(values) = values.collect::<Option<Vec<Decimal>>>() else { continue };
            if let Some(gap) = quality::sums::gap(total, &values) {
                findings.push(
                    Finding::error(Check::K08, "k08")
                        .at(at)
                        .with("total", total)
                        .with("name", table.name(axis, code))
                        .with("parts", children.len())
                        .with("gap", gap),
                );
            }
        }
    }
    findings
}

type Others<'t> = (Vec<&'t str>, Period);

/// The figures by the code at a place, for each combination of the others.
fn figures<'t>(table: &Table<'t>, place: usize) -> HashMap<Others<'t>, HashMap<&'t str, Decimal>> {
    let mut all: HashMap<Others<'t>, HashMap<&str, Decimal>> = HashMap::new();
    for (_, figure) in table.figures {
        let (Some(value), Some(code)) = (figure.cell.value(), figure.series.codes().get(place))
        else {
            continue;
        };
        let key = (others(&figure.series, place), figure.period);
        all.entry(key).or_default().insert(code, value);
    }
    all
}

fn others(series: &Series, place: usize) -> Vec<&str> {
    let but = series.codes().iter().enumerate().filter(|(at, _)| *at != place);
    but.map(|(_, code)| code.as_str()).collect()
}

fn adds_up(table: &Table<'_>, series: &Series) -> bool {
    let measure = series.codes().first().and_then(|code| table.dataset.measure(code));
    measure.is_some_and(|it| matches!(it.values, Values::Count | Values::Amount) && it.adds_up)
}
