//! Penalties for late payment.

use base::{Date, Rupiah};
use pbb::{Amount, PenaltyMode, PenaltyRule, Percent, RoundingRule, grows_on, penalty, waived};
use proptest::prelude::*;
use serde::Deserialize;

use crate::support::{amount, percent};

#[derive(Deserialize)]
struct Late {
    why: String,
    due: String,
    paid: String,
    law: u32,
    legacy: u32,
}

fn rule(mode: PenaltyMode, per_month: Percent, max_months: u32) -> PenaltyRule {
    PenaltyRule { mode, percent: per_month, max_months, rounding: RoundingRule::default() }
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn months_and_penalty_are_those_of_the_table() {
    let table: Vec<Late> =
        serde_json::from_str(include_str!("../../vectors/penalty.json")).unwrap();
    for late in table {
        for (mode, months) in [(PenaltyMode::Law, late.law), (PenaltyMode::Legacy, late.legacy)] {
            let rule = rule(mode, percent("1"), 24);
            let found = penalty(amount(127_500), date(&late.due), date(&late.paid), &rule).unwrap();
            assert_eq!(found.months, months, "{mode:?}: {}", late.why);
            assert_eq!(found.penalty, Rupiah(1_275 * i64::from(months)), "{mode:?}: {}", late.why);
        }
    }
}

#[test]
fn a_regency_may_have_its_own_rate_and_maximum() {
    let due_and_paid = (date("2012-09-30"), date("2026-01-01"));
    let ask = |per_month, max| {
        let rule = rule(PenaltyMode::Law, percent(per_month), max);
        penalty(amount(100_000), due_and_paid.0, due_and_paid.1, &rule).unwrap().penalty.0
    };
    assert_eq!(ask("2", 24), 48_000);
    assert_eq!(ask("2", 15), 30_000);
    assert_eq!(ask("1", 0), 0);
}

#[test]
fn a_penalty_is_rounded_once_by_its_rule() {
    let mut half = rule(PenaltyMode::Law, percent("0.6"), 24);
    let ask = |rule: &PenaltyRule| {
        penalty(amount(8_960), date("2025-09-30"), date("2025-10-02"), rule).unwrap().penalty.0
    };
    assert_eq!(ask(&half), 54, "0.6 percent of 8,960 is 53.76");
    half.rounding = serde_json::from_str(r#"{"mode":"floor","unit":1}"#).unwrap();
    assert_eq!(ask(&half), 53);
    half.rounding = serde_json::from_str(r#"{"mode":"ceil","unit":100}"#).unwrap();
    assert_eq!(ask(&half), 100);
}

#[test]
fn a_penalty_that_cannot_be_stored_is_an_error() {
    let huge = Amount::new(Rupiah(i64::MAX)).unwrap();
    let rule = rule(PenaltyMode::Law, percent("100"), 24);
    let error = penalty(huge, date("2020-01-31"), date("2026-01-01"), &rule).unwrap_err();
    assert!(error.to_string().contains("too large"));
}

#[derive(Deserialize)]
struct Grows {
    why: String,
    due: String,
    day: String,
    law: Option<String>,
    legacy: Option<String>,
}

#[test]
fn the_next_day_on_which_it_grows_is_that_of_the_table() {
    let table: Vec<Grows> =
        serde_json::from_str(include_str!("../../vectors/penalty-grows.json")).unwrap();
    for row in table {
        for (mode, next) in [(PenaltyMode::Law, row.law), (PenaltyMode::Legacy, row.legacy)] {
            let rule = rule(mode, percent("1"), 24);
            let found = grows_on(date(&row.due), date(&row.day), &rule).map(|d| d.to_string());
            assert_eq!(found, next, "{mode:?}: {}", row.why);
        }
    }
}

#[derive(Deserialize)]
struct Waived {
    why: String,
    penalty: i64,
    percent: String,
    rounding: RoundingRule,
    waived: i64,
}

#[test]
fn a_waiver_takes_away_what_the_table_says() {
    let table: Vec<Waived> =
        serde_json::from_str(include_str!("../../vectors/waiver.json")).unwrap();
    for row in table {
        let found = waived(amount(row.penalty), percent(&row.percent), row.rounding).unwrap();
        assert_eq!(found, Rupiah(row.waived), "{}", row.why);
    }
}

prop_compose! {
    fn any_date()(days in 0..20_000_i32) -> Date {
        let start: Date = "1994-01-01".parse().unwrap();
        (0..days / 28).fold(start, |d, _| d.tomorrow().unwrap())
            .min("2050-01-01".parse().unwrap())
    }
}

/// The sentence of the law, taken literally: the first month whose end is not before the payment.
fn counted(due: Date, paid: Date) -> u32 {
    if paid <= due {
        return 0;
    }
    (1..).find(|&n| paid <= plus_months(due, n)).unwrap()
}

fn plus_months(date: Date, months: u32) -> Date {
    let month = i32::from(date.month()) - 1 + i32::try_from(months).unwrap();
    let year = date.year() + i16::try_from(month.div_euclid(12)).unwrap();
    let first = Date::new(year, i8::try_from(month.rem_euclid(12) + 1).unwrap(), 1).unwrap();
    Date::new(year, first.month(), date.day().min(first.days_in_month())).unwrap()
}

proptest! {
    #[test]
    fn the_short_way_of_counting_months_says_what_the_law_says(due in any_date(), paid in any_date()) {
        let rule = rule(PenaltyMode::Law, percent("1"), u32::MAX);
        let months = penalty(Amount::ZERO, due, paid, &rule).unwrap().months;
        prop_assert_eq!(months, counted(due, paid));
    }

    #[test]
    fn paying_later_never_costs_less(due in any_date(), paid in any_date(), principal in 0..1_i64 << 40) {
        for mode in [PenaltyMode::Law, PenaltyMode::Legacy] {
            let rule = rule(mode, percent("2"), 24);
            let principal = amount(principal);
            let now = penalty(principal, due, paid, &rule).unwrap();
            let later = penalty(principal, due, paid.tomorrow().unwrap(), &rule).unwrap();
            prop_assert!(now.penalty <= later.penalty && now.months <= 24);
        }
    }

    #[test]
    fn the_penalty_stays_until_the_day_on_which_it_grows(due in any_date(), day in any_date(), max in 0..30_u32) {
        for mode in [PenaltyMode::Law, PenaltyMode::Legacy] {
            let rule = rule(mode, percent("1"), max);
            let months = |day| penalty(Amount::ZERO, due, day, &rule).unwrap().months;
            match grows_on(due, day, &rule) {
                Some(next) => {
                    prop_assert!(next > day);
                    prop_assert_eq!(months(next.yesterday().unwrap()), months(day));
                    prop_assert_eq!(months(next), months(day) + 1);
                }
                None => prop_assert_eq!(months(day), max),
            }
        }
    }

    #[test]
    fn a_waiver_never_takes_more_than_the_penalty(
        penalty in 0..1_i64 << 40, thousandth in 0..=100_000_i128, unit in 1..=1_000_000_i64, mode in 0..3_usize,
    ) {
        let mode = ["floor", "half_up", "ceil"][mode];
        let rounding = serde_json::from_str(&format!(r#"{{"mode":"{mode}","unit":{unit}}}"#)).unwrap();
        let part = |of| Percent::try_from(base::Fraction::new(of, 1_000).unwrap()).unwrap();
        let all = amount(penalty);
        let taken = waived(all, part(thousandth), rounding).unwrap();
        prop_assert!(Rupiah::ZERO <= taken && taken <= Rupiah(penalty));
        prop_assert_eq!(waived(all, part(0), rounding).unwrap(), Rupiah::ZERO);
        let whole = RoundingRule::default();
        prop_assert_eq!(waived(all, part(100_000), whole).unwrap(), Rupiah(penalty), "all of it");
        let more = waived(all, part((thousandth + 1).min(100_000)), rounding).unwrap();
        prop_assert!(taken <= more, "a larger waiver takes no less");
    }
}
