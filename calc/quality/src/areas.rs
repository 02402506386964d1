//! Figures of one period over areas (K10).

use base::Fraction;

/// The places of values outside of Tukey's fences: further than 1.5 times the distance of the quartiles
/// from the nearer one. For rates, not for counts: a large district is no outlier for being large.
/// Quartiles by linear interpolation (type 7 of Hyndman and Fan, 1996). Of fewer than five values none
/// is odd.
pub fn outliers(rates: &[Fraction]) -> Vec<usize> {
    let Some((low, high)) = fences(rates) else { return Vec::new() };
    let odd = |(_, rate): &(usize, &Fraction)| **rate < low || **rate > high;
    rates.iter().enumerate().filter(odd).map(|(place, _)| place).collect()
}

/// Between which values nothing is odd.
pub fn fences(rates: &[Fraction]) -> Option<(Fraction, Fraction)> {
    if rates.len() < 5 {
        return None;
    }
    let mut sorted = rates.to_vec();
    sorted.sort_unstable();
    let (first, third) = (quartile(&sorted, 1)?, quartile(&sorted, 3)?);
    let reach = third.checked_sub(first).ok()?.checked_mul(Fraction::new(3, 2).ok()?).ok()?;
    Some((first.checked_sub(reach).ok()?, third.checked_add(reach).ok()?))
}

/// The value at `number`/4 of the way through sorted values.
fn quartile(sorted: &[Fraction], number: usize) -> Option<Fraction> {
    let steps = (sorted.len() - 1) * number;
    let (below, rest) = (steps / 4, steps % 4);
    let lower = sorted.get(below).copied()?;
    let upper = sorted.get(below + 1).copied().unwrap_or(lower);
    let share = Fraction::new(i128::try_from(rest).ok()?, 4).ok()?;
    lower.checked_add(upper.checked_sub(lower).ok()?.checked_mul(share).ok()?).ok()
}
