//! What is found in a code.

use base::Rupiah;
use qris::{Account, Initiation, Qris, Tag, crc16};

use crate::{CODE, sealed};

#[test]
fn the_checksum_is_the_one_of_the_standard() {
    assert_eq!(crc16(b"123456789"), 0x29B1);
    assert_eq!(crc16(b""), 0xFFFF);
    // Computed by another implementation (Python's binascii.crc_hqx with start FFFF).
    assert_eq!(crc16(b"A"), 0xB915);
    assert_eq!(crc16("Caf\u{e9}".as_bytes()), 0x8FDF);
}

#[test]
fn a_code_is_read_with_its_nested_values() {
    let code = Qris::parse(CODE).unwrap();
    assert_eq!(code.initiation(), Some(Initiation::Dynamic));
    let accounts: Vec<Account<'_>> = code.accounts().collect();
    assert_eq!(accounts.len(), 2);
    assert_eq!(accounts[0].tag, Tag::ACQUIRER);
    assert_eq!(accounts[0].guid, "ID.CO.BANKUJI.WWW");
    assert_eq!(accounts[0].pan, Some("936009991234567890"));
    assert_eq!(accounts[0].merchant_id, Some("123456789012345"));
    assert_eq!(accounts[0].criteria, Some("UME"));
    assert_eq!(accounts[1].guid, qris::NATIONAL_GUID);
    assert_eq!(accounts[1].pan, None);
    assert_eq!(code.nmid(), Some("ID1020000000001"));
    assert_eq!(code.category(), "9311");
    assert_eq!(code.text(Tag::CURRENCY), Some("360"));
    assert_eq!(code.amount(), Some(Rupiah(127_500)));
    assert_eq!(code.merchant_name(), "BAPENDA UJI KABUPATEN");
    assert_eq!(code.merchant_city(), "SANGATTA");
    assert_eq!(code.postal_code(), Some("75611"));
    assert_eq!(code.bill_number(), Some("2026640801000100012340"));
    assert_eq!(code.reference(), None);
    assert_eq!(code.terminal(), Some("PBB01"));
    assert_eq!(code.crc(), 0x0452);
    assert_eq!(code.to_string(), CODE);
    assert_eq!(CODE.parse(), Ok(code));
}

/// What every code needs, with one more element.
fn with(more: &str) -> String {
    sealed(&format!("00020126170013ID.CO.UJI.WWW520493115303360{more}5802ID5903UJI6008SANGATTA"))
}

#[test]
fn tags_stand_in_any_order_after_the_version() {
    let turned = "0002016008SANGATTA5903UJI5802ID54061275005303360520493112617\
                  0013ID.CO.UJI.WWW010212";
    let code = Qris::parse(&sealed(turned)).unwrap();
    assert_eq!(code.amount(), Some(Rupiah(127_500)));
    assert_eq!(code.initiation(), Some(Initiation::Dynamic));
    assert_eq!(code.to_string(), sealed(turned), "the order is kept");
}

#[test]
fn values_may_end_in_a_space_and_contain_an_ampersand() {
    let text = with("").replace("5903UJI", "5910UJI & UJI ");
    let text = sealed(text.rsplit_once("6304").unwrap().0);
    assert_eq!(Qris::parse(&text).unwrap().merchant_name(), "UJI & UJI ");
}

#[test]
fn a_length_counts_characters_and_not_bytes() {
    let code = with("").replace("5903UJI", "5904Caf\u{e9}");
    let text = sealed(code.rsplit_once("6304").unwrap().0);
    let code = Qris::parse(&text).unwrap();
    assert_eq!(code.merchant_name(), "Caf\u{e9}");
    assert_eq!(code.to_string(), text);
}

#[test]
fn a_code_without_amount_or_initiation_leaves_them_to_the_payer() {
    let code = Qris::parse(&with("")).unwrap();
    assert_eq!((code.amount(), code.initiation(), code.nmid()), (None, None, None));
    let fixed = Qris::parse(&with("010211")).unwrap();
    assert_eq!(fixed.initiation(), Some(Initiation::Static));
}

#[test]
fn whole_rupiah_may_be_written_with_empty_decimals() {
    for amount in ["127500", "127500.", "127500.0", "127500.00", "000127500"] {
        let code = Qris::parse(&with(&format!("54{:02}{amount}", amount.len()))).unwrap();
        assert_eq!(code.amount(), Some(Rupiah(127_500)), "{amount}");
        assert_eq!(code.text(Tag::AMOUNT), Some(amount), "the text is kept");
    }
}

#[test]
fn tags_that_mean_nothing_here_are_kept() {
    let text = with("8019not elements at all");
    let code = Qris::parse(&text).unwrap();
    assert_eq!(code.text(Tag::new(80).unwrap()), Some("not elements at all"));
    assert_eq!(code.to_string(), text);
}
