//! Telling rupiah from thousands of rupiah, and counting for the quality report.

use base::{Fraction, Rupiah};
use property_tax::sismiop::units::{Sample, Unit, Verdict, detect, judge};
use property_tax::sismiop::{Quality, Reason};

fn sample(value: i128, njop: i64) -> Sample {
    Sample { value: Fraction::whole(value), njop: Rupiah(njop) }
}

#[test]
fn a_value_near_its_njop_is_in_rupiah_and_one_a_thousandth_of_it_in_thousands() {
    assert_eq!(judge(sample(142_560_000, 144_000_000)), Some(Unit::Rupiah));
    assert_eq!(judge(sample(142_560, 144_000_000)), Some(Unit::Thousand));
}

#[test]
fn figures_that_do_not_belong_together_tell_nothing() {
    for (value, njop) in [(0, 1), (5, 0), (-5, 100), (100, 5_000), (1, 1_000_000_000)] {
        assert_eq!(judge(sample(value, njop)), None, "{value} {njop}");
    }
}

#[test]
fn nine_in_ten_decide_for_a_column_and_fewer_leave_it_to_a_person() {
    let rupiah = sample(1_000, 1_000);
    let thousand = sample(1, 1_000);
    let silent = sample(0, 1_000);
    let mostly = detect([rupiah; 9].into_iter().chain([thousand, silent, silent]));
    assert_eq!(mostly, Verdict { rupiah: 9, thousand: 1, unclear: 2 });
    assert_eq!(mostly.unit(), Some(Unit::Rupiah));
    assert_eq!(detect([thousand; 5]).unit(), Some(Unit::Thousand));
    assert_eq!(detect([rupiah, thousand]).unit(), None);
    assert_eq!(detect([silent]).unit(), None);
}

#[test]
fn thousands_become_rupiah_exactly() {
    let value = Fraction::new(1025, 2).unwrap();
    assert_eq!(Unit::Thousand.in_rupiah(value).unwrap(), Fraction::whole(512_500));
    assert_eq!(Unit::Rupiah.in_rupiah(value).unwrap(), value);
}

#[test]
fn the_report_is_balanced_only_when_every_rupiah_arrived() {
    let mut quality = Quality::default();
    quality.count_read("SPPT");
    quality.count_refused("SPPT", Reason::Date);
    quality.before.add_notice(2025, Rupiah(100)).unwrap();
    assert!(!quality.is_balanced());
    quality.after.add_notice(2025, Rupiah(100)).unwrap();
    assert!(quality.is_balanced());
    assert_eq!((quality.tables["SPPT"].read, quality.reasons["sismiop/date"]), (1, 1));
}

#[test]
fn a_total_that_cannot_be_stored_is_refused_and_stays_as_it_was() {
    let mut quality = Quality::default();
    quality.before.add_payment(2025, Rupiah(i64::MAX)).unwrap();
    assert_eq!(quality.before.add_payment(2025, Rupiah(1)), None);
    assert_eq!(quality.before.payments[&2025].rows, 1);
}
