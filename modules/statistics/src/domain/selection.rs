//! Which part of a dataset somebody asks for.

use std::collections::BTreeMap;

use base::Result;

use super::refusal;

/// The most cells of one answer.
pub const MOST_CELLS: usize = 100_000;

/// Wanted codes per dimension; a dimension that is not named is wanted whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection(BTreeMap<String, Vec<String>>);

impl Selection {
    pub fn all() -> Self {
        Self::default()
    }

    /// With these codes of a dimension.
    #[must_use]
    pub fn only<C: Into<String>>(
        mut self,
        dimension: &str,
        codes: impl IntoIterator<Item = C>,
    ) -> Self {
        self.0.insert(dimension.to_owned(), codes.into_iter().map(Into::into).collect());
        self
    }

    pub fn of(&self, dimension: &str) -> Option<&[String]> {
        self.0.get(dimension).map(Vec::as_slice)
    }

    /// Whether nothing was chosen of a dimension.
    pub fn is_whole(&self, dimension: &str) -> bool {
        !self.0.contains_key(dimension)
    }

    pub fn dimensions(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Refuses what would be too large an answer.
///
/// # Errors
/// `statistics/too-many-cells` with both numbers.
pub fn check_size(sizes: impl IntoIterator<Item = usize>) -> Result<usize> {
    let cells = sizes.into_iter().fold(1_usize, usize::saturating_mul);
    if cells > MOST_CELLS { Err(refusal::too_many_cells(cells, MOST_CELLS)) } else { Ok(cells) }
}
