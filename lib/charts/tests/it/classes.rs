//! Class bounds at round numbers.

use charts::{Tone, breaks};
use proptest::prelude::*;

#[test]
fn amounts_fall_into_five_classes_at_round_numbers() {
    let millions = [
        627, 1795, 544, 9094, 1030, 145, 344, 1401, 3026, 401, 279, 2683, 1018, 470, 632, 576, 272,
        175,
    ];
    let breaks = breaks::round(&millions, 5);
    assert_eq!(breaks.bounds(), [300, 500, 1000, 2000]);
    assert_eq!(breaks.tone(145), Tone::Amount1);
    assert_eq!(breaks.tone(300), Tone::Amount2, "a bound belongs to the class above it");
    assert_eq!(breaks.tone(9094), Tone::Amount5);
}

#[test]
fn a_change_within_the_still_range_is_class_two() {
    let breaks = breaks::around_zero(&[-26, -19, -4, 3, 14, 24, 32, 41, 63, 81], 10);
    for change in [-10, -4, 0, 3, 10] {
        assert_eq!(breaks.tone(change), Tone::Change2, "{change}");
    }
    assert_eq!(breaks.tone(-11), Tone::Change1);
    assert_eq!(breaks.tone(11), Tone::Change3);
    assert_eq!(breaks.tone(81), Tone::Change5);
}

#[test]
fn without_rises_the_third_class_takes_any_that_come_later() {
    let breaks = breaks::around_zero(&[-30, -20], 10);
    assert_eq!(breaks.bounds(), [-10, 11]);
    assert_eq!(breaks.tone(500), Tone::Change3);
}

#[test]
fn few_different_values_make_few_classes() {
    assert_eq!(breaks::round(&[], 5).bounds(), [] as [i64; 0]);
    assert_eq!(breaks::round(&[7, 7, 7], 5).bounds(), [] as [i64; 0]);
    assert_eq!(breaks::round(&[0, 7], 5).bounds(), [5]);
    assert_eq!(breaks::round(&[7, 9], 0).tone(9), Tone::Amount1);
}

#[test]
fn zero_is_the_roundest_bound() {
    assert_eq!(breaks::round(&[-7, 1200], 2).bounds(), [0]);
}

#[test]
fn the_ends_of_what_can_be_stored_have_classes() {
    let breaks = breaks::round(&[i64::MIN, -1, 1, i64::MAX - 1, i64::MAX], 5);
    assert_eq!(breaks.class(i64::MIN), 0);
    assert_eq!(breaks.class(i64::MAX), 4);
    assert_eq!(breaks::around_zero(&[i64::MIN, i64::MAX], i64::MIN).class(0), 1);
}

proptest! {
    #[test]
    fn no_class_is_empty(values in prop::collection::vec(any::<i64>(), 1..80), classes in 1_usize..6) {
        let breaks = breaks::round(&values, classes);
        prop_assert!(breaks.bounds().is_sorted_by(|a, b| a < b));
        for class in 0..=breaks.bounds().len() {
            prop_assert!(values.iter().any(|&v| breaks.class(v) == class), "class {class} is empty");
        }
    }

    #[test]
    fn a_larger_change_is_never_in_a_lower_class(
        changes in prop::collection::vec(-1000_i64..1000, 0..40), a in -2000_i64..2000, b in -2000_i64..2000,
    ) {
        let breaks = breaks::around_zero(&changes, 10);
        prop_assert!(breaks.bounds().len() <= 4);
        prop_assert!(breaks.class(a.min(b)) <= breaks.class(a.max(b)));
    }
}
