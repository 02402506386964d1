//! Row by row.

use std::collections::BTreeMap;

use super::Record;
use super::names::{Group, Lookup, Matched, region_code, region_name};
use crate::finding::{Check, Finding, Findings, Severity};
use crate::known::{Index, Values, level};
use crate::period;
use crate::plan::{Layout, Mark, Place, Role};
use crate::propose::extent::is_numbering;
use crate::sheet::{At, Content, Cover, Row, Sheet};
use crate::value::{self, Way};
use crate::words;

pub(super) fn read<'k>(
    sheet: &Sheet<'_>,
    layout: &Layout,
    index: &Index<'k>,
    findings: &mut Findings,
) -> Vec<Record<'k>> {
    let mut reader = Reader::new(layout, index, findings);
    let mut cover = Cover::new(sheet);
    let from = sheet.row_at(layout.body.0);
    for row in sheet.rows.iter().skip(from).take_while(|row| row.number <= layout.body.1) {
        cover.go(row.number);
        if !is_numbering(row) && !reader.skipped.contains(&row.number) {
            reader.row(row, &cover);
        }
    }
    reader.records
}

struct Reader<'r, 'k> {
    layout: &'r Layout,
    index: &'r Index<'k>,
    findings: &'r mut Findings,
    regions: Option<Lookup<'r, 'k>>,
    breakdowns: Vec<Lookup<'r, 'k>>,
    skipped: std::collections::BTreeSet<u32>,
    /// The columns of figures.
    values: Vec<(u16, &'r crate::plan::Value)>,
    group: Group,
    records: Vec<Record<'k>>,
}

/// Where the figures of a row belong, as far as the row says it.
#[derive(Default)]
struct Told {
    region: Option<usize>,
    manual: bool,
    period: Option<String>,
    mark: Mark,
    measure: Option<String>,
    codes: BTreeMap<usize, usize>,
}

impl<'r, 'k> Reader<'r, 'k> {
    fn new(layout: &'r Layout, index: &'r Index<'k>, findings: &'r mut Findings) -> Self {
        let values = layout.columns.iter().filter_map(|it| match &it.role {
            Role::Value(value) => Some((it.column, value)),
            _ => None,
        });
        Self {
            layout,
            index,
            findings,
            regions: index.regions.as_ref().map(|it| Lookup::new(it, &layout.names)),
            breakdowns: index.breakdowns.iter().map(|it| Lookup::new(it, &layout.names)).collect(),
            skipped: layout.skipped.iter().copied().collect(),
            values: values.collect(),
            group: Group::default(),
            records: Vec::new(),
        }
    }

    fn row(&mut self, row: &Row<'_>, cover: &Cover<'_, '_>) {
        let answers = self
            .values
            .iter()
            .any(|(column, _)| row.cell(*column).is_some_and(|cell| !cell.content.is_blank()));
        let Some(told) = self.told(row, cover, answers) else { return };
        if answers || !self.is_group(&told) {
            for (column, value) in self.values.clone() {
                self.figure(row, column, value, &told, cover);
            }
        }
    }

    /// A region that stands over others and has no figures of its own here.
    fn is_group(&self, told: &Told) -> bool {
        match (&self.regions, told.region) {
            (Some(lookup), Some(at)) => level(lookup.names.at(at)) < self.deepest(),
            _ => told.codes.is_empty() && told.period.is_none() && self.regions.is_some(),
        }
    }

    /// What the columns before the figures say; `None` where the row cannot be placed.
    fn told(&mut self, row: &Row<'_>, cover: &Cover<'_, '_>, answers: bool) -> Option<Told> {
        let mut told = Told::default();
        let mut good = true;
        let mut labels = 0;
        let wrong = self.region(row, cover, &mut told, &mut labels);
        if told.region.is_none() && self.is_total(row, cover) {
            return self.total(row, told);
        }
        if let Some(finding) = wrong {
            good = false;
            self.unplaced(*finding, answers);
        }
        for it in &self.layout.columns {
            let seen = cover.seen(row, it.column);
            let result = match (&it.role, seen) {
                (Role::Period, Some((at, cell))) => told.take_period(cell.content, at),
                (Role::Measure, Some((at, cell))) => {
                    told.take_measure(cell.content, at, self.index)
                }
                (Role::Breakdown(id), Some((at, cell))) => {
                    let lookup = self.breakdowns.iter_mut().enumerate();
                    let mut lookup = lookup.filter(|(_, it)| it.names.id == id);
                    match lookup.next() {
                        Some((place, it)) => it.breakdown(cell.content, at).map(|code| {
                            told.codes.insert(place, code);
                        }),
                        None => Ok(()),
                    }
                }
                (Role::Period | Role::Measure | Role::Breakdown(_), None) if answers => {
                    let at = At { row: row.number, column: it.column };
                    Err(Box::new(Finding::new(Check::K02, Severity::Error, "label-blank", at)))
                }
                _ => Ok(()),
            };
            if let Err(finding) = result {
                good = false;
                if answers {
                    self.findings.push(*finding);
                }
            }
        }
        if answers && labels == 0 && self.has_regions() {
            let column = self.values.first().map_or(0, |it| it.0);
            let at = At { row: row.number, column };
            self.findings.push(Finding::new(Check::K02, Severity::Error, "label-blank", at));
            return None;
        }
        good.then_some(told)
    }

    /// A name without figures beside it stands over others; what it means is lost.
    fn unplaced(&mut self, mut finding: Finding, answers: bool) {
        if !answers {
            self.group = Group::default();
            finding.severity = Severity::Warning;
        }
        self.findings.push(finding);
    }

    fn has_regions(&self) -> bool {
        let is_region = |it: &Role| matches!(it, Role::Region { .. } | Role::RegionCode);
        self.layout.columns.iter().any(|it| is_region(&it.role))
    }

    fn is_total(&self, row: &Row<'_>, cover: &Cover<'_, '_>) -> bool {
        let label = |it: &Role| !matches!(it, Role::Value(_) | Role::Ignored | Role::Unknown);
        let mut labels = self.layout.columns.iter().filter(|it| label(&it.role));
        labels.any(|it| {
            cover.seen(row, it.column).is_some_and(|(_, cell)| words::is_total(cell.content.said()))
        })
    }

    /// A row of sums is the region over all others, if somebody says which.
    fn total(&mut self, row: &Row<'_>, mut told: Told) -> Option<Told> {
        let column = row.cells.first().map_or(0, |cell| cell.column);
        let at = At { row: row.number, column };
        let code = self.layout.total.as_deref();
        told.region = self.regions.as_ref().zip(code).and_then(|(it, code)| it.names.code(code));
        let said = if told.region.is_some() { "total-row" } else { "total-left-out" };
        let finding = Finding::new(Check::K08, Severity::Note, said, at);
        self.findings.push(match code {
            Some(code) => finding.with("code", code),
            None => finding,
        });
        told.region.is_some().then_some(told)
    }

    fn region(
        &mut self,
        row: &Row<'_>,
        cover: &Cover<'_, '_>,
        told: &mut Told,
        labels: &mut usize,
    ) -> Option<Box<Finding>> {
        let lookup = self.regions.as_mut()?;
        let (mut wrong, mut by_code) = (None, None);
        let mut over = self.group;
        for it in &self.layout.columns {
            let level_of = match it.role {
                Role::Region { level } => Some(level),
                Role::RegionCode => None,
                _ => continue,
            };
            let Some((at, cell)) = cover.seen(row, it.column) else { continue };
            if words::is_total(cell.content.said()) {
                continue;
            }
            *labels += 1;
            let found = match level_of {
                Some(of) => region_name(lookup, over, of, cell.content, at),
                None => region_code(lookup, self.index, cell.content, at),
            };
            let manual = lookup.manual(cell.content.said()).is_some();
            match (found, level_of) {
                (Ok(found), None) => by_code = Some((found, manual)),
                (Ok(found), Some(_)) => {
                    (told.region, told.manual) = (Some(found), manual);
                    over = Group { over: Some(found), met: None };
                }
                (Err(_), Some(_)) if by_code.is_some() => {}
                (Err(finding), _) => {
                    told.region = None;
                    wrong = wrong.or(Some(finding));
                }
            }
        }
        // The name beside a code that cannot be read says which one is meant.
        if let (Some(finding), Some(found)) = (&mut wrong, told.region)
            && finding.suggestion.is_none()
        {
            finding.suggestion = Some(lookup.suggest(found));
        }
        if let Some((code, manual)) = by_code {
            let named = told.region.filter(|it| *it != code);
            (told.region, told.manual) = (Some(code), manual);
            if let Some(named) = named {
                let at =
                    At { row: row.number, column: row.cells.first().map_or(0, |it| it.column) };
                let finding = Finding::new(Check::K02, Severity::Error, "code-and-name", at);
                let both = [lookup.names.at(code), lookup.names.at(named)];
                wrong = Some(Box::new(finding.with("code", both[0]).with("name", both[1])));
            }
        }
        self.regroup(told.region.filter(|_| wrong.is_none()));
        wrong
    }

    /// A region over others begins a group; a village named like its kecamatan is met once below it.
    fn regroup(&mut self, found: Option<usize>) {
        let (Some(lookup), Some(found)) = (&self.regions, found) else { return };
        let names = lookup.names;
        if level(names.at(found)) < self.deepest() {
            self.group = Group { over: Some(found), met: None };
        } else if names.parent(found) == self.group.over {
            let plain =
                |at: usize| names.codes.get(at).map(|it| quality::names::plain(it.names[0]));
            if self.group.over.and_then(plain) == plain(found) {
                self.group.met = Some(found);
            }
        }
    }

    /// The level of the names that stand furthest down.
    fn deepest(&self) -> u8 {
        let of = self.layout.columns.iter().filter_map(|it| match it.role {
            Role::Region { level } => Some(level),
            _ => None,
        });
        of.max().unwrap_or(0)
    }

    fn figure(
        &mut self,
        row: &Row<'_>,
        column: u16,
        value: &crate::plan::Value,
        told: &Told,
        cover: &Cover<'_, '_>,
    ) {
        let at = At { row: row.number, column };
        let own = row.cell(column).filter(|cell| !cell.content.is_blank());
        let Some(cell) = own else {
            let merged = cover.seen(row, column).is_some();
            let code = if merged { "merged" } else { "blank" };
            self.findings.push(Finding::new(Check::K13, Severity::Error, code, at));
            return;
        };
        let Some((measure, codes, period)) = self.place(&value.place, told) else { return };
        let facts = self.index.measure(measure);
        let way = Way {
            convention: self.layout.convention.map(Into::into),
            whole: facts.is_some_and(|it| it.values == Values::Count),
            power: value.power,
            mark: if value.mark == Mark::Final { told.mark } else { value.mark },
        };
        match value::read(cell, at, way) {
            Ok(read) => {
                self.judge(at, cell, facts);
                let matched = if told.manual { Matched::Manual } else { Matched::Exact };
                self.records.push(Record { at, measure, codes, period, value: read, matched });
            }
            Err(finding) => self.findings.push(*finding),
        }
    }

    /// A percentage where something else is measured.
    fn judge(
        &mut self,
        at: At,
        cell: &crate::sheet::Cell<'_>,
        measure: Option<&crate::known::Measure<'k>>,
    ) {
        let percent = cell.percent || cell.content.said().trim_end().ends_with('%');
        let Some(measure) = measure.filter(|it| percent && it.values != Values::Percent) else {
            return;
        };
        if !measure.unit.iter().any(|it| words::is_percent(it)) {
            let finding = Finding::new(Check::K07, Severity::Warning, "percent", at);
            self.findings.push(finding.with("unit", measure.unit[0]));
        }
    }

    /// The whole place of a figure: what its row says, then its heads, then the layout.
    fn place(&self, heads: &Place, told: &Told) -> Option<(&'k str, Vec<&'k str>, String)> {
        let fixed = &self.layout.fixed;
        let measure =
            told.measure.as_ref().or(heads.measure.as_ref()).or(fixed.measure.as_ref())?;
        let measure = self.index.measures.at(self.index.measures.code(measure)?);
        let period = told.period.as_ref().or(heads.period.as_ref()).or(fixed.period.as_ref())?;
        if !period::is_period(period) {
            return None;
        }
        let said = |id: &str| heads.codes.get(id).or_else(|| fixed.codes.get(id));
        let mut codes = Vec::with_capacity(self.breakdowns.len() + 1);
        for (at, lookup) in self.breakdowns.iter().enumerate() {
            let of_heads = || lookup.names.code(said(lookup.names.id)?);
            codes.push(lookup.names.at(told.codes.get(&at).copied().or_else(of_heads)?));
        }
        if let Some(lookup) = &self.regions {
            let of_heads = || lookup.names.code(said(lookup.names.id)?);
            codes.push(lookup.names.at(told.region.or_else(of_heads)?));
        }
        Some((measure, codes, period.clone()))
    }
}

impl Told {
    fn take_period(&mut self, content: Content<'_>, at: At) -> Result<(), Box<Finding>> {
        let said = content.said();
        let period = match content {
            Content::Day(day) => period::of_day(day),
            _ => Some(period::read(said)).filter(|it| it.alone).and_then(period::Said::period),
        };
        let wrong = || Finding::new(Check::K02, Severity::Error, "period-unknown", at);
        self.mark = period::read(said).mark;
        self.period = Some(period.ok_or_else(|| Box::new(wrong().with("text", said)))?);
        Ok(())
    }

    fn take_measure(
        &mut self,
        content: Content<'_>,
        at: At,
        index: &Index<'_>,
    ) -> Result<(), Box<Finding>> {
        let said = content.said();
        let wrong = || Finding::new(Check::K02, Severity::Error, "measure-unknown", at);
        let found = index.measures.find(words::without_item(said));
        let found = found.ok_or_else(|| Box::new(wrong().with("text", said)))?;
        self.measure = Some(index.measures.at(found).to_owned());
        Ok(())
    }
}
