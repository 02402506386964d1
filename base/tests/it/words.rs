//! Amounts in words.

use base::{Rupiah, words};
use proptest::prelude::*;

#[test]
fn amounts_are_said_as_people_say_them() {
    for (value, said) in [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (2_000, "dua ribu"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_000_000_000, "satu miliar"),
        (1_000_000_000_000, "satu triliun"),
    ] {
        assert_eq!(words::number(value), said);
    }
    let said = "seratus dua puluh tujuh ribu lima ratus rupiah";
    assert_eq!(words::rupiah(Rupiah(127_500)), said);
    assert_eq!(words::rupiah(Rupiah(-11_000)), "minus sebelas ribu rupiah");
}

#[test]
fn the_largest_numbers_have_words_too() {
    for value in [u64::MAX, 1_000_000_000_000_000, 999_999_999_999_999_999] {
        assert!(words::number(value).ends_with("lima belas") || value % 10 != 5);
        assert!(!words::number(value).contains("  "));
    }
    assert!(words::rupiah(Rupiah(i64::MIN)).starts_with("minus sembilan juta"));
}

/// Understands Indonesian number words, apart from how they are made.
fn understood(words: &str) -> u64 {
    let (mut total, mut group, mut last) = (0, 0, 0);
    for word in words.split(' ') {
        match word {
            "nol" => {}
            "belas" => (group, last) = (group + last + 10, 0),
            "puluh" => (group, last) = (group + last * 10, 0),
            "ratus" => (group, last) = (group + last * 100, 0),
            "sepuluh" => group += 10,
            "sebelas" => group += 11,
            "seratus" => group += 100,
            "seribu" => total += 1_000,
            "ribu" | "juta" | "miliar" | "triliun" => {
                let scale = match word {
                    "ribu" => 1_000,
                    "juta" => 1_000_000,
                    "miliar" => 1_000_000_000,
                    _ => 1_000_000_000_000,
                };
                (total, group, last) = (total + (group + last) * scale, 0, 0);
            }
            digit => {
                let digits = [
                    "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
                ];
                last = digits.iter().position(|d| *d == digit).unwrap() as u64 + 1;
            }
        }
    }
    total + group + last
}

proptest! {
    #[test]
    fn words_mean_the_number_they_were_made_from(value in prop_oneof![0..2_000_000_u64, 0..1_000_000_000_000_000_u64]) {
        prop_assert_eq!(understood(&words::number(value)), value, "{}", words::number(value));
    }
}
