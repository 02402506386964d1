//! Instants and the dates they fall on.

use base::{Date, Instant, Zone};
use proptest::prelude::*;

fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn the_same_moment_is_already_tomorrow_in_wita() {
    let moment = instant("2026-08-17T16:30:00.000Z");
    assert_eq!(moment.date(&zone("Asia/Makassar")), date("2026-08-18"));
    assert_eq!(moment.date(&zone("Asia/Pontianak")), date("2026-08-17"));
    assert_eq!(moment.date(&zone("Asia/Jayapura")), date("2026-08-18"));
}

#[test]
fn a_day_ends_at_midnight_of_the_zone() {
    for (name, last) in [("Asia/Makassar", "15:59:59.999"), ("Asia/Pontianak", "16:59:59.999")] {
        let last = instant(&format!("2026-09-30T{last}Z"));
        assert_eq!(last.date(&zone(name)), date("2026-09-30"), "{name}");
        let next = Instant::from_millis(last.millis() + 1);
        assert_eq!(next.date(&zone(name)), date("2026-10-01"), "{name}");
    }
}

#[test]
fn an_instant_is_stored_in_a_form_that_sorts_as_text() {
    assert_eq!(Instant::from_millis(0).to_string(), "1970-01-01T00:00:00.000Z");
    assert_eq!(Instant::from_millis(-1).to_string(), "1969-12-31T23:59:59.999Z");
    assert_eq!(instant("2026-08-17T16:30:00.007Z").to_string(), "2026-08-17T16:30:00.007Z");
    for text in ["", "2026-08-17", "2026-13-01T00:00:00.000Z", "now", "2026-08-17T16:30:00"] {
        assert!(Instant::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_broken_clock_does_not_break_the_program() {
    for millis in [i64::MIN, i64::MAX] {
        let moment = Instant::from_millis(millis);
        assert!(!moment.to_string().is_empty());
        let _ = moment.date(&zone("Asia/Makassar"));
        assert_eq!(moment.plus_seconds(if millis < 0 { -1 } else { 1 }), moment);
    }
}

#[test]
fn seconds_are_added_to_the_millisecond() {
    let moment = instant("2026-12-31T23:59:59.500Z").plus_seconds(1);
    assert_eq!(moment.to_string(), "2027-01-01T00:00:00.500Z");
    assert_eq!(moment.plus_seconds(-1), instant("2026-12-31T23:59:59.500Z"));
}

#[test]
fn people_call_the_zones_wib_wita_and_wit() {
    let label = |name| zone(name).label().to_owned();
    assert_eq!(label("Asia/Jakarta"), "WIB");
    assert_eq!(label("Asia/Pontianak"), "WIB");
    assert_eq!(label("Asia/Makassar"), "WITA");
    assert_eq!(label("Asia/Jayapura"), "WIT");
    assert_eq!(label("Europe/Berlin"), "Europe/Berlin");
}

#[test]
fn a_zone_is_known_by_the_name_of_the_database_however_it_is_typed() {
    let typed = zone("asia/makassar");
    assert_eq!((typed.name(), typed.label()), ("Asia/Makassar", "WITA"));
    assert_eq!(typed, zone("Asia/Makassar"));
    let said = Zone::parse("WITA").unwrap_err().to_string();
    assert!(said.contains("`WITA` is not a time zone") && said.contains("Asia/Makassar"));
}

proptest! {
    #[test]
    fn an_instant_is_read_back_and_sorts_as_its_text(a in 0..253_000_000_000_000_i64, b in 0..253_000_000_000_000_i64) {
        let (a, b) = (Instant::from_millis(a), Instant::from_millis(b));
        prop_assert_eq!(Instant::parse(&a.to_string()), Ok(a));
        prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
    }

    #[test]
    fn wita_is_never_behind_wib(millis in 0..4_000_000_000_000_i64) {
        let moment = Instant::from_millis(millis);
        prop_assert!(moment.civil(&zone("Asia/Makassar")) > moment.civil(&zone("Asia/Jakarta")));
    }
}

#[test]
fn a_civil_day_begins_at_midnight_of_the_zone() {
    let begins = |name: &str| zone(name).start_of(date("2026-08-18")).to_string();
    assert_eq!(begins("Asia/Makassar"), "2026-08-17T16:00:00.000Z");
    assert_eq!(begins("Asia/Pontianak"), "2026-08-17T17:00:00.000Z");
}

#[test]
fn what_the_clocks_show_is_an_instant_of_the_zone() {
    let shown = jiff::civil::date(2026, 11, 22).at(10, 15, 30, 0);
    let at = |name: &str| zone(name).instant_of(shown).to_string();
    assert_eq!(at("Asia/Makassar"), "2026-11-22T02:15:30.000Z");
    assert_eq!(at("Asia/Pontianak"), "2026-11-22T03:15:30.000Z");
    // A time that the clocks jump over lies after the jump.
    let skipped = jiff::civil::date(2026, 3, 29).at(2, 30, 0, 0);
    assert_eq!(zone("Europe/Berlin").instant_of(skipped).to_string(), "2026-03-29T01:30:00.000Z");
}
