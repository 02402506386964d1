//! Keys that are parsed at the door: NOP, NIK, codes of regions, languages.

use base::{Language, Nik, NikError, Nop, NopError, NopVillage, RegionCode, RegionLevel};
use proptest::prelude::*;

#[test]
fn a_nop_is_read_with_any_separators_or_none() {
    for text in [
        "640801000100201230",
        "64.08.010.001.002-0123.0",
        "64.08.010.001.002.0123.0",
        " 64 08 010 001 002 0123 0 ",
        "64/08/010/001/002/0123/0",
        "64.08.010.001.002\u{2013}0123.0",
    ] {
        let nop = Nop::parse(text).unwrap();
        assert_eq!(nop.to_string(), "64.08.010.001.002-0123.0", "{text}");
        assert_eq!(nop.digits(), "640801000100201230");
    }
}

#[test]
fn the_parts_of_a_nop_are_where_the_circular_puts_them() {
    let nop = Nop::parse("640801000100201239").unwrap();
    assert_eq!((nop.block(), nop.sequence(), nop.kind()), ("002", "0123", '9'));
    assert_eq!(nop.village().to_string(), "64.08.010.001");
    assert_eq!((nop.village().digits(), nop.village().district()), ("6408010001", "6408010"));
    assert_eq!(NopVillage::parse("64.08.010.001"), Ok(nop.village()));
}

#[test]
fn a_wrong_nop_says_what_is_wrong() {
    for (text, digits) in [("64080100010020123", 17), ("6408010001002012300", 19), ("", 0)] {
        assert_eq!(Nop::parse(text), Err(NopError::Length { digits }));
    }
    assert_eq!(Nop::parse("64080100010020123O"), Err(NopError::Character));
    assert_eq!(Nop::parse("６４0801000100201230"), Err(NopError::Character));
    let said = Nop::parse("64080100010020123").unwrap_err().to_string();
    assert_eq!(said, "a NOP has 18 digits, this has 17");
    assert_eq!(NopVillage::parse("640801000"), Err(NopError::Length { digits: 9 }));
}

#[test]
fn the_log_shows_no_nop_and_no_nik() {
    let nop = Nop::parse("640801000100201230").unwrap();
    assert_eq!(format!("{nop:?}"), "Nop(64.08.010.001.***-****.*)");
    assert_eq!(format!("{:?}", Nik::parse("6408041708900001").unwrap()), "Nik(****)");
}

#[test]
fn a_nik_is_read_with_spaces_or_none() {
    assert_eq!(Nik::parse("6408 0417 0890 0001").unwrap().digits(), "6408041708900001");
    assert!(Nik::parse("6408045708900001").is_ok(), "the day of a woman is increased by 40");
    assert!(Nik::parse("6408042902000001").is_ok(), "a leap day is a birthday");
}

#[test]
fn a_wrong_nik_says_what_is_wrong() {
    for (text, error) in [
        ("640804170890000", NikError::Length),
        ("64080417089000012", NikError::Length),
        ("640804170890000x", NikError::Length),
        ("6408041708900é1", NikError::Length),
        ("1008041708900001", NikError::Province),
        ("9808041708900001", NikError::Province),
        ("6408043204900001", NikError::BirthDate),
        ("6408040004900001", NikError::BirthDate),
        ("6408044004900001", NikError::BirthDate),
        ("6408047204900001", NikError::BirthDate),
        ("6408043002900001", NikError::BirthDate),
        ("6408041713900001", NikError::BirthDate),
        ("6408041700900001", NikError::BirthDate),
        ("6408041708900000", NikError::Sequence),
    ] {
        assert_eq!(Nik::parse(text), Err(error), "{text}");
    }
}

#[test]
fn a_region_knows_its_level_and_where_it_lies() {
    let village = RegionCode::parse("64.08.04.2001").unwrap();
    let levels: Vec<RegionLevel> =
        std::iter::successors(Some(village), RegionCode::parent).map(|c| c.level()).collect();
    use RegionLevel::{District, Province, Regency, Village};
    assert_eq!(levels, [Village, District, Regency, Province]);
    for text in ["", "6", "64.8", "6408", "64.08.04.201", "64.08.xx", "64.08.", "64.08.04.2001.1"] {
        assert!(RegionCode::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_language_is_found_by_its_tag() {
    assert_eq!(Language::from_tag("id"), Some(Language::Id));
    assert_eq!(Language::from_tag("ID-id"), Some(Language::Id));
    assert_eq!(Language::from_tag("en_GB"), Some(Language::En));
    assert_eq!(Language::from_tag("indonesian"), None);
    assert_eq!(Language::default().tag(), "id");
}

proptest! {
    #[test]
    fn every_nop_is_read_back_from_what_is_shown(digits in "[0-9]{18}") {
        let nop = Nop::parse(&digits).unwrap();
        prop_assert_eq!(nop.digits(), &digits);
        prop_assert_eq!(Nop::parse(&nop.to_string()), Ok(nop));
    }

    #[test]
    fn no_text_makes_reading_panic(text in "\\PC{0,40}") {
        let _ = Nop::parse(&text);
        let _ = Nik::parse(&text);
        let _ = RegionCode::parse(&text);
    }
}
