//! What late payment costs: a percentage of the tax for each month, up to a maximum of months; and
//! what a waiver takes away of it.

use base::{Date, Fraction, FractionError, Rupiah};
use serde::{Deserialize, Serialize};

use crate::numbers::{Amount, Percent, RoundingRule};

/// How months are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PenaltyMode {
    /// Months from the due date; a month that has begun counts whole.
    #[default]
    Law,
    /// Calendar months between the two dates, whatever the day: how old receipts were computed.
    Legacy,
}

/// The penalty of one regency for the bills of one tax year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PenaltyRule {
    #[serde(default)]
    pub mode: PenaltyMode,
    /// Of the tax, for each month.
    pub percent: Percent,
    /// How many months count at most: 24 by the law in force, 15 in some older rules.
    pub max_months: u32,
    #[serde(default)]
    pub rounding: RoundingRule,
}

/// Months that count, after the maximum, and the penalty for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Penalty {
    pub months: u32,
    pub penalty: Rupiah,
}

/// Why a penalty cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PenaltyError {
    #[error("the penalty is too large to be stored; check the principal")]
    Number(#[from] FractionError),
}

/// The penalty on `principal` that was due at the end of `due` and is paid on `paid`. Nothing is
/// asked for when it is paid in time.
pub fn penalty(
    principal: Amount,
    due: Date,
    paid: Date,
    rule: &PenaltyRule,
) -> Result<Penalty, PenaltyError> {
    let months = months_late(due, paid, rule.mode).min(rule.max_months);
    let rate = rule.percent.rate().checked_mul(Fraction::whole(i128::from(months)))?;
    let penalty = rule.rounding.apply(principal.exact().checked_mul(rate)?)?;
    Ok(Penalty { months, penalty })
}

/// The first day after `day` on which more months count, so that the penalty grows; `None` once the
/// maximum is reached.
pub fn grows_on(due: Date, day: Date, rule: &PenaltyRule) -> Option<Date> {
    if months_late(due, day, rule.mode) >= rule.max_months {
        return None;
    }
    match rule.mode {
        PenaltyMode::Law if day <= due => due.tomorrow().ok(),
        PenaltyMode::Law => {
            // The last day of the month that counts; `day` lies in it.
            plus_months(due, months_late(due, day, rule.mode))?.tomorrow().ok()
        }
        PenaltyMode::Legacy => std::cmp::max(day, due).last_of_month().tomorrow().ok(),
    }
}

/// The part of a penalty that a waiver takes away: a percentage of it, rounded once, and never more
/// than the penalty. The penalty itself stays whole: a waiver is booked apart, it is no lower rate.
pub fn waived(
    penalty: Amount,
    percent: Percent,
    rounding: RoundingRule,
) -> Result<Rupiah, PenaltyError> {
    let part = rounding.apply(penalty.exact().checked_mul(percent.rate())?)?;
    Ok(part.min(penalty.rupiah()))
}

/// Months late, before any maximum.
///
/// By law it is the smallest n with `paid ≤ due + n months`, counted from the due date each time,
/// on the same day of the month or the last day of a shorter month. `due + n months` falls in the
/// month of payment for exactly one n; that n it is, or the next when the day is later. A month
/// too short for the day of `due` has no later day.
fn months_late(due: Date, paid: Date, mode: PenaltyMode) -> u32 {
    if paid <= due {
        return 0;
    }
    let calendar = month_number(paid).saturating_sub(month_number(due));
    let late = match mode {
        PenaltyMode::Legacy => calendar,
        PenaltyMode::Law => calendar + i32::from(paid.day() > due.day()),
    };
    u32::try_from(late).unwrap_or(0)
}

fn month_number(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month())
}

/// So many months later, on the same day or the last one of a shorter month.
fn plus_months(date: Date, months: u32) -> Option<Date> {
    let month = month_number(date).checked_add(i32::try_from(months).ok()?)? - 1;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    Date::new(first.year(), first.month(), date.day().min(first.days_in_month())).ok()
}
