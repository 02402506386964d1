//! K07 and K09: figures beside those of earlier periods.

use std::collections::{BTreeMap, HashMap};

use base::Decimal;
use quality::series::{is_odd, jump, scores, scores_of_changes, shifted};

use super::{Check, Finding, Table};
use crate::domain::figure::{Figure, Series};
use crate::domain::period::Period;

/// Earlier periods that are looked at.
const LOOKED_AT: usize = 15;

/// K07: a measure that seems to be counted in thousands or millions of what it was.
pub(super) fn unit(table: &Table<'_>) -> Vec<Finding> {
    let histories = histories(table);
    let mut pairs: BTreeMap<&str, Vec<(Decimal, Decimal)>> = BTreeMap::new();
    for (_, figure) in table.figures {
        let (Some(measure), Some(now)) = (figure.series.codes().first(), figure.cell.value())
        else {
            continue;
        };
        if let Some((_, last)) = before(&histories, figure).last() {
            pairs.entry(measure).or_default().push((*last, now));
        }
    }
    let odd = |(code, pairs): (&str, Vec<(Decimal, Decimal)>)| {
        let factor = shifted(&pairs)?;
        let measure = table.dataset.measure(code)?;
        let finding = Finding::warning(Check::K07, "k07").with("measure", &measure.title.id);
        Some(finding.with("unit", &measure.unit.title.id).with("factor", factor))
    };
    pairs.into_iter().filter_map(odd).collect()
}

/// K09: a figure far from those before it, or one that changed by more than half. A steady trend is
/// none: where the change is like the changes before, nothing is said.
pub(super) fn odd(table: &Table<'_>) -> Vec<Finding> {
    let histories = histories(table);
    let mut findings = Vec::new();
    for (at, figure) in table.figures {
        let Some(now) = figure.cell.value() else { continue };
        let earlier = before(&histories, figure);
        let Some((last_period, last)) = earlier.last().copied() else { continue };
        let told = |says: &'static str| {
            Finding::warning(Check::K09, says)
                .at(at)
                .with("name", table.names(&figure.series))
                .with("value", now)
                .with("last", last)
                .with("period", last_period)
        };
        let mut row: Vec<Decimal> = earlier.iter().map(|(_, value)| *value).collect();
        row.push(now);
        if jump(last, now).is_some() {
            findings.push(told("k09-jump"));
        } else if is_outlier(&row) {
            findings.push(told("k09-odd"));
        }
    }
    findings
}

/// Whether the last of some values is one, as a value and as a change.
fn is_outlier(row: &[Decimal]) -> bool {
    let last_is_odd = |scores: Option<Vec<_>>| scores?.last().copied().map(is_odd);
    last_is_odd(scores(row)) == Some(true) && last_is_odd(scores_of_changes(row)) != Some(false)
}

type Histories<'t> = HashMap<&'t Series, BTreeMap<Period, Decimal>>;

/// What is known of each series of the table: from the last version, and from the table itself.
fn histories<'t>(table: &Table<'t>) -> Histories<'t> {
    let mut all: Histories<'t> = HashMap::new();
    for ((series, period), cell) in table.before {
        if let Some(value) = cell.value() {
            all.entry(series).or_default().insert(*period, value);
        }
    }
    for (_, figure) in table.figures {
        if let Some(value) = figure.cell.value() {
            all.entry(&figure.series).or_default().insert(figure.period, value);
        }
    }
    all
}

/// The values of a series before a figure, of periods as long as its own, the last ones only.
fn before(histories: &Histories<'_>, figure: &Figure) -> Vec<(Period, Decimal)> {
    let Some(history) = histories.get(&figure.series) else { return Vec::new() };
    let same = |(period, _): &(&Period, &Decimal)| period.length() == figure.period.length();
    let earlier = history.range(..figure.period).filter(same);
    let mut earlier: Vec<(Period, Decimal)> = earlier.map(|(at, it)| (*at, *it)).collect();
    earlier.drain(..earlier.len().saturating_sub(LOOKED_AT));
    earlier
}
