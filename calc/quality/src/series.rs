//! Figures of one thing over time (K07, K09).

use base::{Decimal, Fraction};

use crate::{median, size};

/// Fewer periods than this say nothing about what is usual.
pub const LEAST_PERIODS: usize = 5;

/// The standard deviation of a normal distribution in units of its median absolute deviation.
const NORMAL: (i128, i128) = (14_826, 10_000);

/// From this score on a value is odd (Iglewicz and Hoaglin, 1993).
const ODD: (i128, i128) = (7, 2);

/// How far each value lies from the middle of all, in robust standard deviations:
/// `|v − median| / (1.4826 × MAD)`. `None` for fewer than [`LEAST_PERIODS`] values, and where more than
/// half of them are the same, so that nothing can be measured by their deviation.
pub fn scores(values: &[Decimal]) -> Option<Vec<Fraction>> {
    let values: Vec<Fraction> = values.iter().map(|it| it.fraction()).collect();
    scores_of(&values)
}

/// The scores of the changes from each period to the next: a steady trend is no outlier.
pub fn scores_of_changes(values: &[Decimal]) -> Option<Vec<Fraction>> {
    let steps = values.windows(2).map(|two| two[1].fraction().checked_sub(two[0].fraction()).ok());
    scores_of(&steps.collect::<Option<Vec<_>>>()?)
}

fn scores_of(values: &[Fraction]) -> Option<Vec<Fraction>> {
    if values.len() < LEAST_PERIODS {
        return None;
    }
    let middle = median(values)?;
    let away = values.iter().map(|it| it.checked_sub(middle).ok().map(size));
    let away: Vec<Fraction> = away.collect::<Option<_>>()?;
    let deviation = median(&away)?;
    let scale = deviation.checked_mul(Fraction::new(NORMAL.0, NORMAL.1).ok()?).ok()?;
    away.iter().map(|it| it.checked_div(scale).ok()).collect()
}

/// Whether a score is that of an outlier.
pub fn is_odd(score: Fraction) -> bool {
    Fraction::new(ODD.0, ODD.1).is_ok_and(|limit| score > limit)
}

/// How much a figure changed, as a share of the earlier one; `None` after zero.
pub fn growth(earlier: Decimal, later: Decimal) -> Option<Fraction> {
    let change = later.fraction().checked_sub(earlier.fraction()).ok()?;
    change.checked_div(size(earlier.fraction())).ok()
}

/// The change, where it is more than half of the earlier figure.
pub fn jump(earlier: Decimal, later: Decimal) -> Option<Fraction> {
    let half = Fraction::new(1, 2).ok()?;
    growth(earlier, later).filter(|it| size(*it) > half)
}

/// Whether a whole table seems to be in another unit than the last one (thousands, millions): the median
/// of the ratios later/earlier, where it is below 1/10 or above 10. Pairs with a zero are left out.
pub fn shifted(pairs: &[(Decimal, Decimal)]) -> Option<Fraction> {
    let ratio = |(earlier, later): &(Decimal, Decimal)| {
        let ratio = later.fraction().checked_div(earlier.fraction()).ok()?;
        (!ratio.is_zero()).then_some(size(ratio))
    };
    let ratios: Vec<Fraction> = pairs.iter().filter_map(ratio).collect();
    let middle = median(&ratios)?;
    let usual = Fraction::new(1, 10).ok()?..=Fraction::whole(10);
    (!usual.contains(&middle)).then_some(middle)
}
