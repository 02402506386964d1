//! What people do: the only place where transaction, right and audit meet.

pub mod notes;

use cell::Cell;

/// The register of a cell.
#[derive(Clone)]
pub struct Register {
    cell: Cell,
}

impl Register {
    pub fn new(cell: Cell) -> Self {
        Self { cell }
    }

    pub fn cell(&self) -> &Cell {
        &self.cell
    }
}
