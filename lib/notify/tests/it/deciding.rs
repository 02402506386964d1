//! Whether a message is sent now.

use base::{Instant, Zone};
use notify::{Options, Turn, Verdict, decide, quiet_seconds};
use ports::{Channel, Saying};

use crate::support::day;

fn zone() -> Zone {
    Zone::parse("Asia/Makassar").unwrap()
}

fn turn<'a>(zone: &'a Zone, moment: &str, saying: Saying) -> Turn<'a> {
    Turn {
        now: Instant::parse(moment).unwrap(),
        zone,
        channel: Channel::Sms,
        saying,
        still_open: true,
        to_contact: 0,
        of_channel: 0,
        gateway_rests: None,
        lot: 0,
    }
}

const RECEIPT: Saying = Saying::ReceiptReady { tax_year: 2026 };

#[test]
fn quiet_hours_run_over_midnight() {
    let (zone, options) = (zone(), Options::default());
    let seconds = |moment: &str| quiet_seconds(Instant::parse(moment).unwrap(), &zone, &options);
    assert_eq!(seconds("2026-08-17T11:59:59.000Z"), 0, "19.59.59");
    assert_eq!(seconds("2026-08-17T12:00:00.000Z"), 11 * 3_600, "20.00");
    assert_eq!(seconds("2026-08-17T16:00:00.000Z"), 7 * 3_600, "midnight");
    assert_eq!(seconds("2026-08-17T22:59:59.000Z"), 1, "06.59.59");
    assert_eq!(seconds("2026-08-17T23:00:00.000Z"), 0, "07.00");
}

#[test]
fn the_same_hour_twice_is_never_quiet() {
    let options = Options { quiet_from: 7, quiet_until: 7, ..Options::default() };
    assert_eq!(
        quiet_seconds(Instant::parse("2026-08-17T23:00:00.000Z").unwrap(), &zone(), &options),
        0
    );
}

#[test]
fn a_question_goes_at_any_hour_and_waits_for_a_gateway_only() {
    let (zone, options) = (zone(), Options::default());
    let night = turn(&zone, "2026-08-17T18:00:00.000Z", Saying::Confirm);
    assert_eq!(decide(&night, &options), Verdict::Send);
    let resting = Turn { gateway_rests: Some(90), ..night };
    assert_eq!(decide(&resting, &options), Verdict::Later(90));
}

#[test]
fn limits_put_off_and_never_lose() {
    let (zone, options) = (zone(), Options::default());
    let noon = turn(&zone, "2026-08-17T04:00:00.000Z", RECEIPT);
    assert_eq!(decide(&noon, &options), Verdict::Send);
    let often = Turn { to_contact: 6, ..noon.clone() };
    assert_eq!(decide(&often, &options), Verdict::Later(6 * 3_600));
    let busy = Turn { of_channel: 600, ..noon.clone() };
    assert_eq!(decide(&busy, &options), Verdict::Later(300));
    let mail_at_night =
        Turn { channel: Channel::Mail, ..turn(&zone, "2026-08-17T18:00:00.000Z", RECEIPT) };
    assert_eq!(decide(&mail_at_night, &options), Verdict::Send);
}

#[test]
fn a_reminder_of_yesterday_is_pointless() {
    let (zone, options) = (zone(), Options::default());
    let saying = Saying::DueSoon { tax_year: 2026, due: day(2026, 9, 30) };
    let last_minute = turn(&zone, "2026-09-30T10:00:00.000Z", saying);
    assert_eq!(decide(&last_minute, &options), Verdict::Send);
    let after = turn(&zone, "2026-09-30T16:00:00.000Z", saying);
    assert_eq!(decide(&after, &options), Verdict::Pointless, "midnight in the zone of the cell");
    let paid = Turn { still_open: false, ..last_minute };
    assert_eq!(decide(&paid, &options), Verdict::Pointless);
}

#[test]
fn push_services_are_known_by_their_host() {
    let options = Options::default();
    for good in [
        "https://fcm.googleapis.com/fcm/send/a:b",
        "https://updates.push.services.mozilla.com/wpush/v2/x",
    ] {
        assert!(options.knows_push_service(good), "{good}");
    }
    for bad in [
        "http://fcm.googleapis.com/x",
        "https://push.apple.com.evil.id/",
        "https://x@push.apple.com/",
        "https://",
    ] {
        assert!(!options.knows_push_service(bad), "{bad}");
    }
}

#[test]
fn after_the_daily_limit_officials_hear_of_their_letters_once_an_hour() {
    let (zone, options) = (zone(), Options::default());
    let full = |saying| {
        let noon = turn(&zone, "2026-08-17T04:00:00.000Z", saying);
        decide(&Turn { to_contact: i64::from(options.per_contact_daily), ..noon }, &options)
    };
    assert_eq!(full(Saying::LettersWait), Verdict::Later(3_600));
    assert_eq!(full(RECEIPT), Verdict::Later(6 * 3_600));
}
