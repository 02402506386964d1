//! What each column is.

use super::heads::{self, Told};
use super::survey::Seen;
use crate::finding::{Facts, shortened};
use crate::known::{Index, Names};
use crate::plan::{About, Column, Reason, Role, Sure};
use crate::words;

#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) columns: Vec<Column>,
    pub(super) reasons: Vec<Reason>,
    /// Columns whose heads name another unit than that of the measure.
    pub(super) units: Vec<(u16, Facts)>,
    /// The first column of another table beside this one.
    pub(super) beside: Option<u16>,
}

/// A role with the reason for it.
type Said = (Role, Sure, &'static str);

pub(super) fn roles(seen: &[Seen<'_>], index: &Index<'_>) -> Made {
    let mut made = Made::default();
    let mut figures: Vec<(&Seen<'_>, Told)> = Vec::new();
    let mut last = None;
    for it in seen {
        let label = label(it, index);
        // Regions once more behind figures, after an empty column: another table beside this one.
        let regions = matches!(label, Some((Role::Region { .. } | Role::RegionCode, ..)));
        let apart = last.is_some_and(|last| it.column > last + 1) || made.beside.is_some();
        if regions && !figures.is_empty() || made.beside.is_some() {
            made.beside = made.beside.or(Some(it.column));
            continue;
        }
        let is_number = matches!(label, Some((Role::Number, ..)));
        if apart && is_number && !figures.is_empty() {
            made.beside = Some(it.column);
            continue;
        }
        last = Some(it.column);
        match label {
            Some(said) => made.push(it, said),
            None if it.mostly(it.figures) || (it.cells == 0 && !figures.is_empty()) => {
                figures.push((it, heads::read(it, index)));
            }
            None => made.push(it, (Role::Ignored, Sure::Likely, "words")),
        }
    }
    settle(&mut figures, index);
    for (it, told) in figures {
        made.take(it, told, index);
    }
    made.columns.sort_by_key(|it| it.column);
    made.one_level();
    made
}

/// A column that says where figures belong.
fn label(it: &Seen<'_>, index: &Index<'_>) -> Option<Said> {
    let head = it.head();
    let leaf = it.heads.last().copied().unwrap_or_default();
    if words::is_number_head(leaf) || words::is_number_head(&head) {
        return Some((Role::Number, Sure::Certain, "head-matches"));
    }
    if let Some(said) = region(it, &head, index) {
        return Some(said);
    }
    for (dimension, count) in index.breakdowns.iter().zip(&it.breakdowns) {
        if it.mostly(*count) && (it.figures == 0 || titled(dimension, leaf)) {
            let sure = if titled(dimension, leaf) { Sure::Certain } else { Sure::Likely };
            return Some((Role::Breakdown(dimension.id.to_owned()), sure, "codes-match"));
        }
        if titled(dimension, leaf) && !it.mostly(it.figures) {
            return Some((Role::Breakdown(dimension.id.to_owned()), Sure::Likely, "head-matches"));
        }
        // Groups of ages that became days.
        if titled(dimension, leaf) && *count > 0 {
            return Some((Role::Breakdown(dimension.id.to_owned()), Sure::Likely, "head-matches"));
        }
    }
    if it.mostly(it.measures) && it.figures == 0 {
        return Some((Role::Measure, Sure::Likely, "codes-match"));
    }
    let timed =
        ["tahun", "periode", "bulan", "year", "period", "month", "semester", "triwulan", "waktu"];
    let is_time = timed.contains(&words::bare(leaf).as_str());
    if it.mostly(it.periods) && (is_time || it.periods > it.figures) {
        let sure = if is_time { Sure::Certain } else { Sure::Likely };
        return Some((Role::Period, sure, "periods"));
    }
    (it.cells > 1 && it.running == it.cells && it.column < 2).then_some((
        Role::Number,
        Sure::Likely,
        "running-number",
    ))
}

fn region(it: &Seen<'_>, head: &str, index: &Index<'_>) -> Option<Said> {
    index.regions.as_ref()?;
    let by_head = it.heads.iter().rev().find_map(|head| words::region_head(head));
    if it.mostly(it.region_codes) && it.region_codes > it.regions
        || by_head == Some(true) && it.cells > 0
    {
        let sure = if by_head.is_some() { Sure::Certain } else { Sure::Likely };
        return Some((Role::RegionCode, sure, "codes-match"));
    }
    let named = it.mostly(it.regions);
    if !named && (by_head.is_none() || it.mostly(it.figures)) {
        return None;
    }
    let level = level_of(it, head);
    let sure = match (named, by_head) {
        (true, Some(_)) => Sure::Certain,
        (true, None) => Sure::Likely,
        _ => Sure::Guess,
    };
    Some((Role::Region { level }, sure, if named { "names-match" } else { "head-matches" }))
}

/// The level furthest down that at least two names tell, or one in five.
fn level_of(it: &Seen<'_>, head: &str) -> u8 {
    let all: usize = it.levels.iter().sum();
    let lower = head.to_lowercase();
    for level in [3_u8, 2, 1, 0] {
        let count = it.levels.get(usize::from(level)).copied().unwrap_or(0);
        if count > 0 && (count * 5 >= all && (count >= 2 || all < 5)) {
            return level;
        }
    }
    if lower.contains("desa") || lower.contains("kelurahan") || lower.contains("village") {
        3
    } else {
        2
    }
}

fn titled(dimension: &Names<'_>, head: &str) -> bool {
    let head = words::bare(head);
    let same = |it: &str| words::bare(it) == head;
    !head.is_empty() && (same(dimension.id) || dimension.titles.iter().any(|it| same(it)))
}

/// Columns of one table say the same kinds of things: what some of them say, the others say by *Jumlah*.
fn settle(figures: &mut [(&Seen<'_>, Told)], index: &Index<'_>) {
    for dimension in &index.breakdowns {
        let says = |told: &Told| told.value.place.codes.contains_key(dimension.id);
        if !figures.iter().any(|(_, told)| says(told)) {
            continue;
        }
        let total = heads::total(dimension);
        for (_, told) in figures.iter_mut().filter(|(_, told)| !says(told) && told.is_total) {
            if let Some(total) = total {
                let codes = &mut told.value.place.codes;
                codes.insert(dimension.id.to_owned(), total.to_owned());
                told.is_total = false;
            }
        }
    }
}

impl Made {
    fn push(&mut self, it: &Seen<'_>, (role, sure, code): Said) {
        let facts = vec![("head", shortened(&it.head()))];
        self.reasons.push(Reason { about: About::Column(it.column), sure, code, facts });
        self.columns.push(Column { column: it.column, role });
    }

    fn take(&mut self, it: &Seen<'_>, told: Told, index: &Index<'_>) {
        let place = &told.value.place;
        let says = place.period.is_some() || !place.codes.is_empty() || place.measure.is_some();
        // One measure in all, or each row says which: the only column of figures holds it.
        let one = index.facts.len() == 1 || self.columns.iter().any(|it| it.role == Role::Measure);
        let dimensional = self.is_wide(index, &told);
        let said = if told.is_total && (dimensional || !says && self.has_codes()) {
            (Role::Ignored, Sure::Likely, "sum-of-others")
        } else if told.left.is_empty() && says {
            (Role::Value(told.value), Sure::Certain, "head-matches")
        } else if says || (one && !self.has_values()) {
            (
                Role::Value(told.value),
                Sure::Likely,
                if says { "head-matches-partly" } else { "only-measure" },
            )
        } else {
            (Role::Unknown, Sure::Guess, "head-unknown")
        };
        if let (Role::Value(_), Some(facts)) = (&said.0, told.unit) {
            self.units.push((it.column, facts));
        }
        self.push(it, said);
    }

    fn is_wide(&self, index: &Index<'_>, told: &Told) -> bool {
        let missing = |id: &str| !told.value.place.codes.contains_key(id);
        let said = |id: &str| {
            self.columns
                .iter()
                .any(|it| matches!(&it.role, Role::Value(it) if it.place.codes.contains_key(id)))
        };
        index.breakdowns.iter().any(|it| missing(it.id) && said(it.id))
    }

    fn has_codes(&self) -> bool {
        self.columns.iter().any(|it| match &it.role {
            Role::Value(it) => !it.place.codes.is_empty() || it.place.period.is_some(),
            _ => false,
        })
    }

    fn has_values(&self) -> bool {
        self.columns.iter().any(|it| matches!(it.role, Role::Value(_)))
    }

    /// Two columns of names on one level: the first is over the second.
    fn one_level(&mut self) {
        let levels = self.columns.iter_mut().filter_map(|it| match &mut it.role {
            Role::Region { level } => Some(level),
            _ => None,
        });
        let mut below = None;
        for level in levels.collect::<Vec<_>>().into_iter().rev() {
            if below.is_some_and(|below| *level >= below) {
                *level = below.unwrap_or(1).saturating_sub(1);
            }
            below = Some(*level);
        }
    }
}
