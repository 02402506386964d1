//! Where a table begins and ends.

use crate::known::Index;
use crate::period;
use crate::sheet::{At, Content, Cover, Row, Sheet};
use crate::value;
use crate::words;

/// Rows by their indexes in the sheet, both ends within.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) heads: (usize, usize),
    pub(super) body: (usize, usize),
    /// Where another table begins.
    pub(super) other: Option<At>,
}

/// What a row looks like.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    texts: usize,
    figures: usize,
    years: usize,
    is_region: bool,
    is_note: bool,
    is_total: bool,
    pub(super) is_numbering: bool,
    ends_with_colon: bool,
}

/// Rows of heads, at most.
const HEADS: usize = 6;
/// Rows among which a table has to begin.
const ABOVE: usize = 200;

pub(super) fn find(sheet: &Sheet<'_>, index: &Index<'_>) -> Option<Extent> {
    let looks: Vec<Look> = sheet.rows.iter().map(|row| look(row, index)).collect();
    let widths = widths(sheet);
    let mut found = None;
    for (at, look) in looks.iter().enumerate().take(ABOVE) {
        if !look.is_data() {
            continue;
        }
        if let Some(heads) = heads(sheet, &looks, &widths, at) {
            found = Some((heads, at));
            break;
        }
    }
    let (heads, first) = found?;
    let begin =
        (heads.1 + 1..=first).find(|at| !looks.get(*at).is_some_and(|it| it.is_numbering))?;
    let last = end(sheet, &looks, first);
    let other = (last + 1..sheet.rows.len())
        .find(|at| looks.get(*at).is_some_and(|it| it.is_data() && it.figures >= 1 && !it.is_note));
    let place = |at: usize| {
        let row = sheet.rows.get(at)?;
        Some(At { row: row.number, column: row.cells.first()?.column })
    };
    Some(Extent { heads, body: (begin, last), other: other.and_then(place) })
}

impl Look {
    fn is_data(&self) -> bool {
        let enough = self.texts + self.years + self.figures >= 2;
        let figures = self.figures > 0 || (self.is_region && self.years > 0);
        figures && enough && !self.is_numbering && !self.is_note && !self.ends_with_colon
    }

    /// Looks like heads: words and years.
    const fn is_head(&self) -> bool {
        self.figures == 0 && !self.is_region && self.texts + self.years >= 2
    }
}

pub(super) fn look(row: &Row<'_>, index: &Index<'_>) -> Look {
    let mut it = Look { is_numbering: is_numbering(row), ..Look::default() };
    let mut first = true;
    for cell in row.cells.iter().filter(|cell| !cell.content.is_blank()) {
        let said = cell.content.said();
        match cell.content {
            Content::Text(_) | Content::Number(_) if is_year(said) => it.years += 1,
            Content::Text(text) if !value::is_figure(text) => {
                it.texts += 1;
                if first {
                    it.is_note = words::is_note(text);
                    it.ends_with_colon = text.trim_end().ends_with(':');
                }
                it.is_total |= words::is_total(text);
                it.is_region |= names_region(text, index);
                first = false;
            }
            _ => it.figures += 1,
        }
    }
    it
}

fn is_year(text: &str) -> bool {
    let said = period::read(text);
    text.len() <= 40 && said.alone && said.is_something()
}

fn names_region(text: &str, index: &Index<'_>) -> bool {
    let text = words::without_item(text);
    index.regions.as_ref().is_some_and(|it| it.code(text).is_some() || !it.named(text).is_empty())
}

/// `(1) (2) (3)`, which a spreadsheet keeps as -1, -2, -3.
pub(crate) fn is_numbering(row: &Row<'_>) -> bool {
    let mut wanted = None;
    let mut count = 0;
    for cell in row.cells.iter().filter(|cell| !cell.content.is_blank()) {
        let text = cell.content.said().trim().trim_matches(['(', ')', '-', '[', ']']);
        let Ok(number) = text.parse::<u16>() else { return false };
        let fits = wanted.map_or((1..=2).contains(&number), |it| it == number);
        if !fits {
            return false;
        }
        wanted = number.checked_add(1);
        count += 1;
    }
    count >= 3
}

/// How many different things are seen in each of the first rows, ranges over them included.
fn widths(sheet: &Sheet<'_>) -> Vec<usize> {
    let mut cover = Cover::new(sheet);
    let last = sheet.last_column();
    let rows = sheet.rows.iter().take(ABOVE + 1);
    let width = |row: &Row<'_>| {
        cover.go(row.number);
        let mut seen: Vec<At> =
            (0..=last).filter_map(|column| cover.seen(row, column)).map(|it| it.0).collect();
        seen.dedup();
        seen.len()
    };
    rows.map(width).collect()
}

/// The rows of heads above a row of figures.
fn heads(
    sheet: &Sheet<'_>,
    looks: &[Look],
    widths: &[usize],
    first: usize,
) -> Option<(usize, usize)> {
    let mut at = first;
    let mut skipped = 0;
    let last = loop {
        at = at.checked_sub(1)?;
        let look = looks.get(at)?;
        if look.is_numbering {
            continue;
        }
        if *widths.get(at)? >= 2
            && look.texts + look.years >= 1
            && look.figures == 0
            && !look.is_region
        {
            break at;
        }
        skipped += 1;
        if skipped > 3 {
            return None;
        }
    };
    let mut begin = last;
    while let Some(above) = begin.checked_sub(1).filter(|it| last - it < HEADS) {
        let number = |at: usize| sheet.rows.get(at).map_or(0, |row| row.number);
        let fits = looks.get(above).is_some_and(|it| {
            it.figures == 0 && !it.is_region && !it.ends_with_colon && it.texts + it.years >= 1
        });
        if !fits || number(begin) - number(above) > 1 || widths.get(above).is_none_or(|it| *it < 2)
        {
            break;
        }
        begin = above;
    }
    Some((begin, last))
}

/// The last row of the body.
fn end(sheet: &Sheet<'_>, looks: &[Look], first: usize) -> usize {
    let mut last = first;
    for at in first + 1..sheet.rows.len() {
        let (Some(look), Some(row), Some(before)) =
            (looks.get(at), sheet.rows.get(at), sheet.rows.get(at - 1))
        else {
            break;
        };
        let gap = row.number - before.number > 1;
        let next = looks.get(at + 1);
        if look.is_note || (gap && look.is_head()) {
            break;
        }
        let plain = look.figures == 0 && look.years == 0 && !look.is_region && !look.is_total;
        let leads_on = next.is_some_and(|it| it.is_data() && !it.is_note);
        if plain && (gap || !leads_on || look.texts > 2) {
            break;
        }
        if !plain && (look.figures + look.years > 0 || look.is_region || look.is_total) {
            last = at;
        }
    }
    last
}
