//! Reads a sheet by its layout.

mod names;
mod rows;
mod twice;

use crate::finding::{Check, Finding, Findings, Severity};
use crate::known::{Index, Known};
use crate::plan::{Layout, Place, Role};
use crate::sheet::{At, Sheet};
use crate::value::Value;

pub use names::Matched;

/// A figure, or why there is none, in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<'k> {
    pub at: At,
    pub measure: &'k str,
    /// In the order of [`Reading::dimensions`].
    pub codes: Vec<&'k str>,
    /// `2024`, `2024-S1`, `2024-Q1`, `2024-03`
    pub period: String,
    pub value: Value,
    /// How its region was found; exact where it has none.
    pub matched: Matched,
}

/// What a sheet says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading<'k> {
    /// Breakdowns in their order, and the region last.
    pub dimensions: Vec<&'k str>,
    /// Row by row.
    pub records: Vec<Record<'k>>,
    /// Place by place, those about the whole sheet first; of each code at most 500.
    pub findings: Vec<Finding>,
    /// Findings beyond those.
    pub left_out: usize,
}

/// Reads the figures of a sheet. What cannot be taken for certain is a finding at its cell.
pub fn read<'k>(sheet: &Sheet<'_>, layout: &Layout, known: &Known<'k>) -> Reading<'k> {
    let index = Index::new(known);
    let mut findings = Findings::default();
    hidden(sheet, layout, &mut findings);
    columns(sheet, layout, &index, &mut findings);
    let records = rows::read(sheet, layout, &index, &mut findings);
    let records = twice::without(records, &mut findings);
    let dimensions = index.breakdowns.iter().chain(&index.regions).map(|it| it.id).collect();
    let (findings, left_out) = findings.sorted();
    Reading { dimensions, records, findings, left_out }
}

fn hidden(sheet: &Sheet<'_>, layout: &Layout, findings: &mut Findings) {
    let said = |code, at| Finding::new(Check::K01, Severity::Warning, code, at);
    for column in sheet.hidden_columns.iter().filter(|it| layout.role(**it).is_some()) {
        findings.push(said("hidden-column", At { row: layout.heads.1, column: *column }));
    }
    let within = |number: u32| (layout.heads.0..=layout.body.1).contains(&number);
    for row in sheet.rows.iter().filter(|row| row.hidden && within(row.number)) {
        let column = row.cells.first().map_or(0, |cell| cell.column);
        findings.push(said("hidden-row", At { row: row.number, column }));
    }
}

/// Columns about which nobody has said anything, and places that nothing says.
fn columns(sheet: &Sheet<'_>, layout: &Layout, index: &Index<'_>, findings: &mut Findings) {
    let row = layout.heads.1;
    for it in layout.columns.iter().filter(|it| it.role == Role::Unknown) {
        let at = At { row, column: it.column };
        let head = sheet.rows.get(sheet.row_at(row)).and_then(|row| row.cell(it.column));
        let head = head.map_or("", |cell| cell.content.said());
        findings
            .push(Finding::new(Check::K01, Severity::Error, "head-unknown", at).with("head", head));
    }
    let values = layout.columns.iter().filter_map(|it| match &it.role {
        Role::Value(value) => Some((it.column, &value.place)),
        _ => None,
    });
    let all: Vec<(Option<u16>, &Place)> =
        values.map(|(at, it)| (Some(at), it)).chain([(None, &layout.fixed)]).collect();
    let mut missing = |what: &'static str, id: &str| {
        let finding = Finding::new(Check::K01, Severity::Error, what, None);
        findings.push(if id.is_empty() { finding } else { finding.with("dimension", id) });
    };
    let own = |role: &dyn Fn(&Role) -> bool| layout.columns.iter().any(|it| role(&it.role));
    let said = |has: &dyn Fn(&Place) -> bool| {
        has(&layout.fixed) || (all.len() > 1 && all.iter().all(|(at, it)| at.is_none() || has(it)))
    };
    if all.len() == 1 {
        missing("no-figures", "");
    }
    if !own(&|it| *it == Role::Period) && !said(&|it| it.period.is_some()) {
        missing("period-missing", "");
    }
    if !own(&|it| *it == Role::Measure) && !said(&|it| it.measure.is_some()) {
        missing("measure-missing", "");
    }
    for dimension in index.breakdowns.iter().chain(&index.regions) {
        let is_region = index.regions.as_ref().is_some_and(|it| it.id == dimension.id);
        let column = |it: &Role| match it {
            Role::Breakdown(id) => id == dimension.id,
            Role::Region { .. } | Role::RegionCode => is_region,
            _ => false,
        };
        if !own(&column) && !said(&|it| it.codes.contains_key(dimension.id)) {
            missing("dimension-missing", dimension.id);
        }
    }
    unknown(&all, index, findings, row);
}

/// Codes and periods of the layout that the dataset does not have.
fn unknown(all: &[(Option<u16>, &Place)], index: &Index<'_>, findings: &mut Findings, row: u32) {
    for (column, place) in all {
        let at = column.map(|column| At { row, column });
        let mut wrong = |what: &str| {
            let finding = Finding::new(Check::K01, Severity::Error, "layout-code", at);
            findings.push(finding.with("text", what));
        };
        if let Some(id) = place.measure.as_deref().filter(|id| index.measure(id).is_none()) {
            wrong(id);
        }
        if let Some(it) = place.period.as_deref().filter(|it| !crate::period::is_period(it)) {
            wrong(it);
        }
        for (dimension, code) in &place.codes {
            let mut names = index.breakdowns.iter().chain(&index.regions);
            let names = names.find(|it| it.id == dimension);
            if names.is_none_or(|it| it.code(code).is_none()) {
                wrong(&format!("{dimension} {code}"));
            }
        }
    }
}
