//! Proposes how a sheet is laid out.

mod columns;
pub(crate) mod extent;
mod heads;
pub(crate) mod survey;

use crate::finding::{Check, Finding, Findings, Severity};
use crate::known::{Index, Known, level};
use crate::period;
use crate::plan::{About, Layout, Proposal, Reason, Role, Sure};
use crate::sheet::{At, Row, Sheet};
use crate::words;

/// Proposes how a sheet is laid out, by what is known of its dataset. `None` where no row of figures stands below
/// heads.
pub fn propose(sheet: &Sheet<'_>, known: &Known<'_>) -> Option<Proposal> {
    let index = Index::new(known);
    let extent = extent::find(sheet, &index)?;
    let seen = survey::survey(sheet, &extent, &index);
    let mut made = columns::roles(&seen, &index);
    let number = |at: usize| sheet.rows.get(at).map_or(0, |row| row.number);
    let mut layout = Layout {
        heads: (number(extent.heads.0), number(extent.heads.1)),
        body: (number(extent.body.0), number(extent.body.1)),
        columns: std::mem::take(&mut made.columns),
        ..Layout::default()
    };
    let mut reasons = made.reasons;
    let around = around(sheet, &extent);
    fix(&mut layout, &index, &around, &mut reasons);
    totals(sheet, &extent, &mut layout, &index, &around, &mut reasons);
    conventions(sheet, &extent, &mut layout, &mut reasons);
    let mut findings = Findings::default();
    let beside = made.beside.map(|column| At { row: layout.heads.0, column });
    for at in beside.into_iter().chain(extent.other) {
        findings.push(Finding::new(Check::K01, Severity::Warning, "other-table", at));
    }
    for (column, facts) in made.units {
        let at = At { row: layout.heads.1, column };
        let mut finding = Finding::new(Check::K07, Severity::Warning, "unit", at);
        finding.facts = facts;
        findings.push(finding);
    }
    Some(Proposal { layout, reasons, findings: findings.sorted().0 })
}

/// The first visible sheet with a table, and what the other sheets hold.
pub fn pick(sheets: &[Sheet<'_>], known: &Known<'_>) -> Option<(usize, Proposal)> {
    let open = sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden);
    let mut open = open.filter_map(|(at, sheet)| Some((at, propose(sheet, known)?)));
    let (taken, mut proposal) = open.next()?;
    let others =
        sheets.iter().enumerate().filter(|(at, sheet)| *at != taken && !sheet.rows.is_empty());
    let said = others.take(50).map(|(_, sheet)| {
        let code = if sheet.hidden { "hidden-sheet" } else { "other-sheet" };
        Finding::new(Check::K01, Severity::Warning, code, None).with("sheet", sheet.name)
    });
    let said: Vec<Finding> = said.collect();
    proposal.findings.splice(0..0, said);
    Some((taken, proposal))
}

/// What stands above the heads and in the notes below the body, with the name of the sheet.
fn around(sheet: &Sheet<'_>, extent: &extent::Extent) -> String {
    let above = sheet.rows.iter().take(extent.heads.0);
    let below = sheet.rows.iter().skip(extent.body.1 + 1).take(10);
    let is_note = |row: &&Row<'_>| row.cells.iter().any(|it| words::is_note(it.content.said()));
    let below = below.take_while(is_note);
    let cells = above.chain(below).flat_map(|row| row.cells.iter().take(20));
    let mut text = String::new();
    for said in cells.map(|cell| cell.content.said()).chain([sheet.name]) {
        if text.len() > 4000 {
            break;
        }
        text.extend(said.chars().take(400));
        text.push_str(" | ");
    }
    text
}

/// What no column says: the title may.
fn fix(layout: &mut Layout, index: &Index<'_>, around: &str, reasons: &mut Vec<Reason>) {
    let mut because = |about, sure, code, fact: &str| {
        let facts = vec![("text", fact.to_owned())];
        reasons.push(Reason { about, sure, code, facts });
    };
    let has = |wanted: &dyn Fn(&Role) -> bool| layout.columns.iter().any(|it| wanted(&it.role));
    let period = has(&|it| {
        *it == Role::Period || matches!(it, Role::Value(it) if it.place.period.is_some())
    });
    let measure = has(&|it| {
        *it == Role::Measure || matches!(it, Role::Value(it) if it.place.measure.is_some())
    });
    let region = has(&|it| matches!(it, Role::Region { .. } | Role::RegionCode));
    if !period {
        let years: Vec<String> =
            around.split(" | ").filter_map(|it| period::read(it).period()).collect();
        layout.fixed.period = years.first().cloned();
        match &layout.fixed.period {
            Some(period) => because(About::Period, Sure::Likely, "in-title", period),
            None => because(About::Period, Sure::Guess, "not-said", ""),
        }
    }
    if !measure {
        let only = match index.facts.as_slice() {
            [one] => Some((one.id, Sure::Likely, "only-one")),
            _ => heads::named_in(&index.measures, around).map(|it| (it, Sure::Likely, "in-title")),
        };
        let (id, sure, code) = only.unwrap_or(("", Sure::Guess, "not-said"));
        layout.fixed.measure = (!id.is_empty()).then(|| id.to_owned());
        because(About::Measure, sure, code, id);
    }
    let regions = index.regions.as_ref().filter(|_| !region);
    for dimension in index.breakdowns.iter().chain(regions) {
        let in_heads = |it: &Role| match it {
            Role::Value(it) => it.place.codes.contains_key(dimension.id),
            Role::Breakdown(id) => id == dimension.id,
            _ => false,
        };
        if layout.columns.iter().any(|it| in_heads(&it.role)) {
            continue;
        }
        let only = match dimension.codes.as_slice() {
            [one] => Some((one.code, Sure::Certain, "only-one")),
            _ => heads::named_in(dimension, around).map(|it| (it, Sure::Likely, "in-title")),
        };
        let (code, sure, reason) = only.unwrap_or(("", Sure::Guess, "not-said"));
        if !code.is_empty() {
            layout.fixed.codes.insert(dimension.id.to_owned(), code.to_owned());
        }
        because(About::Dimension(dimension.id.to_owned()), sure, reason, code);
    }
}

/// Which region a row named *Jumlah* is of: the one over all others.
fn totals(
    sheet: &Sheet<'_>,
    extent: &extent::Extent,
    layout: &mut Layout,
    index: &Index<'_>,
    around: &str,
    reasons: &mut Vec<Reason>,
) {
    let Some(regions) = &index.regions else { return };
    let own = layout.columns.iter().find_map(|it| match it.role {
        Role::Region { level } => Some((it.column, level)),
        _ => None,
    });
    let Some((column, of)) = own else { return };
    let body = sheet.rows.get(extent.body.0..=extent.body.1).unwrap_or_default();
    let is_total =
        |row: &&Row<'_>| row.cells.iter().take(4).any(|it| words::is_total(it.content.said()));
    if !body.iter().any(|row| is_total(&row)) {
        return;
    }
    let mut parents: Vec<usize> = body
        .iter()
        .filter_map(|row| regions.find(words::without_item(row.cell(column)?.content.said())))
        .filter(|at| level(regions.at(*at)) == of)
        .filter_map(|at| regions.parent(at))
        .collect();
    parents.sort_unstable();
    parents.dedup();
    let over = match parents.as_slice() {
        [one] => Some(regions.at(*one)),
        [] => None,
        // Villages of many kecamatan: what is over those.
        [first, rest @ ..] => {
            let above = regions.parent(*first);
            above
                .filter(|it| rest.iter().all(|one| regions.parent(*one) == Some(*it)))
                .map(|it| regions.at(it))
        }
    };
    let over = over.or_else(|| heads::named_in(regions, around));
    layout.total = over.map(str::to_owned);
    let (sure, code) =
        if over.is_some() { (Sure::Likely, "over-all") } else { (Sure::Guess, "not-said") };
    let facts = vec![("text", over.unwrap_or_default().to_owned())];
    reasons.push(Reason { about: About::Total, sure, code, facts });
}

fn conventions(
    sheet: &Sheet<'_>,
    extent: &extent::Extent,
    layout: &mut Layout,
    reasons: &mut Vec<Reason>,
) {
    let figures = layout.columns.iter().filter(|it| matches!(it.role, Role::Value(_)));
    let mut figures: Vec<u16> = figures.map(|it| it.column).collect();
    figures.sort_unstable();
    let (shown, open) = survey::convention(sheet, extent, &figures);
    layout.convention = shown.map(Into::into);
    let Some(at) = open else { return };
    let (sure, code) = match shown {
        Some(_) => (Sure::Certain, "by-the-others"),
        None => (Sure::Guess, "left-open"),
    };
    let facts = vec![("cell", at.to_string())];
    reasons.push(Reason { about: About::Convention, sure, code, facts });
}
