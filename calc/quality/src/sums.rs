//! Figures that belong together (K04, K08, K11).

use base::{Decimal, Fraction};

use crate::size;

/// How complete a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    Whole,
    /// Something is missing, but less than a fifth.
    Gaps,
    /// Less than four fifths are there.
    TooLittle,
}

/// Places that are filled, of all there should be.
pub fn completeness(present: usize, expected: usize) -> Completeness {
    match present {
        all if all >= expected => Completeness::Whole,
        some if some.saturating_mul(5) >= expected.saturating_mul(4) => Completeness::Gaps,
        _ => Completeness::TooLittle,
    }
}

/// By how much a total is more than its parts, where that is more than rounding explains: half a unit
/// of the last place per part. `None` also where it cannot be computed exactly.
pub fn gap(total: Decimal, parts: &[Decimal]) -> Option<Fraction> {
    let add = |sum: Fraction, it: &Decimal| sum.checked_add(it.fraction()).ok();
    let sum = parts.iter().try_fold(Fraction::ZERO, add)?;
    let gap = total.fraction().checked_sub(sum).ok()?;
    let coarsest = parts.iter().map(|it| it.places()).chain([total.places()]).min()?;
    let halves = Fraction::whole(i128::try_from(parts.len()).ok()?);
    let rounding = half_a_unit(coarsest)?.checked_mul(halves).ok()?;
    (size(gap) > rounding).then_some(gap)
}

/// What `part / whole × factor` is, where that differs from the published ratio by more than half a
/// unit of its last place: density (factor 1), percentage (factor 100).
pub fn ratio_gap(
    part: Decimal,
    whole: Decimal,
    factor: i64,
    published: Decimal,
) -> Option<Fraction> {
    let ratio = part.fraction().checked_div(whole.fraction()).ok()?;
    let ratio = ratio.checked_mul(Fraction::whole(i128::from(factor))).ok()?;
    let gap = ratio.checked_sub(published.fraction()).ok()?;
    (size(gap) > half_a_unit(published.places())?).then_some(ratio)
}

fn half_a_unit(places: u8) -> Option<Fraction> {
    let unit = 10_i128.checked_pow(u32::from(places))?;
    Fraction::new(1, unit.checked_mul(2)?).ok()
}
