//! Worked examples with real figures of Kutai Timur, computed by hand or by another program before.

use base::{Date, Fraction};
use quality::areas;
use quality::range::{Range, is_stale};
use quality::series::{growth, is_odd, jump, scores, scores_of_changes, shifted};
use quality::sums::{Completeness, completeness, gap, ratio_gap};

use crate::{all, one, printed};

/// The poverty rate, 2010 to 2025.
const POVERTY: &str =
    "11.39 9.43 8.77 9.06 9.09 9.31 9.16 9.29 9.22 9.48 9.55 9.81 9.28 9.06 8.81 8.07";

#[test]
fn the_poverty_rate_is_odd_in_2010_and_2025() {
    let scores = scores(&all(POVERTY)).unwrap();
    let odd: Vec<usize> =
        (0..16).filter(|year| is_odd(scores[*year])).map(|it| it + 2010).collect();
    assert_eq!(odd, [2010, 2025]);
    let rounded = [0, 15, 11].map(|year| printed(scores[year], 2));
    assert_eq!(rounded, ["7,6", "4,19", "1,99"]);
    assert!((1..15).all(|year| scores[year] <= scores[11]), "2021 is the highest of the others");
}

#[test]
fn a_steady_trend_is_no_outlier_by_its_changes() {
    let falling = all("20 19 18.1 17 16.1 15 14.1 13 12 11.1 10");
    assert!(scores_of_changes(&falling).unwrap().into_iter().all(|it| !is_odd(it)));
    let broken = all("20 19 18.1 17 16.1 15 30 29 28.1 27 26");
    let scores = scores_of_changes(&broken).unwrap();
    assert!(is_odd(scores[5]));
    assert_eq!(scores.into_iter().filter(|it| is_odd(*it)).count(), 1);
}

#[test]
fn nothing_is_odd_among_four_values_or_where_most_are_the_same() {
    assert_eq!(scores(&all("1 2 3 900")), None);
    assert_eq!(scores(&all("5 5 5 5 5 900")), None);
}

#[test]
fn growth_is_that_of_the_published_product() {
    let percent = |earlier: &str, later: &str| {
        let grown = growth(one(earlier), one(later)).unwrap();
        printed(grown.checked_mul(Fraction::whole(100)).unwrap(), 2)
    };
    assert_eq!(percent("104.66", "114.94"), "9,82");
    assert_eq!(percent("92.86", "92.03"), "-0,89");
    assert_eq!(growth(one("0"), one("5")), None);
    assert_eq!(printed(growth(one("-4"), one("2")).unwrap(), 1), "1,5");
    assert!(jump(one("100"), one("150")).is_none());
    assert!(jump(one("100"), one("150.01")).is_some());
    assert!(jump(one("100"), one("49.9")).is_some());
}

#[test]
fn sums_hold_within_rounding() {
    let sexes = all("240268 208582");
    assert_eq!(gap(one("448850"), &sexes), None);
    assert_eq!(gap(one("448851"), &sexes), None, "each part may be rounded by half a person");
    assert_eq!(gap(one("448852"), &sexes), Some(Fraction::whole(2)));
    assert_eq!(gap(one("448848"), &sexes), Some(Fraction::whole(-2)));
    assert_eq!(gap(one("10.1"), &all("3.3 3.3 3.4")), None);
    assert_eq!(printed(gap(one("10.2"), &all("3.3 3.3 3.4")).unwrap(), 1), "0,2");
}

#[test]
fn the_density_belongs_to_one_of_three_areas() {
    let (people, published) = (one("448850"), one("14.37"));
    assert_eq!(ratio_gap(people, one("31239.84"), 1, published), None);
    let other = |area: &str| printed(ratio_gap(people, one(area), 1, published).unwrap(), 2);
    assert_eq!(other("31572.691"), "14,22");
    assert_eq!(other("35747.50"), "12,56");
    assert_eq!(ratio_gap(people, one("0"), 1, published), None);
    // 36.98 thousand poor people are 9.55 % of 387.2 thousand, not of the 434,459 of the census.
    let implied = ratio_gap(one("36980"), one("434459"), 100, one("9.55")).unwrap();
    assert_eq!(printed(implied, 2), "8,51");
}

#[test]
fn an_index_of_another_scale_and_thousands_are_noticed() {
    let pairs =
        |before: &str, now: &str| -> Vec<_> { all(before).into_iter().zip(all(now)).collect() };
    // The index of 2019 is written 0.735 in one source and 73.5 elsewhere.
    assert!(shifted(&pairs("73.5", "0.735")).is_some());
    let thousand = shifted(&pairs("1200 3400 560", "1.21 3.5 0.55")).unwrap();
    assert_eq!(printed(thousand, 5), "0,00101");
    assert_eq!(shifted(&pairs("1200 3400 560", "1210 350 5600")), None);
    assert_eq!(shifted(&pairs("0 5", "7 0")), None);
}

#[test]
fn one_district_stands_out_by_its_rate() {
    let rates: Vec<Fraction> =
        all("9.1 8.7 9.4 10.2 8.9 9.9 21.5").iter().map(|it| it.fraction()).collect();
    assert_eq!(areas::outliers(&rates), [6]);
    // By hand: quartiles 9.0 and 10.05, reach 1.575.
    let (low, high) = areas::fences(&rates).unwrap();
    assert_eq!((printed(low, 3), printed(high, 3)), ("7,425".to_owned(), "11,625".to_owned()));
    assert!(areas::outliers(&rates[3..]).is_empty(), "four are too few");
}

#[test]
fn a_table_is_whole_has_gaps_or_is_too_little() {
    assert_eq!(completeness(18, 18), Completeness::Whole);
    assert_eq!(completeness(15, 18), Completeness::Gaps);
    assert_eq!(completeness(14, 18), Completeness::TooLittle);
    assert_eq!(completeness(4, 5), Completeness::Gaps);
    assert_eq!(completeness(0, 0), Completeness::Whole);
}

#[test]
fn ranges_hold_their_ends() {
    for (range, fits, not) in [
        (Range::Percent, ["0", "100"], ["-0.01", "100.01"]),
        (Range::Count, ["0", "12.0"], ["-1", "12.5"]),
        (Range::Amount, ["0", "12.5"], ["-0.1", "-5"]),
        (Range::Between(one("-5"), one("5")), ["-5", "5"], ["-5.1", "5.1"]),
    ] {
        assert!(fits.into_iter().all(|it| range.holds(one(it))), "{range:?}");
        assert!(not.into_iter().all(|it| !range.holds(one(it))), "{range:?}");
    }
    assert!(Range::Any.holds(one("-99")));
}

#[test]
fn yearly_figures_are_stale_after_a_year_and_a_half() {
    let ended = Date::constant(2024, 12, 31);
    assert!(!is_stale(ended, 12, Date::constant(2026, 7, 1)));
    assert!(is_stale(ended, 12, Date::constant(2026, 7, 3)));
    assert!(!is_stale(ended, 12, Date::constant(2020, 1, 1)));
}
