//! K06: figures that their measure cannot have.

use super::{Check, Finding, Table};

pub(super) fn possible(table: &Table<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    for (at, figure) in table.figures {
        let Some(code) = figure.series.codes().first() else { continue };
        let (Some(measure), Some(value)) = (table.dataset.measure(code), figure.cell.value())
        else {
            continue;
        };
        if !measure.can_be(value) {
            let finding = Finding::error(Check::K06, "k06").at(at);
            all.push(finding.with("value", value).with("measure", &measure.title.id));
        }
    }
    all
}
