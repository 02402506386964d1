//! Which cells are sensitive.

/// Between which values somebody who sees the published table must be unable to place a cell: both
/// bounds have to remain possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover {
    /// Place of the cell in its table.
    pub cell: usize,
    pub low: u64,
    pub high: u64,
}

/// When a figure says too much about one of those behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A count of persons below `least` (3 in Indonesian practice, 5 with some agencies). Zero is no
    /// person, and is published. Whoever sees the table must be unable to rule out that there are none
    /// or that there are `least`.
    Frequency { least: u64 },
    /// An amount of which the `units` largest contributors hold more than `percent`.
    Dominance { units: usize, percent: u64 },
    /// An amount by which the second largest contributor could compute the largest to within
    /// `percent` of it: what all others hold is less than that. An amount of one or two contributors
    /// always is.
    PPercent { percent: u64 },
}

/// What an amount is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contributions(Vec<u64>);

impl Contributions {
    pub fn new(mut all: Vec<u64>) -> Self {
        all.sort_unstable_by(|one, other| other.cmp(one));
        Self(all)
    }

    fn largest(&self, count: usize) -> u128 {
        self.0.iter().take(count).map(|it| u128::from(*it)).sum()
    }

    fn total(&self) -> u128 {
        self.largest(self.0.len())
    }
}

impl Rule {
    /// The cover that a count needs; `None` when it may be published.
    pub fn of_count(self, cell: usize, count: u64) -> Option<Cover> {
        match self {
            Self::Frequency { least } if count > 0 && count < least => {
                Some(Cover { cell, low: 0, high: least })
            }
            _ => None,
        }
    }

    /// The cover that an amount needs: the largest contributor (or those that dominate together)
    /// must not be known to within the percentage of the rule, nor to within a tenth of the amount.
    /// `None` when it may be published.
    pub fn of_amount(self, cell: usize, of: &Contributions) -> Option<Cover> {
        let (total, hundred) = (of.total(), 100_u128);
        let margin = match self {
            Self::Frequency { least } => {
                let count = of.0.len() as u64;
                (count > 0 && count < least).then(|| total.div_ceil(10))
            }
            Self::Dominance { units, percent } => {
                let held = of.largest(units);
                let dominates = total > 0 && held * hundred > total * u128::from(percent);
                dominates.then(|| total.div_ceil(10))
            }
            Self::PPercent { percent } => {
                let wanted = (of.largest(1) * u128::from(percent)).div_ceil(hundred);
                let others = total - of.largest(2);
                (total > 0 && others < wanted).then(|| (wanted - others).max(total.div_ceil(10)))
            }
        };
        // Contributions of a cell fit into its value, and a margin into the cell.
        let (total, margin) = (u64::try_from(total).ok()?, u64::try_from(margin?).ok()?);
        Some(Cover { cell, low: total.saturating_sub(margin), high: total.saturating_add(margin) })
    }
}
