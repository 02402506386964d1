//! Figures with their decimals.

use base::{Decimal, DecimalError, Fraction, format};
use proptest::prelude::*;

fn read(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

#[test]
fn a_figure_keeps_the_decimals_it_was_published_with() {
    for text in ["0", "-1", "448850", "75.90", "0.05", "-0.89", "31572.691", "0.000000000001"] {
        assert_eq!(read(text).to_string(), text);
    }
    assert_eq!((read("75.90").units(), read("75.90").places()), (7590, 2));
}

#[test]
fn figures_are_equal_and_ordered_by_value() {
    assert_eq!(read("75.9"), read("75.90"));
    assert!(read("-0.9") < read("-0.89"));
    assert!(read("9223372036854775807") > read("9.000000000001"));
}

#[test]
fn what_is_no_figure_is_refused() {
    for text in ["", "-", ".5", "5.", "1.234.567", "1,5", "1e3", " 1", "+1", "٣", "1.2-"] {
        assert_eq!(Decimal::parse(text), Err(DecimalError::Malformed), "{text:?}");
    }
    assert_eq!(Decimal::parse("0.1234567890123"), Err(DecimalError::Places));
    assert_eq!(Decimal::parse("9223372036854775808"), Err(DecimalError::Overflow));
    assert_eq!(Decimal::parse("-9223372036854775808").unwrap().units(), i64::MIN);
}

#[test]
fn another_number_of_places_never_loses_a_digit() {
    assert_eq!(read("75.90").at(1).unwrap().to_string(), "75.9");
    assert_eq!(read("75").at(2).unwrap().to_string(), "75.00");
    assert_eq!(read("75.94").at(1), Err(DecimalError::Inexact));
    assert_eq!(read("9223372036854775807").at(1), Err(DecimalError::Overflow));
    assert_eq!(read("1").at(13), Err(DecimalError::Places));
}

#[test]
fn people_read_figures_with_a_comma_and_dots() {
    assert_eq!(format::figure(read("35747.50")), "35.747,50");
    assert_eq!(format::figure(read("-0.89")), "-0,89");
    assert_eq!(format::figure(read("448850")), "448.850");
    assert_eq!(format::figure(read("-9223372036854775808")), "-9.223.372.036.854.775.808");
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_again(units: i64, places in 0..=Decimal::MOST_PLACES) {
        let made = Decimal::new(units, places).unwrap();
        let again = read(&made.to_string());
        prop_assert_eq!((again.units(), again.places()), (units, places));
        let scale = 10_i128.pow(u32::from(places));
        prop_assert_eq!(made.fraction(), Fraction::new(i128::from(units), scale).unwrap());
    }

    #[test]
    fn the_order_is_that_of_fractions(
        one: i64, a in 0..=Decimal::MOST_PLACES, other: i64, b in 0..=Decimal::MOST_PLACES,
    ) {
        let (one, other) = (Decimal::new(one, a).unwrap(), Decimal::new(other, b).unwrap());
        prop_assert_eq!(one.cmp(&other), one.fraction().cmp(&other.fraction()));
    }
}
