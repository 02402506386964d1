//! Large amounts at a glance.

use base::Language::{En, Id};
use base::Rupiah;
use base::format::{short_amount, short_rupiah};

fn short(amount: i64) -> String {
    short_rupiah(Rupiah(amount), Id).replace('\u{a0}', " ")
}

#[test]
fn amounts_are_shortened_as_people_say_them() {
    assert_eq!(short(94_560_000), "Rp94,6 juta");
    assert_eq!(short(24_513_000_000), "Rp24,51 miliar");
    assert_eq!(short(8_420_000_000_000), "Rp8,42 triliun");
    assert_eq!(short_rupiah(Rupiah(24_513_000_000), En), "Rp24,51\u{a0}billion");
    assert_eq!(short_amount(Rupiah(108_000_000), Id), "108,0\u{a0}juta");
}

#[test]
fn amounts_below_a_million_stay_whole() {
    assert_eq!(short(209_360), "Rp209.360");
    assert_eq!(short(999_999), "Rp999.999");
    assert_eq!(short(1_000_000), "Rp1,0 juta");
    assert_eq!(short(0), "Rp0");
}

#[test]
fn rounding_up_to_a_thousand_moves_to_the_next_name() {
    assert_eq!(short(999_949_999), "Rp999,9 juta");
    assert_eq!(short(999_950_000), "Rp1,00 miliar");
    assert_eq!(short(999_994_999_999), "Rp999,99 miliar");
    assert_eq!(short(999_995_000_000), "Rp1,00 triliun");
}

#[test]
fn negative_and_huge_amounts_keep_their_sign_and_size() {
    assert_eq!(short(-94_560_000), "-Rp94,6 juta");
    assert_eq!(short(i64::MAX), "Rp9.223.372,04 triliun");
    assert_eq!(short(i64::MIN), "-Rp9.223.372,04 triliun");
}
