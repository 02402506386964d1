//! Numbers of virtual accounts.

use snap::{AccountError, CustomerNo, PartnerServiceId, VirtualAccountNo};

#[test]
fn a_short_number_of_the_biller_is_padded_on_the_left() {
    let id = PartnerServiceId::padded("12345").unwrap();
    assert_eq!(id.as_str(), "   12345");
    assert_eq!(id.digits(), "12345");
    assert_eq!(PartnerServiceId::padded("   12345"), Ok(id));
    assert_eq!(PartnerServiceId::padded("12345678").unwrap().as_str(), "12345678");
    assert!(PartnerServiceId::padded("123456789").is_err());
}

#[test]
fn an_echo_has_the_padding_of_the_request() {
    for text in ["   12345", "  12345", "12345"] {
        let json = format!("\"{text}\"");
        let id: PartnerServiceId = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&id).unwrap(), json);
        assert_eq!(id.digits(), "12345");
    }
}

#[test]
fn the_account_is_both_numbers_one_after_the_other() {
    let id = PartnerServiceId::padded("12345").unwrap();
    let customer = CustomerNo::parse("2026640801000100").unwrap();
    let account = VirtualAccountNo::of(&id, &customer);
    assert_eq!(account.as_str(), "   123452026640801000100");
    assert!(account.belongs_to(&id, &customer));
    for padded_otherwise in ["123452026640801000100", "  123452026640801000100"] {
        assert!(VirtualAccountNo::parse(padded_otherwise).unwrap().belongs_to(&id, &customer));
    }
    for other in ["   123452026640801000101", "   123462026640801000100", "2026640801000100"] {
        assert!(!VirtualAccountNo::parse(other).unwrap().belongs_to(&id, &customer), "{other}");
    }
}

#[test]
fn numbers_have_their_shape() {
    for text in ["", "        ", "12345   ", "1234567 ", "123456789", "12a45", " 12 345", "\t12345"]
    {
        assert_eq!(PartnerServiceId::parse(text), Err(AccountError::PartnerServiceId), "{text:?}");
    }
    for text in ["", " 1", "123456789012345678901", "12a", "-1", "\u{661}"] {
        assert_eq!(CustomerNo::parse(text), Err(AccountError::CustomerNo), "{text:?}");
    }
    let longest = "12345678".to_owned() + &"9".repeat(20);
    assert!(VirtualAccountNo::parse(&longest).is_ok());
    for text in ["", "x", &format!("{longest}9")] {
        assert_eq!(VirtualAccountNo::parse(text), Err(AccountError::VirtualAccountNo), "{text:?}");
    }
}
