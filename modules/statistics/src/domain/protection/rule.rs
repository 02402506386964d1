//! When a figure is sensitive.

use base::{Decimal, Result};
use serde::{Deserialize, Serialize};

use crate::domain::dataset::{Description, Measure, Values};
use crate::domain::refusal;

/// The fewest respondents a rule may ask for, and the most.
const BOUNDS: std::ops::RangeInclusive<u64> = 2..=100;

/// A measure whose figures are left out where too few stand behind them (frequency rule; 3 in
/// Indonesian practice, 5 with some agencies). Zero is nobody, and is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protection {
    /// Behind a figure that is published stand at least so many.
    pub least: u64,
    /// The measure that counts those behind an amount; without one the measure counts them itself.
    #[serde(default)]
    pub respondents: Option<String>,
}

impl Protection {
    /// The bounds between which a figure has to stay unknown; `None` when it may be published.
    /// `behind` is how many stand behind an amount; where nobody said so it is left out.
    pub fn cover(&self, value: u64, behind: Option<u64>) -> Option<(u64, u64)> {
        let few = |n: u64| n > 0 && n < self.least;
        if self.respondents.is_none() {
            return few(value).then_some((0, self.least));
        }
        let sensitive = value > 0 && behind.is_none_or(few);
        // Nobody may know an amount to within a tenth.
        let margin = value.div_ceil(10);
        sensitive.then(|| (value.saturating_sub(margin), value.saturating_add(margin)))
    }
}

impl Measure {
    /// A figure in its smallest unit; `None` for one that is negative or finer than the measure.
    pub fn whole(&self, value: Decimal) -> Option<u64> {
        u64::try_from(value.at(self.decimals).ok()?.units()).ok()
    }
}

impl Description {
    /// Whether what is said about protection can be done.
    ///
    /// # Errors
    /// `statistics/description` with what contradicts what.
    pub(in crate::domain) fn check_protection(&self, id: &str) -> Result<()> {
        for measure in &self.measures {
            let Some(rule) = &measure.protection else { continue };
            if let Some(problem) = self.contradiction(measure, rule) {
                return Err(refusal::description(id, format!("`{}`: {problem}", measure.id)));
            }
        }
        Ok(())
    }

    fn contradiction(&self, measure: &Measure, rule: &Protection) -> Option<String> {
        if !BOUNDS.contains(&rule.least) {
            return Some(format!("least {} (2–100)", rule.least));
        }
        if !measure.adds_up || !matches!(measure.values, Values::Count | Values::Amount) {
            return Some("protection: count, amount".to_owned());
        }
        match &rule.respondents {
            None if measure.values != Values::Count => Some("respondents?".to_owned()),
            None => None,
            Some(other) => {
                let counts = self.measures.iter().find(|it| it.id == *other);
                // Otherwise the count would say what the amount does not.
                let is_fit = counts.is_some_and(|it| {
                    it.values == Values::Count
                        && it.protection.as_ref().is_some_and(|it| it.least >= rule.least)
                });
                (!is_fit).then(|| format!("respondents `{other}`: count, protection"))
            }
        }
    }
}
