//! Another table that agrees with everything that is published: the proof that a cell is protected.

use std::collections::BTreeMap;

use crate::{Cover, Table};

/// By how much cells differ from the true table. Whoever sees the published figures cannot tell which
/// of the two is true.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Witness(BTreeMap<usize, i64>);

impl Witness {
    pub(crate) fn new(changes: impl IntoIterator<Item = (usize, i64)>) -> Self {
        Self(changes.into_iter().filter(|(_, change)| *change != 0).collect())
    }

    /// The cells that differ.
    pub fn cells(&self) -> impl Iterator<Item = usize> {
        self.0.keys().copied()
    }

    pub fn change(&self, cell: usize) -> i64 {
        self.0.get(&cell).copied().unwrap_or(0)
    }

    /// Whether it is a table like the true one, computed in whole numbers: nothing below zero, every
    /// sum adds up, and only cells that are hidden differ.
    pub fn agrees(&self, table: &Table, is_hidden: impl Fn(usize) -> bool) -> bool {
        let value = |cell: usize| i128::from(table.values()[cell]) + i128::from(self.change(cell));
        let cells = self
            .cells()
            .all(|cell| cell < table.values().len() && is_hidden(cell) && value(cell) >= 0);
        cells
            && table
                .relations()
                .iter()
                .all(|it| it.parts.iter().map(|part| value(*part)).sum::<i128>() == value(it.total))
    }

    /// Whether the cell lies at or beyond a bound of its cover in this table.
    pub(crate) fn reaches(&self, table: &Table, cover: &Cover, side: Side) -> bool {
        let value = i128::from(table.values()[cover.cell]) + i128::from(self.change(cover.cell));
        match side {
            Side::Low => value <= i128::from(cover.low),
            Side::High => value >= i128::from(cover.high),
        }
    }
}

/// Which bound of a cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Low,
    High,
}
