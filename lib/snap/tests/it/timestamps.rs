//! Times with a zone.

use base::{Instant, Zone};
use snap::{Stale, Timestamp};

use crate::support::time;

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

#[test]
fn a_time_is_read_in_any_zone_and_its_text_is_kept() {
    let moment = instant("2026-01-01T19:04:05.000Z");
    for text in [
        "2026-01-02T03:04:05+08:00",
        "2026-01-01T19:04:05Z",
        "2026-01-01T19:04:05.000Z",
        "2026-01-02T02:04:05.000000000+07:00",
        "2026-01-01T12:04:05-07:00",
    ] {
        assert_eq!(time(text).instant(), moment, "{text}");
        assert_eq!(time(text).as_str(), text);
        let json = serde_json::to_string(&time(text)).unwrap();
        assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), time(text));
    }
}

#[test]
fn a_time_without_a_zone_or_in_another_writing_is_refused() {
    for text in [
        "",
        "2026-01-02",
        "2026-01-02T03:04:05",
        "2026-01-02 03:04:05+08:00",
        "2026-01-02t03:04:05z",
        "2026-01-02T03:04+08:00",
        "2026-01-02T03:04:05+0800",
        "2026-01-02T03:04:05+08",
        "2026-01-02T03:04:05.+08:00",
        "2026-01-02T03:04:05.0000000000Z",
        "2026-01-02T03:04:05,5Z",
        "2026-02-30T03:04:05Z",
        "2026-13-01T03:04:05Z",
        "2026-01-02T25:04:05Z",
        "2026-01-02T03:04:05+08:00[Asia/Makassar]",
        " 2026-01-02T03:04:05Z",
        "1767323045",
        "２026-01-02T03:04:05Z",
        "2026-01-02T03:04:05\u{e9}",
    ] {
        assert!(Timestamp::parse(text).is_err(), "{text}");
    }
}

#[test]
fn the_tolerance_reaches_both_ways_and_its_end_counts() {
    let now = instant("2026-01-01T19:04:05.000Z");
    for (text, seconds) in [
        ("2026-01-02T03:04:05+08:00", 0),
        ("2026-01-02T03:06:05+08:00", 120),
        ("2026-01-02T03:02:05+08:00", 120),
        ("2026-01-01T19:04:04.001Z", 1),
    ] {
        assert_eq!(time(text).within(now, seconds), Ok(()), "{text}");
    }
    let ahead = time("2026-01-02T03:06:05.001+08:00").within(now, 120);
    assert_eq!(ahead, Err(Stale { seconds: 121, ahead: true }));
    let behind = time("2026-01-01T03:04:05+08:00").within(now, 120);
    assert_eq!(behind, Err(Stale { seconds: 86_400, ahead: false }));
    assert_eq!(behind.unwrap_err().to_string(), "the time lies 86400 s behind our clock");
}

#[test]
fn a_time_of_our_own_has_the_offset_of_the_zone() {
    let now = instant("2026-01-01T19:04:05.678Z");
    for (zone, text) in [
        ("Asia/Makassar", "2026-01-02T03:04:05+08:00"),
        ("Asia/Jakarta", "2026-01-02T02:04:05+07:00"),
        ("Asia/Kathmandu", "2026-01-02T00:49:05+05:45"),
        ("America/St_Johns", "2026-01-01T15:34:05-03:30"),
        ("UTC", "2026-01-01T19:04:05+00:00"),
    ] {
        let ours = Timestamp::at(now, &Zone::parse(zone).unwrap());
        assert_eq!(ours.as_str(), text);
        assert_eq!(ours, time(text));
    }
}
