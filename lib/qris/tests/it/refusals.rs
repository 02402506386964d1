//! What is no code, and what is said about it.

use qris::{Path, Qris, QrisError, Tag};

use crate::{CODE, sealed};

fn refused(text: &str) -> QrisError {
    Qris::parse(text).unwrap_err()
}

/// The code with one piece of it replaced and the checksum made right again.
fn changed(from: &str, to: &str) -> QrisError {
    let body = CODE.strip_suffix("63040452").unwrap();
    assert_eq!(body.matches(from).count(), 1, "{from} stands there once");
    refused(&sealed(&body.replace(from, to)))
}

fn at(text: &str) -> usize {
    CODE.find(text).unwrap() + 1
}

#[test]
fn a_text_that_was_cut_anywhere_is_refused() {
    for end in 0..CODE.len() {
        assert!(Qris::parse(&CODE[..end]).is_err(), "cut after {end} characters");
    }
    assert_eq!(refused(&CODE[..30]), QrisError::Truncated { at: 17 });
    assert_eq!(refused("0002010"), QrisError::Truncated { at: 7 });
    assert_eq!(refused(""), QrisError::CrcPlace);
}

#[test]
fn every_change_of_every_byte_is_refused() {
    for index in 0..CODE.len() {
        for byte in 0..128_u8 {
            let mut bytes = CODE.as_bytes().to_vec();
            if bytes[index] == byte {
                continue;
            }
            bytes[index] = byte;
            let text = String::from_utf8(bytes).unwrap();
            assert!(Qris::parse(&text).is_err(), "byte {index} became {byte}");
        }
    }
}

#[test]
fn the_checksum_comes_before_any_value() {
    let text = CODE.replace("5303360", "5303840");
    let computed = qris::crc16(&text.as_bytes()[..text.len() - 4]);
    assert_eq!(refused(&text), QrisError::Crc { written: 0x0452, computed });
    assert_eq!(refused(&sealed(&text[..text.len() - 8])), QrisError::Currency { at: at("360540") });
}

#[test]
fn a_checksum_in_another_place_or_writing_is_refused() {
    let body = CODE.strip_suffix("63040452").unwrap();
    for text in [body.to_owned(), format!("{CODE} "), format!("{CODE}\n")] {
        assert!(Qris::parse(&text).is_err(), "{text:?}");
    }
    let early = body.replace("5802ID", "630400005802ID");
    assert_eq!(refused(&early), QrisError::CrcPlace);
    let text = sealed(&body.replace("PBB01", "PBB02"));
    let (start, crc) = text.split_at(text.len() - 4);
    assert_ne!(crc, crc.to_lowercase(), "this checksum has a letter");
    assert_eq!(refused(&format!("{start}{}", crc.to_lowercase())), QrisError::CrcPlace);
    assert_eq!(refused(&format!("{body}6304+452")), QrisError::CrcPlace);
}

#[test]
fn tags_and_lengths_are_two_digits() {
    assert_eq!(refused("0002010x0211"), QrisError::Tag { at: 7 });
    assert_eq!(refused("00020101x211"), QrisError::Length { at: 9 });
    assert_eq!(refused("00020101+211"), QrisError::Length { at: 9 });
    assert_eq!(refused("00020101\u{0662}\u{0662}11"), QrisError::Length { at: 9 });
    assert_eq!(refused("0002010100"), QrisError::Empty { path: Path::of(Tag::INITIATION), at: 11 });
    let error = changed("0303UME51", "03x3UME51");
    assert_eq!(error, QrisError::Length { at: at("0303UME51") + 2 });
}

#[test]
fn the_same_tag_twice_is_refused_outside_and_inside() {
    let error = changed("5802ID", "5802ID5802ID");
    assert_eq!(error, QrisError::Duplicate { path: Path::of(Tag::COUNTRY), at: at("5921") });
    let error = changed("62350122", "62440105AAAAA0122");
    let path = Path::within(Tag::ADDITIONAL, Tag::BILL_NUMBER);
    assert_eq!(error, QrisError::Duplicate { path, at: at("0122") + 9 });
}

#[test]
fn a_template_must_fill_its_length_with_elements() {
    assert_eq!(changed("0705PBB01", "0706PBB01"), QrisError::Truncated { at: at("PBB01") });
    let error = changed("62350122", "62360122").to_string();
    assert!(error.contains("the text ends inside an element"), "{error}");
}

#[test]
fn a_control_character_is_refused_at_its_place() {
    let error = changed("BAPENDA UJI", "BAPENDA\nUJI");
    assert_eq!(error, QrisError::Control { at: at("BAPENDA") + 7 });
}

#[test]
fn a_code_begins_with_version_01() {
    assert_eq!(changed("000201", "000202"), QrisError::Version);
    assert_eq!(changed("000201010212", "010212000201"), QrisError::Version);
    assert_eq!(refused(&sealed("")), QrisError::Version);
}

#[test]
fn what_every_code_needs_is_asked_for_by_name() {
    for (element, tag) in [
        ("52049311", Tag::CATEGORY),
        ("5303360", Tag::CURRENCY),
        ("5802ID", Tag::COUNTRY),
        ("5921BAPENDA UJI KABUPATEN", Tag::NAME),
        ("6008SANGATTA", Tag::CITY),
    ] {
        assert_eq!(changed(element, ""), QrisError::Missing { path: Path::of(tag) });
    }
    let accounts = &CODE[at("2669") - 1..at("52049311") - 1];
    assert_eq!(changed(accounts, ""), QrisError::MissingAccount);
    let error = changed("26690017ID.CO.BANKUJI.WWW", "2648");
    assert_eq!(error, QrisError::Missing { path: Path::within(Tag::ACQUIRER, Tag::GUID) });
}

#[test]
fn a_code_of_another_country_or_currency_is_refused() {
    assert_eq!(changed("5802ID", "5802MY"), QrisError::Country { at: at("ID5921") });
    assert_eq!(changed("5303360", "5303458"), QrisError::Currency { at: at("360540") });
}

#[test]
fn an_amount_is_whole_rupiah_above_zero() {
    let place = at("127500");
    for amount in [
        "127.500.00",
        "127,500",
        "Rp127500",
        "1e6",
        "-5",
        "+5",
        "0",
        "0.00",
        ".5",
        " 5",
        "12345678901234",
        "\u{0661}",
    ] {
        let element = format!("54{:02}{amount}", amount.chars().count());
        assert_eq!(changed("5406127500", &element), QrisError::Amount { at: place }, "{amount}");
    }
    for amount in ["127500.50", "127500.01", "0.5"] {
        let element = format!("54{:02}{amount}", amount.len());
        assert_eq!(changed("5406127500", &element), QrisError::Fraction { at: place }, "{amount}");
    }
}

#[test]
fn the_numbers_of_the_merchant_have_their_shape() {
    let pan = Path::within(Tag::ACQUIRER, Tag::PAN);
    let error = QrisError::Pan { path: pan, at: at("936009991") };
    assert_eq!(changed("936009991234567890", "936109991234567890"), error);
    assert_eq!(changed("936009991234567890", "93600999123456789A"), error);
    assert_eq!(
        changed(
            "26690017ID.CO.BANKUJI.WWW0118936009991234567890",
            "26680017ID.CO.BANKUJI.WWW011793600999123456789"
        ),
        error
    );
    let nmid = Path::within(Tag::NATIONAL, Tag::MERCHANT_ID);
    let error = QrisError::Nmid { path: nmid, at: at("ID1020000000001") };
    assert_eq!(changed("ID1020000000001", "XX1020000000001"), error);
    assert_eq!(changed("ID1020000000001", "ID102000000000A"), error);
    let criteria = Path::within(Tag::NATIONAL, Tag::CRITERIA);
    let place = at("UME5204");
    assert_eq!(changed("UME5204", "ume5204"), QrisError::Criteria { path: criteria, at: place });
    assert_eq!(changed("52049311", "520493I1"), QrisError::Category { at: at("9311") });
    assert_eq!(changed("010212", "010213"), QrisError::Initiation { at: at("010212") + 4 });
}

#[test]
fn name_and_city_have_their_longest() {
    let long = "A".repeat(26);
    let error = changed("5921BAPENDA UJI KABUPATEN", &format!("5926{long}"));
    let at_name = at("BAPENDA");
    assert_eq!(error, QrisError::TooLong { path: Path::of(Tag::NAME), at: at_name, max: 25 });
    let error = changed("6008SANGATTA", "6016SANGATTA UTARA 1");
    assert_eq!(
        error,
        QrisError::TooLong { path: Path::of(Tag::CITY), at: at("SANGATTA"), max: 15 }
    );
}

#[test]
fn an_error_says_where_and_what() {
    let error = changed("ID1020000000001", "XX1020000000001");
    let text =
        format!("character {}: the NMID in tag 51.02 is ID and 13 digits", at("ID1020000000001"));
    assert_eq!(error.to_string(), text);
}
