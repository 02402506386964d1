//! Exact numbers.

use std::cmp::Ordering;

use base::{Fraction, FractionError, Rounding};
use proptest::prelude::*;

fn of(num: i128, den: i128) -> Fraction {
    Fraction::new(num, den).unwrap()
}

#[test]
fn a_fraction_is_in_lowest_terms_with_a_positive_denominator() {
    for (num, den, expected) in [
        (6, 8, (3, 4)),
        (6, -8, (-3, 4)),
        (-6, -8, (3, 4)),
        (0, -5, (0, 1)),
        (i128::MIN, 2, (i128::MIN / 2, 1)),
        (i128::MAX, i128::MAX, (1, 1)),
    ] {
        let made = of(num, den);
        assert_eq!((made.numerator(), made.denominator()), expected, "{num}/{den}");
    }
}

#[test]
fn what_cannot_be_held_is_an_error() {
    assert_eq!(Fraction::new(1, 0), Err(FractionError::DivisionByZero));
    assert_eq!(Fraction::new(1, i128::MIN), Err(FractionError::Overflow));
    assert_eq!(Fraction::new(i128::MIN, -1), Err(FractionError::Overflow));
    assert_eq!(Fraction::new(i128::MIN, i128::MIN), Err(FractionError::Overflow));
    let top = Fraction::whole(i128::MAX);
    assert_eq!(top.checked_add(Fraction::ONE), Err(FractionError::Overflow));
    assert_eq!(top.checked_mul(Fraction::whole(2)), Err(FractionError::Overflow));
    assert_eq!(Fraction::ONE.checked_div(Fraction::ZERO), Err(FractionError::DivisionByZero));
}

#[test]
fn decimals_shares_and_percentages_are_read_exactly() {
    assert_eq!(Fraction::parse_decimal("140.5"), Ok(of(281, 2)));
    assert_eq!(Fraction::parse_decimal("-0.125"), Ok(of(-1, 8)));
    assert_eq!(Fraction::parse_decimal("007.500"), Ok(of(15, 2)));
    assert_eq!(Fraction::parse_decimal("-0"), Ok(Fraction::ZERO));
    assert_eq!(Fraction::parse_share("36/8400"), Ok(of(3, 700)));
    assert_eq!(Fraction::parse_share(" 1.5 / 3 "), Ok(of(1, 2)));
    assert_eq!(Fraction::parse_share("0.25"), Ok(of(1, 4)));
    assert_eq!(Fraction::parse_percent("0.5"), Ok(of(1, 200)));
}

#[test]
fn what_is_not_a_number_is_refused() {
    for text in ["", "-", ".", "1.", ".5", "1,5", "1e3", "+1", "--1", "1 000", "0x1", "١", "1.2.3"]
    {
        assert_eq!(Fraction::parse_decimal(text), Err(FractionError::Malformed), "{text}");
    }
    assert_eq!(Fraction::parse_share("1/2/3"), Err(FractionError::Malformed));
    assert_eq!(Fraction::parse_share("1/0"), Err(FractionError::DivisionByZero));
    assert_eq!(Fraction::parse_decimal(&"9".repeat(40)), Err(FractionError::Overflow));
    assert_eq!(
        Fraction::parse_decimal(&format!("0.{}1", "0".repeat(40))),
        Err(FractionError::Overflow)
    );
}

#[test]
fn rounding_goes_where_its_name_says_also_below_zero() {
    for (value, ceil, half_up, floor) in [
        (of(5, 2), 3, 3, 2),
        (of(-5, 2), -2, -3, -3),
        (of(7, 3), 3, 2, 2),
        (of(-7, 3), -2, -2, -3),
        (of(8, 3), 3, 3, 2),
        (of(-8, 3), -2, -3, -3),
        (of(1, 2), 1, 1, 0),
        (of(-1, 2), 0, -1, -1),
        (of(-1, 3), 0, 0, -1),
        (of(4, 1), 4, 4, 4),
        (of(-4, 1), -4, -4, -4),
        (Fraction::ZERO, 0, 0, 0),
    ] {
        assert_eq!(value.round(Rounding::Ceil), ceil, "ceil {value}");
        assert_eq!(value.round(Rounding::HalfUp), half_up, "half up {value}");
        assert_eq!(value.round(Rounding::Floor), floor, "floor {value}");
    }
}

#[test]
fn rounding_does_not_overflow_at_the_ends() {
    let (top, bottom) = (of(i128::MAX, 2), of(i128::MIN + 1, 2));
    assert_eq!(top.round(Rounding::HalfUp), i128::MAX / 2 + 1);
    assert_eq!(bottom.round(Rounding::HalfUp), i128::MIN / 2);
    assert_eq!(of(1, i128::MAX).round(Rounding::Ceil), 1);
    assert_eq!(of(1, i128::MAX).round(Rounding::HalfUp), 0);
}

#[test]
fn order_is_exact_where_the_cross_products_overflow() {
    let near = of(i128::MAX - 1, i128::MAX);
    let nearer = of(i128::MAX - 2, i128::MAX - 1);
    assert_eq!(near.cmp(&nearer), Ordering::Greater);
    assert_eq!(nearer.cmp(&near), Ordering::Less);
    let minus = |f: Fraction| Fraction::ZERO.checked_sub(f).unwrap();
    assert_eq!(minus(near).cmp(&minus(nearer)), Ordering::Less);
    assert_eq!(near.cmp(&Fraction::ONE), Ordering::Less);
    assert_eq!(of(i128::MAX, 3).cmp(&of(i128::MAX - 1, 2)), Ordering::Less);
}

#[test]
fn a_fraction_is_shown_as_people_read_it() {
    for (value, text) in [
        (of(281, 2), "140.5"),
        (of(-1, 8), "-0.125"),
        (of(1, 3), "1/3"),
        (of(-22, 7), "-22/7"),
        (of(12, 1), "12"),
        (of(1, 1_000_000), "0.000001"),
        (of(1, 1 << 126), "1/85070591730234615865843651857942052864"),
    ] {
        assert_eq!(value.to_string(), text);
    }
}

#[test]
fn sums_of_many_equal_parts_do_not_grow() {
    let part = of(1, 999_999_999_999_999_999);
    let mut sum = Fraction::ZERO;
    for _ in 0..1_000 {
        sum = sum.checked_add(part).unwrap();
    }
    assert_eq!(sum, of(1_000, 999_999_999_999_999_999));
}

#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Held {
    value: Fraction,
}

fn read(json: &str) -> Result<Fraction, String> {
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    serde_json::from_value::<Held>(serde_json::json!({ "value": value }))
        .map(|held| held.value)
        .map_err(|error| error.to_string())
}

#[test]
fn json_holds_fractions_as_text_and_refuses_floating_point() {
    assert_eq!(read(r#""36/8400""#), Ok(of(3, 700)));
    assert_eq!(read("-12"), Ok(Fraction::whole(-12)));
    assert_eq!(read("18446744073709551615"), Ok(Fraction::whole(u64::MAX.into())));
    assert!(read("0.5").unwrap_err().contains("an exact number"));
    assert!(read("null").unwrap_err().contains("an exact number"));
    assert!(read(r#""half""#).unwrap_err().contains("written in digits"));
}

fn drawn() -> impl Strategy<Value = Fraction> {
    let part = prop_oneof![-50..50_i64, any::<i64>()];
    (part, prop_oneof![1..50_i64, 1..i64::MAX]).prop_map(|(num, den)| of(num.into(), den.into()))
}

fn small() -> impl Strategy<Value = Fraction> {
    (any::<i32>(), 1..i32::MAX).prop_map(|(num, den)| of(num.into(), den.into()))
}

proptest! {
    #[test]
    fn the_laws_of_arithmetic_hold(a in small(), b in small(), c in -1000..1000_i128) {
        let c = Fraction::whole(c);
        prop_assert_eq!(a.checked_add(b), b.checked_add(a));
        prop_assert_eq!(a.checked_mul(b), b.checked_mul(a));
        prop_assert_eq!(a.checked_add(b).unwrap().checked_sub(b), Ok(a));
        let spread = a.checked_mul(c).unwrap().checked_add(b.checked_mul(c).unwrap());
        prop_assert_eq!(a.checked_add(b).unwrap().checked_mul(c), spread);
        if !b.is_zero() {
            prop_assert_eq!(a.checked_mul(b).unwrap().checked_div(b), Ok(a));
        }
    }

    #[test]
    fn order_agrees_with_subtraction(a in drawn(), b in drawn()) {
        let difference = a.checked_sub(b).unwrap();
        prop_assert_eq!(a.cmp(&b), difference.numerator().cmp(&0));
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
    }

    #[test]
    fn order_is_kept_when_the_numbers_are_huge(a in drawn(), b in drawn()) {
        // Squares need up to 128 bits, so their cross products overflow.
        let (square_a, square_b) = (a.checked_mul(a).unwrap(), b.checked_mul(b).unwrap());
        let positive = |f: Fraction| if f.is_negative() { Fraction::ZERO.checked_sub(f).unwrap() } else { f };
        prop_assert_eq!(square_a.cmp(&square_b), positive(a).cmp(&positive(b)));
    }

    #[test]
    fn rounding_stays_within_one_and_keeps_order(a in drawn(), b in drawn()) {
        for way in [Rounding::Ceil, Rounding::HalfUp, Rounding::Floor] {
            let off = Fraction::whole(a.round(way)).checked_sub(a).unwrap();
            prop_assert!(off < Fraction::ONE && off > Fraction::whole(-1));
            prop_assert!(a > b || a.round(way) <= b.round(way));
        }
        prop_assert!(a.round(Rounding::Floor) <= a.round(Rounding::HalfUp));
        prop_assert!(a.round(Rounding::HalfUp) <= a.round(Rounding::Ceil));
    }

    #[test]
    fn what_is_shown_is_read_back(a in drawn()) {
        prop_assert_eq!(Fraction::parse_share(&a.to_string()), Ok(a));
        let json = serde_json::to_string(&Held { value: a }).unwrap();
        prop_assert_eq!(serde_json::from_str::<Held>(&json).unwrap(), Held { value: a });
    }

    #[test]
    fn no_text_makes_reading_panic(text in "[-0-9./ ]{0,50}") {
        let _ = Fraction::parse_share(&text);
        let _ = Fraction::parse_percent(&text);
    }
}
