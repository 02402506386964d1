//! The table of a cube: every combination of codes, and the sums along each dimension.

use crate::{DisclosureError, Relation, Table};

/// More cells than a person would publish in one table.
const MOST: usize = 200_000;

/// The codes of a dimension, each with the code it is a part of: none for the topmost, and for every
/// code of a dimension without totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    parents: Vec<Option<usize>>,
}

impl Dimension {
    /// `parents[code]` is the place of the code above.
    pub fn new(parents: Vec<Option<usize>>) -> Self {
        Self { parents }
    }

    /// Codes that do not add up to anything, as years.
    pub fn flat(codes: usize) -> Self {
        Self::new(vec![None; codes])
    }

    /// The total first, then so many codes below it.
    pub fn with_total(codes: usize) -> Self {
        Self::new([vec![None], vec![Some(0); codes]].concat())
    }

    fn children(&self, code: usize) -> Vec<usize> {
        (0..self.parents.len()).filter(|one| self.parents[*one] == Some(code)).collect()
    }

    /// Every code reaches a topmost one.
    fn check(&self, dimension: usize) -> Result<(), DisclosureError> {
        for code in 0..self.parents.len() {
            let up = |at: &usize| self.parents.get(*at).copied().flatten();
            let steps = std::iter::successors(Some(code), up).take(self.parents.len() + 1);
            let bad = steps.clone().count() > self.parents.len();
            if bad || steps.last().is_some_and(|last| last >= self.parents.len()) {
                return Err(DisclosureError::Parent { dimension, code });
            }
        }
        Ok(())
    }
}

impl Table {
    /// A cube in row-major order: the last dimension runs fastest, as in JSON-stat.
    ///
    /// # Errors
    /// Another number of values, a broken dimension, and those of [`Table::new`].
    pub fn cube(dimensions: &[Dimension], values: &[u64]) -> Result<Self, DisclosureError> {
        let sizes: Vec<usize> = dimensions.iter().map(|it| it.parents.len()).collect();
        let expected = sizes.iter().try_fold(1_usize, |all, size| all.checked_mul(*size));
        let fits = expected.filter(|all| (1..MOST).contains(all) && !sizes.is_empty());
        let expected = fits.ok_or(DisclosureError::Shape { most: MOST })?;
        if values.len() != expected {
            return Err(DisclosureError::Size { found: values.len(), expected });
        }
        let mut relations = Vec::new();
        for (place, dimension) in dimensions.iter().enumerate() {
            dimension.check(place)?;
            let stride: usize = sizes[place + 1..].iter().product();
            for code in 0..sizes[place] {
                let children = dimension.children(code);
                if children.is_empty() {
                    continue;
                }
                let first = (0..expected).filter(|cell| cell / stride % sizes[place] == code);
                relations.extend(first.map(|total| {
                    Relation {
                        total,
                        parts: children
                            .iter()
                            .map(|child| total - code * stride + child * stride)
                            .collect(),
                    }
                }));
            }
        }
        Self::new(values.to_vec(), relations)
    }
}
