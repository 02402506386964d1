//! What stands in a column: its heads, and what its first cells are.

use quality::numbers::Written;

use super::extent::{Extent, is_numbering};
use crate::known::{Index, level};
use crate::period;
use crate::sheet::{At, Cell, Content, Cover, Sheet};
use crate::value;
use crate::words;

/// Rows of the body that are looked at for the roles of columns.
const SAMPLE: usize = 300;

/// A column as it was seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen<'s> {
    pub(super) column: u16,
    /// What its heads say, from above, each merged range once.
    pub(super) heads: Vec<&'s str>,
    pub(super) cells: usize,
    pub(super) figures: usize,
    pub(super) periods: usize,
    /// Names of regions by level, where a name tells it; and names that any level could have.
    pub(super) levels: [usize; 4],
    pub(super) regions: usize,
    pub(super) region_codes: usize,
    /// Per breakdown.
    pub(super) breakdowns: Vec<usize>,
    pub(super) measures: usize,
    /// Figures that go up by one, row by row.
    pub(super) running: usize,
    last: Option<u32>,
}

impl Seen<'_> {
    /// More than half of its cells, and at least one.
    pub(super) const fn mostly(&self, count: usize) -> bool {
        count > 0 && count * 2 > self.cells
    }

    pub(super) fn head(&self) -> String {
        self.heads.join(" ")
    }
}

pub(super) fn survey<'s>(sheet: &Sheet<'s>, extent: &Extent, index: &Index<'_>) -> Vec<Seen<'s>> {
    let last = sheet.last_column();
    let mut all: Vec<Seen<'s>> = (0..=last)
        .map(|column| Seen {
            column,
            breakdowns: vec![0; index.breakdowns.len()],
            ..Seen::default()
        })
        .collect();
    let mut cover = Cover::new(sheet);
    let heads = sheet.rows.get(extent.heads.0..=extent.heads.1).unwrap_or_default();
    let mut places: Vec<Option<At>> = vec![None; all.len()];
    for row in heads {
        cover.go(row.number);
        for (it, place) in all.iter_mut().zip(&mut places) {
            let Some((at, cell)) = cover.seen(row, it.column) else { continue };
            if *place != Some(at) {
                it.heads.push(cell.content.said());
                *place = Some(at);
            }
        }
    }
    spread(&mut all, sheet, extent);
    let body = sheet.rows.get(extent.body.0..=extent.body.1).unwrap_or_default();
    for row in body.iter().filter(|row| !is_numbering(row)).take(SAMPLE) {
        for cell in row.cells.iter().filter(|cell| !cell.content.is_blank()) {
            if let Some(it) = all.get_mut(usize::from(cell.column)) {
                it.take(cell, index);
            }
        }
    }
    all.retain(|it| it.cells > 0 || !it.heads.is_empty());
    all
}

/// A head that stands over several columns without a merged range: blank cells to its right are its own, where
/// the columns have heads of their own below.
fn spread<'s>(all: &mut [Seen<'s>], sheet: &Sheet<'s>, extent: &Extent) {
    let rows = extent.heads.1 - extent.heads.0 + 1;
    let Some(top) = sheet.rows.get(extent.heads.0).filter(|_| rows == 2) else { return };
    let mut group = None;
    for it in all {
        let own = top.cell(it.column).filter(|cell| !cell.content.is_blank());
        match own {
            Some(cell) => group = (it.heads.len() == 2).then(|| cell.content.said()),
            None if it.heads.len() == 1 => {
                if let Some(group) = group {
                    it.heads.insert(0, group);
                }
            }
            None => {}
        }
    }
}

impl Seen<'_> {
    fn take(&mut self, cell: &Cell<'_>, index: &Index<'_>) {
        let said = cell.content.said().trim();
        if words::is_total(said) {
            return;
        }
        self.cells += 1;
        self.take_number(cell, said);
        let text = words::without_item(said);
        if let Some(regions) = &index.regions {
            let named = regions.named(text);
            self.regions += usize::from(!named.is_empty());
            if let [one] = named {
                let at = usize::from(level(regions.at(*one)));
                if let Some(count) = self.levels.get_mut(at) {
                    *count += 1;
                }
            }
            let code = regions.code(said).is_some() || index.bridged(said).is_some();
            self.region_codes +=
                usize::from(code || said.len() >= 4 && regions.undotted(said).is_some());
        }
        for (dimension, count) in index.breakdowns.iter().zip(&mut self.breakdowns) {
            let found = breakdown(dimension, text).is_some();
            *count += usize::from(found);
        }
        self.measures += usize::from(index.measures.find(text).is_some());
    }

    fn take_number(&mut self, cell: &Cell<'_>, said: &str) {
        let period = match cell.content {
            Content::Day(day) => period::of_day(day).is_some(),
            _ => {
                let it = period::read(said);
                it.alone && it.year.is_some()
            }
        };
        self.periods += usize::from(period);
        self.figures += usize::from(match cell.content {
            Content::Text(text) => value::is_figure(text),
            _ => true,
        });
        let number = said.trim_end_matches('.').parse::<u32>().ok();
        let next = self.last.map_or(number == Some(1), |last| number == last.checked_add(1));
        self.running += usize::from(number.is_some() && next);
        self.last = number.or(self.last);
    }
}

/// A code of a breakdown by its code, its name or a shorter form of it.
pub(crate) fn breakdown(dimension: &crate::known::Names<'_>, text: &str) -> Option<usize> {
    dimension.find(text).or_else(|| dimension.find(words::long_form(text)?))
}

/// How the texts of the columns write numbers, and whether any of them leaves it open.
pub(super) fn convention(
    sheet: &Sheet<'_>,
    extent: &Extent,
    columns: &[u16],
) -> (Option<quality::numbers::Convention>, Option<At>) {
    let body = sheet.rows.get(extent.body.0..=extent.body.1).unwrap_or_default();
    let mut open = None;
    let mut all = Vec::new();
    for row in body {
        for cell in row.cells.iter().filter(|cell| columns.binary_search(&cell.column).is_ok()) {
            let Content::Text(text) = cell.content else { continue };
            let Some((written, ..)) = value::written(text) else { continue };
            if matches!(written, Written::Either { .. }) {
                open = open.or(Some(At { row: row.number, column: cell.column }));
            }
            all.push(written);
        }
    }
    (quality::numbers::convention(all), open)
}
