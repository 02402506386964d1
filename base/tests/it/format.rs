//! Numbers and dates as people here write them.

use base::{Date, Fraction, Instant, Language, Zone, format};
use proptest::prelude::*;

fn of(num: i128, den: i128) -> Fraction {
    Fraction::new(num, den).unwrap()
}

#[test]
fn digits_are_grouped_by_three() {
    for (value, text) in [(0, "0"), (999, "999"), (1_000, "1.000"), (1_234_567, "1.234.567")] {
        assert_eq!(format::grouped(value), text);
    }
    assert_eq!(format::integer(-1_234), "-1.234");
    assert_eq!(format::integer(i64::MIN), "-9.223.372.036.854.775.808");
}

#[test]
fn decimals_have_a_comma_and_are_rounded_half_up() {
    assert_eq!(format::decimal(of(281, 2), 2), "140,5");
    assert_eq!(format::decimal(of(2, 3), 2), "0,67");
    assert_eq!(format::decimal(of(-2, 3), 2), "-0,67");
    assert_eq!(format::decimal(of(-1, 1000), 2), "0");
    assert_eq!(format::decimal(of(1_999, 1000), 2), "2");
    assert_eq!(format::decimal(of(1_234_567, 1), 3), "1.234.567");
    assert_eq!(format::decimal(of(5, 2), 0), "3");
}

#[test]
fn a_number_too_large_to_format_is_still_shown_exactly() {
    let huge = Fraction::whole(i128::from(u64::MAX) + 1);
    assert_eq!(format::decimal(huge, 0), "18446744073709551616");
    assert_eq!(format::decimal(of(1, 3), 60), "1/3");
    assert_eq!(format::decimal(Fraction::whole(i128::MAX), 2), i128::MAX.to_string());
}

#[test]
fn a_rate_is_shown_as_a_percentage() {
    assert_eq!(format::percent(of(1, 200), 2), "0,5\u{a0}%");
    assert_eq!(format::percent(Fraction::ONE, 2), "100\u{a0}%");
}

#[test]
fn a_date_is_written_in_words() {
    let dates = [("2026-11-21", "21 November 2026"), ("2026-08-01", "1 Agustus 2026")];
    for (date, text) in dates {
        assert_eq!(format::date(date.parse::<Date>().unwrap(), Language::Id), text);
    }
    let mei: Date = "2026-05-09".parse().unwrap();
    assert_eq!(format::date(mei, Language::Id), "9 Mei 2026");
    assert_eq!(format::date(mei, Language::En), "9 May 2026");
}

#[test]
fn a_moment_names_the_zone_of_the_cell() {
    let moment = Instant::parse("2026-11-21T02:12:59.999Z").unwrap();
    let wita = Zone::parse("Asia/Makassar").unwrap();
    let wib = Zone::parse("Asia/Pontianak").unwrap();
    assert_eq!(format::moment(moment, &wita, Language::Id), "21 November 2026 10.12 WITA");
    assert_eq!(format::moment(moment, &wib, Language::En), "21 November 2026 09.12 WIB");
}

proptest! {
    #[test]
    fn grouping_only_adds_dots(value in any::<u64>()) {
        prop_assert_eq!(format::grouped(value).replace('.', ""), value.to_string());
    }

    #[test]
    fn a_decimal_with_enough_places_is_the_number(value in any::<i32>(), places in 0..6_u32) {
        let exact = of(value.into(), 10_i128.pow(places));
        let text = format::decimal(exact, places).replace('.', "").replace(',', ".");
        prop_assert_eq!(Fraction::parse_decimal(&text), Ok(exact));
    }
}
