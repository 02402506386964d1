//! Tables between bars.

use super::{Align, Block, Run, inline};

/// Columns of a table, at most; more do not fit on a sheet.
const WIDEST: usize = 12;

/// A table needs its second line, which tells the sides: `|---|---:|`. All rows get as many cells
/// as it has.
pub(super) fn table(lines: &[&str]) -> Option<(Block, usize)> {
    let align = sides(lines.get(1)?)?;
    let head = row(lines[0], align.len())?;
    let rows: Vec<_> = lines[2..].iter().map_while(|line| row(line, align.len())).collect();
    let taken = 2 + rows.len();
    Some((Block::Table { align, head, rows }, taken))
}

fn sides(line: &str) -> Option<Vec<Align>> {
    let cells = cells(line)?;
    let sides: Option<Vec<Align>> = cells.iter().map(|cell| side(cell.trim())).collect();
    sides.filter(|sides| (1..=WIDEST).contains(&sides.len()))
}

fn side(cell: &str) -> Option<Align> {
    let dashes = cell.trim_start_matches(':').trim_end_matches(':');
    if dashes.is_empty() || dashes.chars().any(|c| c != '-') {
        return None;
    }
    Some(match (cell.starts_with(':'), cell.ends_with(':')) {
        (true, true) => Align::Center,
        (false, true) => Align::Right,
        _ => Align::Left,
    })
}

fn row(line: &str, width: usize) -> Option<Vec<Vec<Run>>> {
    let mut row: Vec<_> = cells(line)?.iter().map(|cell| inline::runs(cell.trim())).collect();
    row.resize_with(width, Vec::new);
    Some(row)
}

/// What stands between the bars of a line; `\|` is a bar within a cell.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?;
    let mut cells = vec![String::new()];
    let mut characters = inner.chars().peekable();
    while let Some(c) = characters.next() {
        let Some(cell) = cells.last_mut() else { break };
        match (c, characters.peek()) {
            ('\\', Some(next)) => {
                cell.extend([c, *next]);
                characters.next();
            }
            ('|', _) => cells.push(String::new()),
            _ => cell.push(c),
        }
    }
    if cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    Some(cells)
}
