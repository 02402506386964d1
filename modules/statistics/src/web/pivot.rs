//! A cube as people read a table: periods along the top, everything else down the side.

use base::{Language, format};
use cube::{Cell, Code, Cube, Role};

/// A table with its heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pivot {
    pub periods: Vec<String>,
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The names of its codes, the region first.
    pub names: Vec<String>,
    pub cells: Vec<Shown>,
}

/// A figure as people read it, with the sign beside it or in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub figure: String,
    pub sign: &'static str,
}

impl Pivot {
    /// Rows and periods of which nothing is known are left out.
    pub fn of(cube: &Cube, language: Language) -> Self {
        let Some((time, dimension)) = cube.of_role(Role::Time) else {
            return Self { periods: Vec::new(), rows: Vec::new() };
        };
        let mut periods: Vec<String> = dimension.codes.iter().map(|it| it.id.clone()).collect();
        let names = |codes: &[&Code]| -> Vec<String> {
            let named = codes
                .iter()
                .zip(cube.dimensions())
                .filter(|(_, it)| it.role != Role::Time && it.codes.len() > 1);
            named.map(|(code, _)| code.title.said(language).to_owned()).collect()
        };
        let mut rows: Vec<(Vec<String>, Row)> = Vec::new();
        for (codes, cell) in cube.rows() {
            let others = codes.iter().enumerate().filter(|(at, _)| *at != time);
            let key: Vec<String> = others.map(|(_, code)| code.id.clone()).collect();
            let shown = Shown::of(cell);
            match rows.iter_mut().rev().find(|(known, _)| *known == key) {
                Some((_, row)) => row.cells.push(shown),
                None => rows.push((key, Row { names: names(&codes), cells: vec![shown] })),
            }
        }
        let mut rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
        rows.retain(|row| row.cells.iter().any(Shown::is_known));
        let known: Vec<bool> = (0..periods.len())
            .map(|at| rows.iter().any(|row| row.cells.get(at).is_some_and(Shown::is_known)))
            .collect();
        let keep = |at: usize| known.get(at).copied().unwrap_or(false);
        for row in &mut rows {
            row.cells = kept(std::mem::take(&mut row.cells), keep);
        }
        periods = kept(periods, keep);
        Self { periods, rows }
    }
}

fn kept<T>(all: Vec<T>, keep: impl Fn(usize) -> bool) -> Vec<T> {
    all.into_iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, it)| it).collect()
}

impl Shown {
    fn of(cell: Cell) -> Self {
        let figure = cell.value().map(format::figure).unwrap_or_default();
        Self { figure, sign: cell.sign() }
    }

    fn is_known(&self) -> bool {
        self.sign != "..."
    }
}
