//! Why a table cannot be protected.

/// Why a table cannot be read or protected. Cells are named by their place in the table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DisclosureError {
    #[error("{found} values for {expected} cells")]
    Size { found: usize, expected: usize },
    #[error("a table has at least one dimension with one code, and fewer than {most} cells")]
    Shape { most: usize },
    #[error(
        "code {code} of dimension {dimension} hangs below itself or below a code that does not exist"
    )]
    Parent { dimension: usize, code: usize },
    #[error("cell {total} is {value}, but its parts add up to {sum}")]
    Sum { total: usize, value: u64, sum: u128 },
    #[error("cell {cell} is {value}: values of {most} and more cannot be protected")]
    TooLarge { cell: usize, value: u64, most: u64 },
    /// Its value does not lie between its bounds, or there is no such cell.
    #[error("the bounds of cell {cell} do not cover it")]
    Cover { cell: usize },
    /// What was published before, or cannot be left out, gives it away: the table must not be
    /// published in this form.
    #[error("cell {cell} cannot be protected: what stays published gives it away")]
    Unprotectable { cell: usize },
    /// The search failed, or found something that does not stand up. Nothing may be published on it.
    #[error("cell {cell}: the search for its protection failed: {problem}")]
    Search { cell: usize, problem: String },
}
