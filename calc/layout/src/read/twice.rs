//! The same place twice (K03).

use super::Record;
use crate::finding::{Check, Finding, Findings, Severity};

/// Leaves out every figure whose place has one already, further up or to the left.
pub(super) fn without<'k>(records: Vec<Record<'k>>, findings: &mut Findings) -> Vec<Record<'k>> {
    let mut order: Vec<usize> = (0..records.len()).collect();
    let key = |at: &usize| records.get(*at).map(|it| (it.measure, &it.codes, &it.period, it.at));
    order.sort_unstable_by_key(key);
    let mut again = vec![false; records.len()];
    let mut first: Option<&Record<'k>> = None;
    for at in order {
        let Some(it) = records.get(at) else { continue };
        let same = |one: &&Record<'k>| {
            (one.measure, &one.codes, &one.period) == (it.measure, &it.codes, &it.period)
        };
        let Some(before) = first.filter(same) else {
            first = Some(it);
            continue;
        };
        if let Some(mark) = again.get_mut(at) {
            *mark = true;
        }
        let severity = if before.value == it.value { Severity::Warning } else { Severity::Error };
        findings.push(
            Finding::new(Check::K03, severity, "twice", it.at)
                .with("first", before.at)
                .with("codes", it.codes.join(" ")),
        );
    }
    let mut again = again.into_iter();
    records.into_iter().filter(|_| again.next() == Some(false)).collect()
}
