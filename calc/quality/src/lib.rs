//! Checks of the tables that offices hand in, as pure functions: whoever is told that a figure is odd
//! can repeat the check on paper.
//!
//! | Check | Function |
//! |---|---|
//! | K02 codes and names | [`names::find`] |
//! | K04 completeness | [`sums::completeness`] |
//! | K05 numbers as people write them | [`numbers::read`], [`numbers::convention`] |
//! | K06 range | [`range::Range::holds`] |
//! | K07 unit, a factor of a thousand | [`series::shifted`] |
//! | K08 sums | [`sums::gap`] |
//! | K09 outliers in time | [`series::scores`], [`series::jump`] |
//! | K10 outliers across areas | [`areas::outliers`] |
//! | K11 ratios | [`sums::ratio_gap`] |
//! | K12 stale | [`range::is_stale`] |
//!
//! Nothing here is a float: medians, scores and quartiles are exact fractions.
//!
//! ```
//! use base::Decimal;
//! use quality::sums;
//!
//! let parts = ["240268", "208582"].map(|it| Decimal::parse(it).unwrap());
//! assert_eq!(sums::gap(Decimal::whole(448_850), &parts), None);
//! assert_eq!(sums::gap(Decimal::whole(448_855), &parts).unwrap().to_string(), "5");
//! ```

pub mod areas;
pub mod names;
pub mod numbers;
pub mod range;
pub mod series;
pub mod sums;

use base::Fraction;

/// The middle of some values; of an even number the mean of the two in the middle. `None` of nothing,
/// or when the mean cannot be computed exactly.
pub(crate) fn median(values: &[Fraction]) -> Option<Fraction> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle).copied()?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted.get(middle.checked_sub(1)?).copied()?;
    lower.checked_add(upper).ok()?.checked_div(Fraction::whole(2)).ok()
}

/// Without its sign.
pub(crate) fn size(value: Fraction) -> Fraction {
    let turned = Fraction::ZERO.checked_sub(value).unwrap_or(value);
    if value.is_negative() { turned } else { value }
}
