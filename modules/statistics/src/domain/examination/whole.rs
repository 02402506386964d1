//! K04: whether all regions are there. One without a figure but with the reason for it is there.

use std::collections::{BTreeMap, BTreeSet};

use quality::sums::{self, Completeness};

use super::{Check, Finding, Table};
use crate::domain::codes::ListedCode;
use crate::domain::figure::Series;
use crate::domain::period::Period;

/// How many of those that are missing are named.
const NAMED: usize = 5;

/// Looks at the children of each region that has some in the table: the other children, as far as they
/// were in force in the period, should be there too.
pub(super) fn completeness(table: &Table<'_>) -> Vec<Finding> {
    let finding = |gap: Gap<'_, '_>| {
        let present = gap.expected - gap.missing.len();
        let finding = match sums::completeness(present, gap.expected) {
            Completeness::Whole => return None,
            Completeness::Gaps => Finding::warning(Check::K04, "k04"),
            Completeness::TooLittle => Finding::error(Check::K04, "k04"),
        };
        let named = gap.missing.iter().take(NAMED).map(|it| it.title.id.as_str());
        let more = (gap.missing.len() > NAMED).then_some("…");
        let named: Vec<&str> = named.chain(more).collect();
        Some(
            finding
                .with("what", table.measure_of(&gap.others))
                .with("period", gap.period)
                .with("present", present)
                .with("expected", gap.expected)
                .with("missing", named.join(", ")),
        )
    };
    gaps(table).into_iter().filter_map(finding).collect()
}

/// The series and periods of the regions that are missing.
pub fn absent(table: &Table<'_>) -> Vec<(Series, Period)> {
    let Some(place) = table.dataset.region().and_then(|it| table.place(&it.id)) else {
        return Vec::new();
    };
    let series = |gap: &Gap<'_, '_>, code: &str| {
        let mut codes: Vec<String> = gap.others.iter().map(|it| (*it).to_owned()).collect();
        codes.insert(place.min(codes.len()), code.to_owned());
        Series::new(codes)
    };
    let all = gaps(table);
    let of_gap = |gap: &Gap<'_, '_>| -> Vec<(Series, Period)> {
        gap.missing.iter().map(|it| (series(gap, &it.code), gap.period)).collect()
    };
    all.iter().flat_map(of_gap).collect()
}

/// Regions of one parent of which some are missing.
struct Gap<'t, 'c> {
    /// The codes but for the region.
    others: Vec<&'t str>,
    period: Period,
    expected: usize,
    missing: Vec<&'c ListedCode>,
}

fn gaps<'t>(table: &Table<'t>) -> Vec<Gap<'t, 't>> {
    let Some(axis) = table.dataset.region().map(|it| it.id.as_str()) else { return Vec::new() };
    let Some(codes) = table.lists.get(axis) else { return Vec::new() };
    let parents: BTreeMap<&str, &str> =
        codes.iter().filter_map(|it| Some((it.code.as_str(), it.parent.as_deref()?))).collect();
    let mut gaps = Vec::new();
    for ((others, period), here) in groups(table, axis) {
        let above: BTreeSet<&str> =
            here.iter().filter_map(|code| parents.get(code)).copied().collect();
        // The siblings of the regency itself are others' to report.
        for parent in
            above.into_iter().filter(|it| *it == table.home || !table.home.starts_with(it))
        {
            let mut missing = children(codes, parent, period);
            let expected = missing.len();
            missing.retain(|it| !here.contains(it.code.as_str()));
            if !missing.is_empty() {
                gaps.push(Gap { others: others.clone(), period, expected, missing });
            }
        }
    }
    gaps
}

/// The regions of each combination of the other codes and a period.
fn groups<'t>(
    table: &Table<'t>,
    axis: &str,
) -> BTreeMap<(Vec<&'t str>, Period), BTreeSet<&'t str>> {
    let mut all: BTreeMap<(Vec<&str>, Period), BTreeSet<&str>> = BTreeMap::new();
    let Some(place) = table.place(axis) else { return all };
    for (_, figure) in table.figures {
        let codes = figure.series.codes();
        let others = codes.iter().enumerate().filter(|(at, _)| *at != place);
        let others = others.map(|(_, code)| code.as_str()).collect();
        if let Some(region) = codes.get(place) {
            all.entry((others, figure.period)).or_default().insert(region);
        }
    }
    all
}

/// The codes below another one that were in force when the period ended.
fn children<'c>(codes: &'c [ListedCode], parent: &str, period: Period) -> Vec<&'c ListedCode> {
    let day = period.last_day();
    let here = |it: &&ListedCode| it.parent.as_deref() == Some(parent) && it.is_valid_on(day);
    codes.iter().filter(here).collect()
}

impl Table<'_> {
    /// The first of some codes in words: the measure.
    fn measure_of(&self, codes: &[&str]) -> String {
        let measure = codes.first().and_then(|code| self.dataset.measure(code));
        measure.map_or_else(String::new, |it| it.title.id.clone())
    }
}
