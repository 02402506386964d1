//! Money.

use base::{Fraction, FractionError, Rounding, Rupiah, RupiahError};
use proptest::prelude::*;

#[test]
fn an_amount_is_written_as_people_here_write_it() {
    for (rupiah, text) in [
        (1_234_567, "Rp1.234.567"),
        (-5000, "-Rp5.000"),
        (0, "Rp0"),
        (999, "Rp999"),
        (1_000, "Rp1.000"),
        (i64::MAX, "Rp9.223.372.036.854.775.807"),
        (i64::MIN, "-Rp9.223.372.036.854.775.808"),
    ] {
        assert_eq!(Rupiah(rupiah).to_string(), text);
    }
}

#[test]
fn an_amount_is_read_in_the_ways_people_write_it() {
    for text in ["1234567", "1.234.567", "Rp1.234.567", "Rp 1.234.567", " Rp\u{a0}1.234.567 "] {
        assert_eq!(Rupiah::parse(text), Ok(Rupiah(1_234_567)), "{text}");
    }
    assert_eq!(Rupiah::parse("-Rp5.000"), Ok(Rupiah(-5000)));
    assert_eq!(Rupiah::parse("0"), Ok(Rupiah(0)));
}

#[test]
fn what_is_not_a_whole_amount_is_refused() {
    for text in [
        "",
        "Rp",
        "-",
        "1,5",
        "1.5",
        "1.23",
        "12.3456",
        "1234.567",
        ".123",
        "1.234.",
        "1..234",
        "0.123",
        "1 234",
        "Rp-5",
        "--5",
        "USD5",
        "5rp",
        "1e6",
        "１２３",
    ] {
        assert_eq!(Rupiah::parse(text), Err(RupiahError::Malformed), "{text}");
    }
    assert_eq!(Rupiah::parse("9223372036854775808"), Err(RupiahError::TooLarge));
}

#[test]
fn a_rate_of_an_amount_is_rounded_as_named() {
    let share = Rupiah(123_456_789).exact().checked_mul(Fraction::new(1, 1000).unwrap()).unwrap();
    assert_eq!(Rupiah::round(share, Rounding::Floor, 1), Ok(Rupiah(123_456)));
    assert_eq!(Rupiah::round(share, Rounding::HalfUp, 1), Ok(Rupiah(123_457)));
    assert_eq!(Rupiah::round(share, Rounding::Ceil, 1000), Ok(Rupiah(124_000)));
    assert_eq!(Rupiah::round(share, Rounding::HalfUp, 1000), Ok(Rupiah(123_000)));
    assert_eq!(Rupiah::round(Fraction::new(-3, 2).unwrap(), Rounding::HalfUp, 1), Ok(Rupiah(-2)));
}

#[test]
fn an_amount_that_cannot_be_stored_is_an_error() {
    let beyond = Fraction::whole(i128::from(i64::MAX) + 1);
    assert_eq!(Rupiah::round(beyond, Rounding::Floor, 1), Err(FractionError::Overflow));
    let top = Rupiah(i64::MAX).exact();
    assert_eq!(Rupiah::round(top, Rounding::Ceil, 1000), Err(FractionError::Overflow));
    assert_eq!(Rupiah::round(top, Rounding::Ceil, 0), Err(FractionError::DivisionByZero));
    assert_eq!(Rupiah(i64::MAX).checked_add(Rupiah(1)), None);
    assert_eq!(Rupiah(i64::MIN).checked_sub(Rupiah(1)), None);
    assert_eq!([Rupiah(i64::MAX), Rupiah(1)].into_iter().sum::<Option<Rupiah>>(), None);
    assert_eq!([Rupiah(2), Rupiah(3)].into_iter().sum::<Option<Rupiah>>(), Some(Rupiah(5)));
}

#[test]
fn a_hundred_in_three_is_34_33_33() {
    assert_eq!(Rupiah(100).split(&[1, 1, 1]), Some(vec![Rupiah(34), Rupiah(33), Rupiah(33)]));
    assert_eq!(Rupiah(101).split(&[1, 2, 0]), Some(vec![Rupiah(34), Rupiah(67), Rupiah(0)]));
}

#[test]
fn what_cannot_be_split_is_none() {
    assert_eq!(Rupiah(-1).split(&[1]), None);
    assert_eq!(Rupiah(100).split(&[]), None);
    assert_eq!(Rupiah(100).split(&[0, 0]), None);
}

#[test]
fn an_amount_is_a_bare_number_in_json() {
    assert_eq!(serde_json::to_string(&Rupiah(-5)).unwrap(), "-5");
    assert!(serde_json::from_str::<Rupiah>("1.5").is_err());
}

proptest! {
    #[test]
    fn an_amount_is_read_back_from_its_text(value in -i64::MAX..=i64::MAX) {
        prop_assert_eq!(Rupiah::parse(&Rupiah(value).to_string()), Ok(Rupiah(value)));
        prop_assert_eq!(Rupiah::parse(&value.to_string()), Ok(Rupiah(value)));
    }

    #[test]
    fn the_parts_of_a_split_add_up_and_each_is_within_one(
        amount in 0..=i64::MAX,
        weights in prop::collection::vec(prop_oneof![0..5_u64, any::<u64>()], 1..12),
    ) {
        let total: u128 = weights.iter().map(|&w| u128::from(w)).sum();
        prop_assume!(total > 0);
        let parts = Rupiah(amount).split(&weights).unwrap();
        prop_assert_eq!(parts.iter().copied().sum::<Option<Rupiah>>(), Some(Rupiah(amount)));
        for (part, &weight) in parts.iter().zip(&weights) {
            let floor = amount as u128 * u128::from(weight) / total;
            prop_assert!(u128::try_from(part.0).unwrap() - floor <= 1);
            prop_assert!(weight > 0 || part.0 == 0, "no weight, no part");
        }
    }

    #[test]
    fn a_rounded_amount_is_a_multiple_of_its_unit(value in any::<i32>(), unit in 1..10_000_i64) {
        for way in [Rounding::Ceil, Rounding::HalfUp, Rounding::Floor] {
            let rounded = Rupiah::round(Rupiah(value.into()).exact(), way, unit).unwrap().0;
            prop_assert!(rounded % unit == 0 && (rounded - i64::from(value)).abs() < unit);
        }
    }

    #[test]
    fn no_text_makes_reading_panic(text in "\\PC{0,30}") {
        let _ = Rupiah::parse(&text);
    }
}
