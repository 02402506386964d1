//! A table as the one who attacks it sees it: cells, and which are sums of which.

use crate::{Cover, DisclosureError, Rule};

/// Values from here on are too large for the search, which computes in floating point.
const MOST: u64 = 1 << 40;

/// What may happen to a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It may be left out, which costs so much; a cell that people need costs more.
    Free { cost: u64 },
    /// It is known: published before, or to be found elsewhere. Leaving it out would hide nothing.
    Known,
    /// It was left out of an earlier version, and stays out.
    Hidden,
}

/// A sum: the value of `total` is that of its `parts` together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    pub total: usize,
    pub parts: Vec<usize>,
}

/// Cells with their sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub(crate) values: Vec<u64>,
    pub(crate) standings: Vec<Standing>,
    pub(crate) relations: Vec<Relation>,
}

impl Table {
    /// A table of any shape. A zero is known, since it is published as such; every other cell is
    /// free, and the larger it is the more it costs to leave it out.
    ///
    /// # Errors
    /// A sum that does not add up, a value too large, a relation to a cell that does not exist.
    pub fn new(values: Vec<u64>, relations: Vec<Relation>) -> Result<Self, DisclosureError> {
        if let Some((cell, value)) = values.iter().enumerate().find(|(_, value)| **value >= MOST) {
            return Err(DisclosureError::TooLarge { cell, value: *value, most: MOST });
        }
        for it in &relations {
            let found = |cell: usize| {
                let size = DisclosureError::Size { found: values.len(), expected: cell + 1 };
                values.get(cell).copied().ok_or(size)
            };
            let parts: Result<Vec<u64>, _> = it.parts.iter().map(|part| found(*part)).collect();
            let sum: u128 = parts?.into_iter().map(u128::from).sum();
            let value = found(it.total)?;
            if sum != u128::from(value) {
                return Err(DisclosureError::Sum { total: it.total, value, sum });
            }
        }
        let standing = |value: &u64| match value {
            0 => Standing::Known,
            // The number of cells counts first, then how much is hidden by them.
            value => Standing::Free { cost: 100 + 10 * u64::from(value.ilog2()) },
        };
        let standings = values.iter().map(standing).collect();
        Ok(Self { values, standings, relations })
    }

    /// The same table with another standing of a cell; of one that does not exist nothing changes.
    #[must_use]
    pub fn with(mut self, cell: usize, standing: Standing) -> Self {
        if let Some(it) = self.standings.get_mut(cell) {
            *it = standing;
        }
        self
    }

    pub fn values(&self) -> &[u64] {
        &self.values
    }

    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// The covers that a rule asks for where each cell counts persons.
    pub fn frequencies(&self, rule: Rule) -> impl Iterator<Item = Cover> {
        self.values.iter().enumerate().filter_map(move |(cell, value)| rule.of_count(cell, *value))
    }
}
