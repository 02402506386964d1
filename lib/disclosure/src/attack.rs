//! What somebody makes of a published table who knows how to compute.

use crate::program::bounds;
use crate::{DisclosureError, Table};

/// Between which values a cell must lie, as far as the published figures tell. Rounded outwards to
/// whole numbers by less than a thousandth, since the solver computes in floating point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    pub cell: usize,
    pub low: u64,
    /// `None`: no bound.
    pub high: Option<u64>,
}

/// What the solver's numbers may be off.
const OFF: f64 = 0.001;

/// The interval of every hidden cell, from the published cells and the sums alone. The values of
/// hidden cells are not looked at.
///
/// # Errors
/// [`DisclosureError::Search`] when the solver failed.
pub fn intervals(
    table: &Table,
    is_hidden: impl Fn(usize) -> bool,
) -> Result<Vec<Interval>, DisclosureError> {
    let cells = (0..table.values.len()).filter(|cell| is_hidden(*cell));
    let one = |cell: usize| {
        let found = bounds(table, cell, &is_hidden);
        let (low, high) = found.map_err(|problem| DisclosureError::Search { cell, problem })?;
        Ok(Interval {
            cell,
            low: (low + OFF).floor().max(0.0) as u64,
            high: high.map(|high| (high - OFF).ceil().max(0.0) as u64),
        })
    };
    cells.map(one).collect()
}
