//! Tax, reduction, stimulus, cap, minimum, rounding: in this order.

use base::Rupiah;
use pbb::{Increase, Object, Rules};

use crate::support::{amount, brackets, figures, percent, plain_land, rules};

/// The amount due on plain land taxed at exactly `tax` rupiah before anything else.
fn due(rules: &Rules, tax: i64, more: Object<'_>) -> i64 {
    let land = [plain_land(1, tax * 200)];
    let found = figures(rules, &Object { land: &land, holds_njoptkp: false, ..more });
    assert_eq!(found.tax, Rupiah(tax), "the tax is shown before what makes it smaller");
    found.due.0
}

fn capped(increase: &str) -> Rules {
    Rules { max_increase_percent: Some(Increase::parse(increase).unwrap()), ..rules() }
}

fn reduced(by: &str) -> Object<'static> {
    Object { reduction: percent(by), ..Object::default() }
}

#[test]
fn a_reduction_is_taken_from_the_tax() {
    assert_eq!(due(&rules(), 100_000, reduced("25")), 75_000);
    assert_eq!(due(&rules(), 100_000, reduced("100")), 0);
}

#[test]
fn a_stimulus_is_taken_from_what_the_reduction_leaves() {
    let rules = Rules { stimulus: Some(brackets(&[(0, "50"), (100_000_000, "10")])), ..rules() };
    assert_eq!(due(&rules, 100_000, reduced("20")), 40_000);
    assert_eq!(due(&rules, 1_000_000, reduced("20")), 720_000);
}

#[test]
fn a_value_below_the_stimulus_brackets_has_no_stimulus() {
    let rules = Rules { stimulus: Some(brackets(&[(100_000_000, "10")])), ..rules() };
    assert_eq!(due(&rules, 500_000, Object::default()), 500_000);
    assert_eq!(due(&rules, 600_000, Object::default()), 540_000);
}

#[test]
fn the_cap_holds_what_is_left_against_last_year() {
    let last = Object { last_year_due: Some(amount(60_000)), ..Object::default() };
    assert_eq!(due(&capped("25"), 100_000, last), 75_000);
    assert_eq!(due(&capped("0"), 100_000, last), 60_000);
    assert_eq!(due(&capped("250"), 100_000, last), 100_000);
    assert_eq!(due(&capped("25"), 100_000, Object { reduction: percent("50"), ..last }), 50_000);
}

#[test]
fn the_cap_needs_a_bill_of_last_year() {
    assert_eq!(due(&capped("25"), 100_000, Object::default()), 100_000);
    let nothing = Object { last_year_due: Some(amount(0)), ..Object::default() };
    assert_eq!(due(&capped("25"), 100_000, nothing), 100_000, "from nothing there is no percent");
    let last = Object { last_year_due: Some(amount(60_000)), ..Object::default() };
    assert_eq!(due(&rules(), 100_000, last), 100_000, "the rules have no cap");
}

#[test]
fn the_minimum_is_a_floor_under_reduction_and_cap() {
    let floor = |rules: Rules| Rules { minimum: amount(20_000), ..rules };
    assert_eq!(due(&floor(rules()), 100_000, reduced("99")), 20_000);
    assert_eq!(due(&floor(rules()), 100_000, Object::default()), 100_000);
    let last = Object { last_year_due: Some(amount(1_000)), ..Object::default() };
    assert_eq!(due(&floor(capped("25")), 100_000, last), 20_000);
}

#[test]
fn nothing_taxable_owes_no_minimum_unless_the_rules_say_so() {
    let land = [plain_land(1, 10_000_000)];
    let object = Object { land: &land, ..Object::default() };
    let quiet = Rules { minimum: amount(20_000), ..rules() };
    assert_eq!(figures(&quiet, &object).due, Rupiah(0));
    let legacy = Rules { minimum_when_zero: true, ..quiet };
    assert_eq!(figures(&legacy, &object).due, Rupiah(20_000));
    assert_eq!(figures(&legacy, &Object::default()).due, Rupiah(20_000), "even without any land");
}

#[test]
fn the_deduction_stops_at_zero_and_is_shown_whole() {
    let land = [plain_land(1, 4_000_000)];
    let object = Object { land: &land, ..Object::default() };
    let found = figures(&rules(), &object);
    assert_eq!((found.njoptkp, found.taxable), (Rupiah(10_000_000), Rupiah(0)));
    assert_eq!((found.njkp, found.tax, found.due), (Rupiah(0), Rupiah(0), Rupiah(0)));
}

#[test]
fn an_object_that_does_not_hold_the_deduction_gets_none() {
    let land = [plain_land(1, 50_000_000)];
    let object = Object { land: &land, holds_njoptkp: false, ..Object::default() };
    let found = figures(&rules(), &object);
    assert_eq!((found.njoptkp, found.taxable), (Rupiah(0), Rupiah(50_000_000)));
}

#[test]
fn rounding_is_last_and_only_tax_and_due_use_its_unit() {
    let land = [plain_land(1, 54_321_777)];
    let object = Object { land: &land, reduction: percent("33"), ..Object::default() };
    let found = |rounding: &str| {
        let rounding = serde_json::from_str(rounding).unwrap();
        let found = figures(&Rules { rounding, ..rules() }, &object);
        assert_eq!(found.njop, Rupiah(54_321_777));
        (found.tax.0, found.due.0)
    };
    // The tax is 221,608.885; a third less is 148,477.95295.
    assert_eq!(found(r#"{"mode":"half_up","unit":1}"#), (221_609, 148_478));
    assert_eq!(found(r#"{"mode":"floor","unit":1}"#), (221_608, 148_477));
    assert_eq!(found(r#"{"mode":"ceil","unit":100}"#), (221_700, 148_500));
    assert_eq!(found(r#"{"mode":"half_up","unit":1000}"#), (222_000, 148_000));
}
