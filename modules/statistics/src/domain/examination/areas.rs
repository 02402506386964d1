//! K10: a rate far from those of the other regions. Counts are not looked at: a large district is no
//! outlier for being large.

use std::collections::BTreeMap;

use base::Fraction;

use super::{Check, Finding, Table};
use crate::domain::dataset::Values;
use crate::domain::figure::Figure;
use crate::domain::period::Period;

/// What regions have to have in common to be compared: the other codes, the level, the period.
type Like<'t> = (Vec<&'t str>, usize, Period);

pub(super) fn odd(table: &Table<'_>) -> Vec<Finding> {
    let Some(place) = table.dataset.region().and_then(|it| table.place(&it.id)) else {
        return Vec::new();
    };
    let mut groups: BTreeMap<Like<'_>, Vec<(&str, &Figure, Fraction)>> = BTreeMap::new();
    for (at, figure) in table.figures {
        let codes = figure.series.codes();
        let is_rate = codes.first().and_then(|code| table.dataset.measure(code));
        let is_rate = is_rate.is_some_and(|it| it.values == Values::Percent);
        let (Some(value), Some(region)) = (figure.cell.value(), codes.get(place)) else { continue };
        if is_rate {
            let others = codes.iter().enumerate().filter(|(at, _)| *at != place);
            let others = others.map(|(_, code)| code.as_str()).collect();
            // Districts are compared with districts, villages with villages.
            let key = (others, region.len(), figure.period);
            groups.entry(key).or_default().push((at, figure, value.fraction()));
        }
    }
    let mut findings = Vec::new();
    for group in groups.into_values() {
        let rates: Vec<Fraction> = group.iter().map(|(_, _, rate)| *rate).collect();
        for (at, figure, _) in quality::areas::outliers(&rates).into_iter().map(|it| group[it]) {
            let value = figure.cell.value().map(|it| it.to_string()).unwrap_or_default();
            let finding = Finding::warning(Check::K10, "k10").at(at).with("value", value);
            findings.push(finding.with("name", table.names(&figure.series)));
        }
    }
    findings
}
