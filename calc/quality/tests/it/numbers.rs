//! Numbers as people write them.

use base::Decimal;
use proptest::prelude::*;
use quality::numbers::{Convention, NotANumber, Written, convention, read};

use crate::one;

#[test]
fn most_numbers_are_read_in_one_way() {
    use Convention::{CommasGroup, DotsGroup};
    for (text, value, shows) in [
        ("448850", "448850", None),
        (" -12 ", "-12", None),
        ("\u{2212}12", "-12", None),
        ("1.234,5", "1234.5", Some(DotsGroup)),
        ("1,234.5", "1234.5", Some(CommasGroup)),
        ("12.345.678", "12345678", Some(DotsGroup)),
        ("12,345,678", "12345678", Some(CommasGroup)),
        ("12,5", "12.5", Some(DotsGroup)),
        ("12.5", "12.5", Some(CommasGroup)),
        ("0.735", "0.735", Some(CommasGroup)),
        ("1234.567", "1234.567", Some(CommasGroup)),
        ("20 114", "20114", None),
        ("20\u{a0}114,5", "20114.5", Some(DotsGroup)),
    ] {
        assert_eq!(read(text), Ok(Written::Plain(one(value), shows)), "{text}");
    }
}

#[test]
fn one_separator_before_three_digits_is_asked_about_unless_the_column_decides() {
    let dot = read("1.234").unwrap();
    assert_eq!(dot, Written::Either { dots_group: one("1234"), commas_group: one("1.234") });
    let comma = read("-1,234").unwrap();
    assert_eq!(comma, Written::Either { dots_group: one("-1.234"), commas_group: one("-1234") });
    assert_eq!(dot.by(None), None);
    let column = |texts: &[&str]| convention(texts.iter().map(|it| read(it).unwrap()));
    assert_eq!(column(&["1.234", "560", "7.345"]), None);
    assert_eq!(column(&["1.234", "12,5"]), Some(Convention::DotsGroup));
    assert_eq!(column(&["1.234", "12.5"]), Some(Convention::CommasGroup));
    assert_eq!(column(&["12,5", "12.5"]), None, "both are shown");
    assert_eq!(dot.by(column(&["12.345.678"])), Some(one("1234")));
}

#[test]
fn what_is_no_number_is_said_so() {
    for text in [
        "",
        "-",
        ".",
        ",",
        "12.",
        "12,",
        "1.23.4",
        "1,2345,678",
        "1.234,5,6",
        "1,234.5.6",
        "12 jiwa",
        "Rp5",
        "5%",
        "1 23",
        "2024-03-01",
        "--5",
        "1.234.56",
        "1 234 5",
        "0x10",
        "1e5",
    ] {
        assert_eq!(read(text), Err(NotANumber), "{text:?}");
    }
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in ".{0,30}") {
        let _ = read(&text);
    }

    #[test]
    fn what_the_house_prints_is_read_again(units in -999_999_999_i64..999_999_999, places in 0_u8..4) {
        let value = Decimal::new(units, places).unwrap();
        let read = read(&base::format::figure(value)).unwrap();
        prop_assert_eq!(read.by(Some(Convention::DotsGroup)), Some(value));
    }
}
