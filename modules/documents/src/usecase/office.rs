//! What every deed of the module stands on.

use cell::Cell;
use identity::Identity;

use crate::Neighbours;

/// The office of a cell. Cheap to clone; pages take it as `Extension<Office>`.
#[derive(Clone)]
pub struct Office {
    cell: Cell,
    neighbours: Neighbours,
}

impl Office {
    pub fn new(cell: Cell, neighbours: Neighbours) -> Self {
        Self { cell, neighbours }
    }

    pub fn cell(&self) -> &Cell {
        &self.cell
    }

    /// Who holds which position.
    pub fn identity(&self) -> &Identity {
        &self.neighbours.identity
    }
}
